/** The way from any page to following what is on it. */

import { type Filter, formatFilterQuery } from '../../article/filter.ts';
import { choosePageMessages } from '../../messages/pages/choose.ts';
import type { Settings } from '../../settings.ts';

/** Where a filter's feed is explained, and put together; from the root. */
function buildFollowPath(filter: Filter): string {
  const query = formatFilterQuery(filter);
  return query === '' ? '/subscribe' : `/subscribe?${query}`;
}

/** The button that leads there. */
export function FollowLink({ filter, settings }: { filter: Filter; settings: Settings }) {
  return (
    <a class="button follow" href={settings.publicUrl + buildFollowPath(filter)}>
      <svg viewBox="0 0 16 16" aria-hidden="true" width="16" height="16">
        <circle cx="3" cy="13" r="2" />
        <path d="M1 6a9 9 0 0 1 9 9M1 1a14 14 0 0 1 14 14" />
      </svg>
      {choosePageMessages(settings.language).follow}
    </a>
  );
}
