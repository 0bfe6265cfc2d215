/** A history as an export would hold it: many articles at once, made without asking for each of them. */

/** The 32 characters of a ULID (https://github.com/ulid/spec). */
const CROCKFORD = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

export interface ArchivedArticle {
  readonly number: number;
  readonly publishedAt: number;
  readonly categories?: readonly string[];
  readonly officials?: readonly string[];
  readonly contentHtml?: string;
}

/** An id that sorts by its number. */
export function makeArticleId(number: number): string {
  let text = '';
  for (let rest = number, left = 26; left > 0; left--) {
    text = CROCKFORD[rest % 32] + text;
    rest = Math.floor(rest / 32);
  }
  return text;
}

/** The head of an archive: its authority and the directory that its articles name. */
export function writeArchiveHead(categories: readonly string[], officials: readonly string[]): string {
  const lines = [
    { type: 'gazette', format: 1, authority: 'tag:gazette.test,2020' },
    ...categories.map((slug) => ({ type: 'category', slug, name: `Category ${slug}`, description: null })),
    ...officials.map((slug) => ({
      type: 'official',
      slug,
      name: `Official ${slug}`,
      aliases: [],
      url: null,
      image: null,
      terms: [],
    })),
  ];
  return lines.map((line) => `${JSON.stringify(line)}\n`).join('');
}

/** One published article as a line. */
export function writeArchivedArticle(article: ArchivedArticle): string {
  const facts = { type: 'article', has_given_slug: true, notify: false };
  return writeLine(article, facts, 1);
}

/** One revision of a published article as a line. */
export function writeArchivedRevision(article: ArchivedArticle, revision: number): string {
  const at = new Date(article.publishedAt).toISOString();
  return writeLine(article, { type: 'revision', at, by: 'Archive', change: 'minor' }, revision);
}

function writeLine(article: ArchivedArticle, facts: Record<string, unknown>, revision: number): string {
  const { number, publishedAt, categories = [], officials = [] } = article;
  const date = new Date(publishedAt).toISOString();
  const line = {
    ...facts,
    date_changed: date,
    has_own_url: false,
    article: {
      id: makeArticleId(number),
      status: 'published',
      revision,
      slug: `article-${number}`,
      url: '',
      external_id: null,
      feed_id: null,
      title: `Article ${number}`,
      summary: '',
      content_html: article.contentHtml ?? `<p>The text of article ${number}.</p>`,
      language: 'en',
      date_published: date,
      date_modified: date,
      categories,
      officials: officials.map((slug) => ({
        slug,
        name: `Official ${slug}`,
        role: null,
        relation: 'mentioned',
      })),
      source: null,
      authors: [],
      image: null,
      attachments: [],
      change_note: null,
      withdrawn_reason: null,
    },
  };
  return `${JSON.stringify(line)}\n`;
}
