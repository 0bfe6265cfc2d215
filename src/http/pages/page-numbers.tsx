/** The pages of a list, by number. */

interface PageNumbersProps {
  readonly count: number;
  /** Of this page, from 1. */
  readonly page: number;
  /** What the list is of. */
  readonly label: string;
  readonly path: (page: number) => string;
}

/** A link for each; nothing where there is one page. */
export function PageNumbers({ count, page, label, path }: PageNumbersProps) {
  if (count === 1) return null;
  return (
    <nav class="pages" aria-label={label}>
      {Array.from({ length: count }, (_, index) => index + 1).map((number) => (
        <a href={path(number)} aria-current={number === page ? 'page' : undefined}>
          {number}
        </a>
      ))}
    </nav>
  );
}
