import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { renderFeed } from '../../../src/feed/render.ts';
import { anyArticle } from '../../support/arbitrary-articles.ts';
import { makeArticle, makeDocument, SETTINGS } from '../../support/feed-documents.ts';
import { runProgram } from '../../support/outside-program.ts';

/** jing tells of its use and ends with 2 where it is called without a schema. */
const hasJing = runProgram('jing', []).status === 2;

describe.skipIf(!hasJing)('the RELAX NG schema of RFC 4287 (skipped where jing is not installed)', () => {
  let folder = '';
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'gazette-atom-'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  function judge(documents: readonly string[]) {
    const files = documents.map((xml, index) => {
      const file = join(folder, `${index}.atom`);
      writeFileSync(file, xml);
      return file;
    });
    return runProgram('jing', ['-c', 'tests/fixtures/atom.rnc', ...files]);
  }

  it('accepts feeds that are empty, filtered, paged, withdrawn from, and full of hostile text', () => {
    const withdrawn = makeArticle({ status: 'withdrawn', withdrawnReason: 'Wrong figures' });
    const attached = makeArticle({
      language: 'zh-CN',
      attachments: [
        { url: 'https://files.example/a.pdf', mimeType: 'application/pdf', title: 'A', sizeInBytes: 9 },
      ],
    });
    const documents = [
      makeDocument(),
      makeDocument({ authority: null }),
      makeDocument({ articles: [withdrawn, attached], cursor: 'abc', nextCursor: 'def' }),
      makeDocument({ articles: fc.sample(anyArticle, { numRuns: 200, seed: 4287 }) }),
    ];
    const answer = judge(documents.map((document) => renderFeed(document, SETTINGS, 'atom')));
    expect(answer.stdout).toBe('');
    expect(answer.status).toBe(0);
  });

  it('is strict enough to see an entry without an id', () => {
    const xml = renderFeed(makeDocument({ articles: [makeArticle()] }), SETTINGS, 'atom');
    const answer = judge([xml.replace(/(<entry>[\s\S]*?)<id>.*?<\/id>/, '$1')]);
    expect(answer.status).toBe(1);
    expect(answer.stdout).toContain('"entry" incomplete');
  });
});
