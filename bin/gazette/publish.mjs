// @ts-check
/** `gazette publish FILE…`: files become articles; the same file again is the same article. */

import { createHash } from 'node:crypto';
import { readArticleFile } from './read/article-file.mjs';
import { decodeText, readBytes } from './read/text-file.mjs';
import { callService, Refusal } from './service.mjs';
import { showLine } from './terminal.mjs';
import { UserError } from './user-error.mjs';

/** @typedef {{ draft?: boolean, 'no-notify'?: boolean, 'dry-run'?: boolean }} PublishFlags */

/**
 * Publishes files one after the other; one that fails does not stop the others, unless all would fail.
 *
 * @param {readonly string[]} files
 * @param {PublishFlags} flags
 * @param {import('./context.mjs').Context} context
 * @returns {Promise<number>} the exit code
 */
export async function publishFiles(files, flags, context) {
  let failures = 0;
  for (const file of files) {
    try {
      for (const body of readArticleFile(file, decodeText(await readBytes(file)))) {
        const article = {
          ...body,
          ...(flags.draft ? { status: 'draft' } : {}),
          ...(flags['no-notify'] ? { notify: false } : {}),
        };
        if (flags['dry-run']) context.print(JSON.stringify(article, null, 2));
        else if (!(await publishOne(file, article, context))) failures += 1;
      }
    } catch (thrown) {
      if (!(thrown instanceof UserError) || (thrown instanceof Refusal && thrown.isFinal)) throw thrown;
      failures += 1;
      context.note(`${file}: ${thrown.message}`);
    }
  }
  return failures === 0 ? 0 : 1;
}

/** @param {string} file @param {Record<string, unknown>} article @param {import('./context.mjs').Context} context */
async function publishOne(file, article, context) {
  const body = JSON.stringify(article);
  try {
    const { status, headers, json } = await callService(context.connect(), {
      method: 'POST',
      path: '/api/articles',
      body,
      type: 'application/json',
      // What would be sent is what is named: with other options it is another request.
      headers: { 'idempotency-key': `gazette-${createHash('sha256').update(body).digest('hex')}` },
      isRepeatable: true,
    });
    const isKnown = status === 200 || headers.get('idempotent-replayed') === 'true';
    context.print(showLine(json.url));
    context.note(`${file}: ${showLine(json.status)}${isKnown ? ' before' : ''}, ${showLine(json.id)}`);
    return true;
  } catch (thrown) {
    if (!(thrown instanceof Refusal) || thrown.isFinal) throw thrown;
    context.note(`${file}: ${showLine(article.title ?? '')}: ${showLine(thrown.message)}`);
    return false;
  }
}
