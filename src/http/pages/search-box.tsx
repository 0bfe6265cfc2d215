/** The field in the masthead: searching begins on every page. */

import { MAX_QUERY_CHARACTERS } from '../../article/filter.ts';
import { choosePageMessages } from '../../messages/pages/choose.ts';
import type { Settings } from '../../settings.ts';

/** A form that needs no script; its address is from the root, because the policy allows forms to our own host alone. */
export function SearchBox({ settings }: { settings: Settings }) {
  const messages = choosePageMessages(settings.language);
  return (
    <search>
      <form class="search" action="/search">
        <input
          type="search"
          name="q"
          maxlength={MAX_QUERY_CHARACTERS}
          aria-label={messages.searchWords}
          placeholder={messages.search}
          dir="auto"
        />
        <button type="submit" class="button">
          {messages.search}
        </button>
      </form>
    </search>
  );
}
