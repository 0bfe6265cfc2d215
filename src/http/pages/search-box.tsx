/** The field for a search, and the one in the masthead: searching begins on every page. */

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
