/** A table that scrolls by itself where the page is narrower, by keyboard too. */

import type { Child } from 'hono/jsx';

interface WideTableProps {
  /** What it is a table of. */
  readonly label: string;
  readonly headings: readonly string[];
  /** More than rows, above them. */
  readonly lead?: Child;
  readonly children?: Child;
}

/** The table; `children` are its rows. */
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
