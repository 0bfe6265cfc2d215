/** `/previews/…`: an unpublished article for whoever has its address, kept by nobody and told to nobody. */

import type { Article, PublishedArticle } from '../../article/article.ts';
import { listNamedFiles } from '../../article/named-files.ts';
import { openLedger } from '../../env.ts';
import type { Settings } from '../../settings.ts';
import { readSettings } from '../../settings.ts';
import { hashToken } from '../api/auth.ts';
import { PREVIEW_SECRET } from '../api/previews.ts';
import type { App, AppContext } from '../app-routes.ts';
import { answerOtherMethods } from '../app-routes.ts';
import { limitReads } from '../client-limit.ts';
import { answerUnknownAddress } from '../fallback.ts';
import { answerFile } from '../files.ts';
import { answerFailure } from '../problem.ts';
import { ArticlePage } from './article-page.tsx';
import { answerProblemAsPage } from './notice-page.tsx';
import { answerOtherPage } from './page-answer.ts';

const PREVIEW_PATH = '/previews/:secret';
/** The files of the article, which nobody else sees yet. */
const PREVIEW_FILE_PATH = '/previews/:secret/files/:id/:name';

/** Whoever has the address has the article: it goes into no cache, no index, and along to no other site. */
const PREVIEW_HEADERS = {
  'cache-control': 'no-store',
  'x-robots-tag': 'noindex',
  'referrer-policy': 'no-referrer',
} as const;

/** Puts the previews into the app. */
export function mountPreviews(app: App): void {
  app.get(PREVIEW_PATH, servePreview);
  answerOtherMethods(app, PREVIEW_PATH, ['GET']);
  app.get(PREVIEW_FILE_PATH, servePreviewFile);
  answerOtherMethods(app, PREVIEW_FILE_PATH, ['GET']);
}

async function servePreview(c: AppContext): Promise<Response> {
  const settings = readSettings(c.env);
  const secret = c.req.param('secret') ?? '';
  if (!PREVIEW_SECRET.test(secret)) return answerUnknownAddress(c);
  const refusal = await limitReads(c);
  if (refusal !== null) return answerProblemAsPage(settings, answerFailure(refusal));
  const preview = await openLedger(c.env).readPreview(await hashToken(secret));
  if (preview === null) return answerUnknownAddress(c);
  if (preview.kind === 'page') {
    const location = `${settings.publicUrl}/articles/${preview.slug}`;
    return new Response(null, { status: 302, headers: { ...PREVIEW_HEADERS, location } });
  }
  return answerOtherPage(
    200,
    <ArticlePage
      document={{
        article: imaginePublished(leadToPreview(preview.article, settings, secret)),
        authority: '',
      }}
      settings={settings}
      previewUntil={preview.expiresAt}
    />,
    PREVIEW_HEADERS,
  );
}

/** The article with its files at addresses that the preview opens. */
function leadToPreview(article: Article, { publicUrl }: Settings, secret: string): Article {
  const lead = (text: string) =>
    text.replaceAll(`${publicUrl}/files/`, `${publicUrl}/previews/${secret}/files/`);
  const { image, attachments, contentHtml } = article;
  return {
    ...article,
    image: image === null ? null : { ...image, url: lead(image.url) },
    attachments: attachments.map((attachment) => ({ ...attachment, url: lead(attachment.url) })),
    contentHtml: lead(contentHtml),
  };
}

async function servePreviewFile(c: AppContext): Promise<Response> {
  const { secret = '', id = '', name = '' } = c.req.param();
  if (!PREVIEW_SECRET.test(secret)) return answerUnknownAddress(c);
  const refusal = await limitReads(c);
  if (refusal !== null) return answerFailure(refusal);
  const preview = await openLedger(c.env).readPreview(await hashToken(secret));
  const isNamed = preview?.kind === 'article' && listNamedFiles(preview.article).includes(id);
  const file = isNamed ? await openLedger(c.env).findFile(id) : null;
  return file === null ? answerUnknownAddress(c) : await answerFile(c, file, { name, isForEditor: true });
}

/** An article as it would be if it were published now, or is; the date of a draft without one is that of its last change. */
export function imaginePublished(article: Article): PublishedArticle {
  const at = article.publishedAt ?? article.changedAt;
  return {
    ...article,
    status: article.status === 'withdrawn' ? 'withdrawn' : 'published',
    publishedAt: at,
    modifiedAt: article.modifiedAt ?? at,
  };
}
