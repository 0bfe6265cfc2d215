/** GOV.UK's news articles, as fields of ours: people become officials, topics and organisations categories. */

interface Link {
  readonly title: string;
  readonly base_path?: string;
  readonly web_url?: string;
}

interface GovukArticle {
  readonly title: string;
  readonly locale: string;
  readonly content_id: string;
  readonly base_path: string;
  readonly description?: string;
  readonly first_published_at: string;
  readonly withdrawn_notice?: { readonly explanation?: string };
  readonly details: { readonly body: string; readonly image?: { readonly url?: string } };
  readonly links: Readonly<Record<string, readonly Link[]>>;
}

export interface ReadSample {
  readonly body: Record<string, unknown>;
  readonly categories: readonly { readonly slug: string; readonly name: string }[];
  readonly officials: readonly { readonly slug: string; readonly name: string }[];
  readonly withdrawnReason: string | null;
}

const slugOf = (link: Link) => (link.base_path ?? '').split('/').pop()?.split('.')[0]?.slice(0, 64) ?? '';

/** Reads a sample; `file` makes the external id unique, because some samples are one article in two states. */
export function readSample(file: string, text: string): ReadSample {
  const article = JSON.parse(text) as GovukArticle;
  const named = (kinds: readonly string[]) =>
    kinds
      .flatMap((kind) => article.links[kind] ?? [])
      .map((link) => ({ slug: slugOf(link), name: link.title }))
      .filter(({ slug }, index, all) => slug !== '' && all.findIndex((one) => one.slug === slug) === index);
  const officials = named(['people']);
  const categories = named(['taxons', 'policy_areas', 'related_policies', 'organisations']).slice(0, 20);
  return {
    officials,
    categories,
    withdrawnReason: article.withdrawn_notice?.explanation?.replace(/<[^>]+>/g, '') ?? null,
    body: {
      title: article.title,
      content_html: article.details.body,
      summary: article.description ?? null,
      language: article.locale,
      date_published: article.first_published_at,
      external_id: `${file}:${article.content_id}`,
      categories: categories.map(({ slug }) => slug),
      officials: officials.map(({ slug }) => ({ slug, relation: 'actor' })),
      source: { name: 'GOV.UK', url: `https://www.gov.uk${article.base_path}` },
    },
  };
}
