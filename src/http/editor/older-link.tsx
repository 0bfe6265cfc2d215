/** A list that is paged from its newest entry back, by the number of the entry that the page before ended with. */

import type { EditorContext } from './editor-context.ts';

/** `?before=`: only what is older is listed; null for the newest. */
export function readBefore({ c }: EditorContext): number | null {
  const before = c.req.query('before') ?? '';
  return /^\d{1,15}$/.test(before) ? Number(before) : null;
}

/** The way to older entries; nothing where there are none. */
export function OlderLink({ editor, path }: { editor: EditorContext; path: string | null }) {
  const { older } = editor.messages;
  if (path === null) return null;
  return (
    <nav aria-label={older}>
      <a rel="next" href={path}>
        {older}
      </a>
    </nav>
  );
}
