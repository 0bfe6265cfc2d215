/** What everybody who was answered may expect: kept beside the service, by nothing but what it acknowledged. */

export const CATEGORIES = ['roads', 'schools', 'budget'] as const;
export type Category = (typeof CATEGORIES)[number];

export interface ModelArticle {
  readonly id: string;
  readonly categories: readonly Category[];
  title: string;
  /** Of the last major change. */
  note: string | null;
  isWithdrawn: boolean;
}

/** An item of a JSON feed, as far as the model knows it. */
interface FeedItem {
  readonly id: string;
  readonly title: string;
  readonly content_html?: string;
  readonly _gazette: { readonly status: string; readonly categories: readonly string[] };
}

/** A message as its receiver has it. */
export interface ReceivedMessage {
  readonly type: string;
  readonly articleId: string;
  readonly note: string | null;
}

/** What an article's text says until it is withdrawn, by its first title. */
export const nameText = (title: string) => `The text of ${title}.`;

export class Model {
  readonly #articles = new Map<string, ModelArticle>();
  /** Changes that were acknowledged. */
  acknowledged = 0;

  get articles(): readonly ModelArticle[] {
    return [...this.#articles.values()];
  }

  add(article: ModelArticle): void {
    this.#articles.set(article.id, article);
  }

  /** What a feed of a category (null: of all), read to its end, has otherwise than it should. */
  compareFeed(category: Category | null, items: readonly FeedItem[]): string[] {
    const expected = this.articles.filter(
      ({ categories }) => category === null || categories.includes(category),
    );
    const byId = new Map(items.map((item) => [item.id.replace(/^.*article\//, ''), item]));
    const differences = expected.flatMap((article) => {
      const item = byId.get(article.id);
      byId.delete(article.id);
      return item === undefined ? [`${article.id} is missing`] : compareItem(article, item);
    });
    return [...differences, ...[...byId.keys()].map((id) => `${id} should not be there`)];
  }

  /** The acknowledged effects that an endpoint of a category (null: of all) was never told of. */
  listUntold(category: Category | null, messages: readonly ReceivedMessage[]): string[] {
    const told = new Set(messages.map(({ type, articleId, note }) => `${type} ${articleId} ${note ?? ''}`));
    const types = new Set(messages.map(({ type, articleId }) => `${type} ${articleId}`));
    return this.articles
      .filter(({ categories }) => category === null || categories.includes(category))
      .flatMap(({ id, isWithdrawn, note }) => {
        // A withdrawal takes back what was not delivered before it.
        if (isWithdrawn) return types.has(`article.withdrawn ${id}`) ? [] : [`withdrawal of ${id}`];
        const missing = types.has(`article.published ${id}`) ? [] : [`publication of ${id}`];
        if (note !== null && !told.has(`article.updated ${id} ${note}`)) missing.push(`${note} of ${id}`);
        return missing;
      });
  }
}

function compareItem(article: ModelArticle, item: FeedItem): string[] {
  const { status, categories } = item._gazette;
  const text = nameText(article.title.split(',', 1)[0] ?? '');
  if (article.isWithdrawn) {
    const isNotice = status === 'withdrawn' && !JSON.stringify(item).includes(text);
    return isNotice ? [] : [`${article.id} is withdrawn and still there`];
  }
  const differences: string[] = [];
  if (status !== 'published') differences.push(`${article.id} is ${status}`);
  if (item.title !== article.title)
    differences.push(`${article.id} is called ${item.title}, not ${article.title}`);
  if (item.content_html?.includes(text) !== true) differences.push(`${article.id} has another text`);
  if ([...categories].sort().join() !== [...article.categories].sort().join())
    differences.push(`${article.id} is in ${categories}, not ${article.categories}`);
  return differences;
}
