/** Lists of the editor page: searched and paged, by a form or as one types where the script runs; from the newest back; as a table. */

import type { Child } from 'hono/jsx';
import { MAX_QUERY_CHARACTERS } from '../../article/filter.ts';
import type { EditorMessages } from '../../messages/editor/english.ts';
import type { EditorContext } from './editor-context.ts';

/** On one page: even where each has the longest name, far below 200 kB. */
const ROWS_PER_PAGE = 50;

/** What of a list is asked for. */
export interface ListQuery {
  /** '' for all of it. */
  readonly q: string;
  /** From 1. */
  readonly page: number;
}

/** Reads it from the address. */
export function readListQuery(editor: EditorContext): ListQuery {
  const page = Number(editor.c.req.query('page') ?? 1);
  return {
    q: readSearchWords(editor),
    page: Number.isSafeInteger(page) && page > 0 ? page : 1,
  };
}

/** What of a search is looked for, cut to what a search may be. */
export function readSearchWords({ c }: EditorContext): string {
  return [...(c.req.query('q') ?? '').trim()].slice(0, MAX_QUERY_CHARACTERS).join('');
}

/** The field for it. */
export function SearchWords({ label, q }: { label: string; q: string }) {
  return (
    <div class="field">
      <label for="q">{label}</label>
      <input id="q" name="q" type="search" value={q} maxlength={MAX_QUERY_CHARACTERS} dir="auto" />
    </div>
  );
}

interface FoundListProps<Row> {
  readonly messages: EditorMessages;
  readonly query: ListQuery;
  /** Of the list itself. */
  readonly path: string;
  /** Everything that was found. */
  readonly found: readonly Row[];
  /** What is said where there is nothing at all. */
  readonly none: string;
  readonly renderRow: (row: Row) => Child;
}

/** The search, one page of what was found, and the way to the others. */
export function FoundList<Row>({ messages, query, path, found, none, renderRow }: FoundListProps<Row>) {
  const pages = Math.max(1, Math.ceil(found.length / ROWS_PER_PAGE));
  const page = Math.min(query.page, pages);
  const shown = found.slice((page - 1) * ROWS_PER_PAGE, page * ROWS_PER_PAGE);
  const linkTo = (number: number) =>
    `${path}?${new URLSearchParams({ ...(query.q !== '' && { q: query.q }), page: String(number) })}`;
  const isSearchable = query.q !== '' || found.length > 1;
  return (
    <>
      {isSearchable ? (
        <search>
          <form method="get" action={path} class="search" data-live-search="">
            <SearchWords label={messages.findInList} q={query.q} />
            <button type="submit">{messages.find}</button>
          </form>
        </search>
      ) : null}
      <div data-results="">
        {query.q === '' ? null : (
          <p class="hint" role="status">
            {messages.foundCount(found.length)}
          </p>
        )}
        {found.length === 0 && query.q === '' ? <p class="empty">{none}</p> : null}
        <ul class="entries">{shown.map(renderRow)}</ul>
        {pages === 1 ? null : (
          <nav class="pager" aria-label={messages.pages}>
            {page === 1 ? null : (
              <a rel="prev" href={linkTo(page - 1)}>
                {messages.previousPage}
              </a>
            )}
            <span>{messages.pageOf(page, pages)}</span>
            {page === pages ? null : (
              <a rel="next" href={linkTo(page + 1)}>
                {messages.nextPage}
              </a>
            )}
          </nav>
        )}
      </div>
    </>
  );
}

/** `?before=`, the number of the entry that the page before ended with: only what is older is listed; null for the newest. */
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

interface WideTableProps {
  /** What it is a table of. */
  readonly label: string;
  readonly headings: readonly string[];
  /** More than rows, above them. */
  readonly lead?: Child;
  readonly children?: Child;
}

/** A table that scrolls by itself where the page is narrower, by keyboard too; `children` are its rows. */
export function WideTable({ label, headings, lead, children }: WideTableProps) {
  return (
    <section class="scrolls" tabindex={0} aria-label={label}>
      {lead}
      <table>
        <thead>
          <tr>
            {headings.map((heading) => (
              <th scope="col">{heading}</th>
            ))}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </section>
  );
}
