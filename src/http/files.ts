/** `/files/{id}/{name}`: what articles show and carry, to everybody once one of them is published. */

import { LEDGER_NAME } from '../env.ts';
import { succeed } from '../failure.ts';
import { FILE_ID_PATTERN } from '../file/file.ts';
import type { FileDocument, PublishedFile } from '../published/store.ts';
import { readFileDocument } from '../published/store.ts';
import { readSettings } from '../settings.ts';
import { authenticate, refuseRole } from './api/auth.ts';
import type { App, AppContext } from './app-routes.ts';
import { answerOtherMethods } from './app-routes.ts';
import { findSession } from './editor/session.ts';
import { answerFile, GONE_CACHE_CONTROL } from './file-answer.ts';
import { excuseStore, readAheadOfStore, readLedgerPage } from './ledger-page.ts';
import { answerNotice } from './pages/notice-page.tsx';
import { answerFailure } from './problem.ts';

/** Puts the files into the app. */
export function mountFiles(app: App): void {
  app.get('/files/*', serveFile);
  answerOtherMethods(app, '/files/*', ['GET']);
}

async function serveFile(c: AppContext): Promise<Response> {
  const [id = '', ...name] = new URL(c.req.url).pathname.slice('/files/'.length).split('/');
  if (!FILE_ID_PATTERN.test(id)) return answerMissing(c);
  const document = await findDocument(c, id);
  if (document instanceof Response) return document;
  if (document?.state === 'public')
    return await answerFile(c, document.file, { name: name.join('/'), isForEditor: false });
  const own = await findFileOfEditor(c, id);
  if (own !== null) return await answerFile(c, own, { name: name.join('/'), isForEditor: true });
  return document === null ? answerMissing(c) : answerGone();
}

/** What the public may know; where the store fails, the ledger is asked as pages ask it. */
async function findDocument(c: AppContext, id: string): Promise<FileDocument | null | Response> {
  const ask = async () => succeed(await c.env.LEDGER.getByName(LEDGER_NAME).readFileDocument(id));
  const readPage = (isCounted: boolean) =>
    readLedgerPage<FileDocument | null>(c, `/files/${id}`, ask, isCounted);
  const newer = await readAheadOfStore(`file/${id}`, readPage);
  if (newer !== undefined) return newer;
  const reading = await readFileDocument(c.env.ARTICLES, id, Date.now());
  if (reading.state === 'found') return reading.document;
  if (reading.state === 'missing') return null;
  const page = await readPage(true);
  return page instanceof Response ? excuseStore(page) : page;
}

/** The file, public or not, where an editor asks: by the cookie of the editor page, or with a token. */
async function findFileOfEditor(c: AppContext, id: string): Promise<PublishedFile | null> {
  const ledger = c.env.LEDGER.getByName(LEDGER_NAME);
  const hasToken = c.req.header('authorization') !== undefined;
  if (!hasToken && c.req.header('cookie') === undefined) return null;
  const known = hasToken ? await authenticate(c, ledger) : null;
  const session = known === null ? await findSession(c, ledger) : null;
  const actor = known?.ok ? known.value : session?.ok ? session.value?.actor : undefined;
  if (actor === undefined || refuseRole(actor, 'editor') !== null) return null;
  return await ledger.findFile(id);
}

/** Nothing here, and nothing that tells whether there ever will be. */
function answerMissing(c: AppContext): Response {
  return c.req.header('accept')?.includes('text/html')
    ? answerNotice(readSettings(c.env), 404)
    : answerFailure({ code: 'file_not_found' });
}

function answerGone(): Response {
  const answer = answerFailure({ code: 'file_gone' });
  answer.headers.set('cache-control', GONE_CACHE_CONTROL);
  return answer;
}
