/** Fields of pages: for a search, which begins on every page, and with an address to copy. */

import { MAX_QUERY_CHARACTERS } from '../../article/filter.ts';
import { choosePageMessages } from '../../messages/pages/choose.ts';
import type { Settings } from '../../settings.ts';

/** A form that needs no script; its address is from the root, because the policy allows forms to our own host alone. */
export function SearchBox({ settings }: { settings: Settings }) {
  const messages = choosePageMessages(settings.language);
  return (
    <search>
      <form class="search" action="/search">
        <SearchField name="q" label={messages.searchWords} placeholder={messages.search} />
        <button type="submit" class="button">
          {messages.search}
        </button>
      </form>
    </search>
  );
}

/** A field for words to find, in whatever direction they are written. `placeholder`: what it shows while empty, else its label. */
export function SearchField({
  name,
  label,
  placeholder = label,
  value,
}: {
  name: string;
  label: string;
  placeholder?: string;
  value?: string | undefined;
}) {
  return (
    <input
      type="search"
      name={name}
      value={value}
      maxlength={MAX_QUERY_CHARACTERS}
      aria-label={label}
      placeholder={placeholder}
      dir="auto"
    />
  );
}

// What the script of `assets.ts` works on; without it the field is selected by hand.

/** Where the script tells those who do not see it what was copied; once on a page. */
export function CopyStatus() {
  return <p id="copy-status" role="status" class="unseen" />;
}

/** The address in a field, and the button, which stays hidden without the script. */
export function CopyField({
  id,
  url,
  label,
  button,
  settings,
}: {
  id: string;
  url: string;
  label: string;
  button: string;
  settings: Settings;
}) {
  const { subscribing } = choosePageMessages(settings.language);
  return (
    <>
      <input id={id} type="text" dir="ltr" readonly value={url} aria-label={label} />
      <button type="button" hidden data-copies={id} data-done={subscribing.copied}>
        {button}
      </button>
    </>
  );
}
