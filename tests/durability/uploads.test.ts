import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { GIF, JPEG, PNG, WEBP } from '../fixtures/pictures.ts';
import { startBundledService } from '../support/bundled-service.ts';
import { runCommand } from '../support/command.ts';
import type { Service } from '../support/service.ts';

/** There to end what hangs. */
const START_TIMEOUT_MS = 120_000;
const PDF = '%PDF-1.4\n%%EOF\n';

let service: Service;
let folder: string;
/** The file of an article, another in each test: the service has all of them. */
let name: string;
let number = 0;

beforeAll(async () => {
  service = await startBundledService();
}, START_TIMEOUT_MS);

afterAll(async () => {
  await service.kill();
  rmSync(service.dataFolder, { recursive: true, force: true });
});

/** A site of its own for each test, below a folder that is no part of it. */
beforeEach(() => {
  number += 1;
  folder = join(mkdtempSync(join(tmpdir(), 'gazette-uploads-')), `site-${number}`);
  name = `${number}.md`;
  mkdirSync(folder);
  return () => rmSync(dirname(folder), { recursive: true });
});

function write(files: Readonly<Record<string, string | Uint8Array>>): void {
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
}

/** Pictures that no other test has: what stands behind the end of one goes when it is taken. */
const only = (picture: Uint8Array) => Buffer.concat([picture, Buffer.from(folder)]);

function publish(...args: string[]) {
  const env = { GAZETTE_URL: service.origin, GAZETTE_TOKEN: service.token };
  return runCommand(['publish', '--root', '.', ...args], { folder, env });
}

interface PublishedArticle {
  readonly external_id: string;
  readonly revision: number;
  readonly content_html: string;
  readonly image: { readonly url: string; readonly alt: string | null } | null;
  readonly attachments: readonly { readonly url: string; readonly mime_type: string }[];
}

/** The article of a file, and the names of the files that it has. */
async function readArticle() {
  const list = (await (await service.call('GET', '/api/articles?limit=100')).json()) as {
    articles: (PublishedArticle & { id: string })[];
  };
  const found = list.articles.find(({ external_id }) => external_id === name);
  if (found === undefined) throw new Error(`${name} is not there`);
  const article = (await (await service.call('GET', `/api/articles/${found.id}`)).json()) as PublishedArticle;
  const path = `/api/files?limit=100&article=${found.id}`;
  const { files } = (await (await service.call('GET', path)).json()) as {
    files: { name: string; url: string }[];
  };
  return { article, names: files.map((file) => file.name.replace(/-[0-9a-f]{16}(?=\.)/, '')).sort(), files };
}

describe('pictures and documents that a text names on the computer', () => {
  test('go along, wherever its generator would have found them, and readers get them', async () => {
    write({
      [name]: `---
title: Bridge
image: { src: covers/cover.webp, alt: The bridge }
attachments: [plan.pdf]
---
![One](one.jpg "Title") and [![Two](/img/two.png)](<files/The plan (1).pdf#page=2>)

![Three][three] <img alt="Four" width=9 src='four.gif'> \`![](one.jpg)\`

[three]: static-three.png
`,
      'one.jpg': only(JPEG),
      'static/img/two.png': only(PNG),
      'static/static-three.png': Buffer.concat([only(PNG), Buffer.from('3')]),
      'four.gif': only(GIF),
      'covers/cover.webp': only(WEBP),
      'files/The plan (1).pdf': `${PDF}${folder}`,
      'plan.pdf': `${PDF}plan ${folder}`,
    });
    const { code, err } = await publish(name);
    expect({ code, err }).toEqual({
      code: 0,
      err: expect.stringContaining(
        '1 published, 0 changed, 0 unchanged, files: 7 uploaded, 0 there already, 0 left out, 0 failed',
      ),
    });
    const { article, names, files } = await readArticle();
    expect(names).toEqual([
      'The plan (1).pdf',
      'cover.webp',
      'four.gif',
      'one.jpg',
      'plan.pdf',
      'static-three.png',
      'two.png',
    ]);
    expect(article.image).toMatchObject({ url: expect.stringContaining('/cover-'), alt: 'The bridge' });
    expect(article.attachments).toMatchObject([{ mime_type: 'application/pdf' }]);
    expect(article.content_html).toContain('#page=2');
    expect(article.content_html).toContain('<code>![](one.jpg)</code>');
    for (const { url } of files) expect((await fetch(url)).status).toBe(200);
  });

  test('are sent once, however often the folder is published, and one that changed changes its article', async () => {
    write({ [name]: '# A\n\n![](p.png)', [`b-${name}`]: '# B\n\n![](p.png)', 'p.png': only(PNG) });
    expect((await publish('.')).err).toContain('2 published, 0 changed, 0 unchanged, files: 1 uploaded');
    expect((await publish('.')).err).toContain(
      '0 published, 0 changed, 2 unchanged, files: 0 uploaded, 1 there already, 0 left out',
    );
    const before = await readArticle();
    write({ 'p.png': only(GIF) });
    expect((await publish('.')).err).toContain(
      '0 published, 2 changed, 0 unchanged, files: 1 uploaded, 0 there already',
    );
    const after = await readArticle();
    expect(after.files[0]?.url).not.toBe(before.files[0]?.url);
    expect(after.article.revision).toBe(before.article.revision + 1);
  });

  test('are told by name where they cannot be had, and the article goes without them', async () => {
    write({
      [name]: `---\ntitle: A\nimage: none.jpg\n---\n![](gone.png) ![](d.svg) ![](broken.jpg) ![](/i/a.jpg) Text`,
      'd.svg': '<svg/>',
      'broken.jpg': 'no picture',
    });
    const { code, err } = await publish(name);
    expect(code).toBe(0);
    for (const line of [
      `left out: ${name}: none.jpg is not there`,
      `left out: ${name}: gone.png is not there`,
      `left out: ${name}: d.svg is of no kind that the service keeps`,
      `left out: ${name}: /i/a.jpg is not there`,
      'files: 1 uploaded, 0 there already, 5 left out, 0 failed',
    ])
      expect(err).toContain(line);
    expect(err).toContain(`left out: ${name}: broken.jpg is not what its name says`);
    expect((await readArticle()).article).toMatchObject({ image: null });
  });

  test.each([
    '../secret.txt',
    '/../secret.txt',
    '..%2fsecret.txt',
    '%2e%2e/secret.txt',
    'link.txt',
    'linked/secret.txt',
  ])('never lie outside of the site: %s', async (address) => {
    writeFileSync(join(folder, '../secret.txt'), `secret ${folder}`);
    write({ [name]: `# A\n\n[x](${address})` });
    symlinkSync(join(folder, '../secret.txt'), join(folder, 'link.txt'));
    symlinkSync(join(folder, '..'), join(folder, 'linked'));
    const { code, err } = await publish(name);
    expect(code).toBe(0);
    expect(err).toContain(`left out: ${name}: ${address} lies outside of`);
    expect(err).toContain('files: 0 uploaded');
    expect((await readArticle()).names).toEqual([]);
  });

  test('are only listed by --dry-run', async () => {
    write({ [name]: '# A\n\n![](p.png) ![](gone.png)', 'p.png': only(PNG) });
    const before = await (await service.call('GET', '/api/files')).text();
    const { code, out, err } = await publish('--dry-run', name);
    expect({ code, body: JSON.parse(out).content_markdown }).toEqual({
      code: 0,
      body: expect.stringMatching(/^!\[\]\(file:.*\/p\.png\) !\[\]\(gone\.png\)$/),
    });
    expect(err).toContain('would upload p.png');
    expect(err).toContain(`left out: ${name}: gone.png is not there`);
    expect(await (await service.call('GET', '/api/files')).text()).toBe(before);
  });
});
