import { runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { describe, expect, it } from 'vitest';
import type { ReceivedRequest } from '../support/receiver.ts';
import { sendBound } from './bound-service.ts';
import {
  call,
  callFor,
  listReceived,
  makeHook,
  ORIGIN,
  publish,
  putCategory,
  putOfficial,
  RECEIVER,
  send,
  setBehaviour,
  settle,
  until,
} from './client.ts';

const FEEDS = {
  rss: 'application/rss+xml; charset=utf-8',
  atom: 'application/atom+xml; charset=utf-8',
  json: 'application/feed+json; charset=utf-8',
} as const;

let hosts = 1;

/** A callback on a host of its own: how often one host may be called is limited. */
function makeCallback(name: string) {
  const hook = makeHook(name);
  hosts += 1;
  const url = hook.url.replace('127.0.0.1', `127.0.${hosts >> 8}.${hosts & 255}`);
  return { name: hook.name, url };
}

let places = 0;

/** A category that no other test changes, and its feed's path without format. */
async function makeTopic() {
  places += 1;
  const slug = `ws-${places}`;
  await putCategory(slug, `Subject ${places}`);
  await settle();
  const topic = (format: keyof typeof FEEDS = 'atom') => `${ORIGIN}/categories/${slug}/feed.${format}`;
  return { slug, topic };
}

const nameFields = (fields: Record<string, string>) =>
  new URLSearchParams(Object.entries(fields).map(([name, value]) => [`hub.${name}`, value]));
const ask = (fields: Record<string, string>, headers: Record<string, string> = {}): Promise<Response> =>
  send('/websub', { method: 'POST', body: nameFields(fields), headers });
/** The answer is there once the callback was asked, and what it said is written. */
const askAndVerify = (fields: Record<string, string>): Promise<Response> =>
  sendBound(new Request(`${ORIGIN}/websub`, { method: 'POST', body: nameFields(fields) }));

const asked = async (name: string, count = 1) => {
  const requests = await until(`${count} challenges came to ${name}`, async () => {
    const found = (await listReceived(name)).filter(({ method }) => method === 'GET');
    return found.length >= count ? found : null;
  });
  return requests.map(({ url }) => new URL(url, RECEIVER));
};
const pushes = async (name: string): Promise<ReceivedRequest[]> =>
  (await listReceived(name)).filter(({ method }) => method === 'POST');
const pushed = (name: string, count = 1) =>
  until(`${count} pushes came to ${name}`, async () => {
    const found = await pushes(name);
    return found.length >= count ? found : null;
  });

/** What goes on after an answer must have ended before a test says that nothing came of it. */
const pause = (ms = 500) => new Promise((resolve) => setTimeout(resolve, ms));

async function subscribe(callback: { name: string; url: string }, topic: string, fields = {}): Promise<void> {
  const before = (await listReceived(callback.name)).filter(({ method }) => method === 'GET').length;
  const response = await askAndVerify({ mode: 'subscribe', topic, callback: callback.url, ...fields });
  expect([response.status, await response.text()]).toEqual([202, expect.any(String)]);
  await asked(callback.name, before + 1);
}

/** A subscription that has got its first push shows that all those before it have had time to get theirs. */
async function publishAndWait(slug: string, witness: { name: string }, title = 'News'): Promise<void> {
  const before = (await pushes(witness.name)).length;
  await publish({ title, categories: [slug] });
  await pushed(witness.name, before + 1);
  await settle();
  await pause(200);
}

async function readFeed(topic: string): Promise<{ body: string; type: string | null; link: string | null }> {
  const response = await send(topic.slice(ORIGIN.length));
  return {
    body: await response.text(),
    type: response.headers.get('content-type'),
    link: response.headers.get('link'),
  };
}

async function signSha256(secret: string, body: string): Promise<string> {
  const encoder = new TextEncoder();
  const algorithm = { name: 'HMAC', hash: 'SHA-256' };
  const key = await crypto.subtle.importKey('raw', encoder.encode(secret), algorithm, false, ['sign']);
  const digest = new Uint8Array(await crypto.subtle.sign('HMAC', key, encoder.encode(body)));
  return `sha256=${[...digest].map((byte) => byte.toString(16).padStart(2, '0')).join('')}`;
}

describe('the hub, as websub.rocks tests it', () => {
  it('100, 105, 106: sends a feed of each format unsigned, as it is shown, with its type and links', async () => {
    const { slug, topic } = await makeTopic();
    const formats = Object.keys(FEEDS) as (keyof typeof FEEDS)[];
    const callbacks = formats.map((format) => ({ format, ...makeCallback(format) }));
    for (const callback of callbacks) await subscribe(callback, topic(callback.format));
    await publish({ title: 'Überall <gleich> & 同じ', categories: [slug] });
    for (const { format, name } of callbacks) {
      const [push] = await pushed(name);
      const feed = await readFeed(topic(format));
      expect(push?.body).toBe(feed.body);
      expect(push?.body).toContain('同じ');
      expect(push?.headers['content-type']).toBe(FEEDS[format]);
      expect(push?.headers['content-type']).toBe(feed.type);
      expect(push?.headers.link).toBe(`<${topic(format)}>; rel="self", <${ORIGIN}/websub>; rel="hub"`);
      expect(push?.headers.link).toBe(feed.link);
      expect(push?.headers).not.toHaveProperty('x-hub-signature');
      expect(await pushes(name)).toHaveLength(1);
    }
  });

  it('101: signs with the secret that was given', async () => {
    const { slug, topic } = await makeTopic();
    const callback = makeCallback('secret');
    const secret = `${'ü'.repeat(99)}x`;
    await subscribe(callback, topic(), { secret });
    await publish({ title: 'Signiert: ü', categories: [slug] });
    const [push] = await pushed(callback.name);
    expect(push?.headers['x-hub-signature']).toBe(await signSha256(secret, push?.body ?? ''));
  });

  it('102: ignores parameters that it does not know', async () => {
    const { slug, topic } = await makeTopic();
    const callback = makeCallback('extra');
    await subscribe(callback, topic(), { foo: 'bar', verify: 'async', verify_token: 'x' });
    await publish({ categories: [slug] });
    await pushed(callback.name);
  });

  it('103: sends one notification to whoever subscribed twice', async () => {
    const { slug, topic } = await makeTopic();
    const callback = makeCallback('twice');
    await subscribe(callback, topic(), { secret: 'first' });
    await subscribe(callback, topic(), { secret: 'second' });
    await publish({ categories: [slug] });
    const [push] = await pushed(callback.name);
    await settle();
    await pause();
    expect(await pushes(callback.name)).toHaveLength(1);
    expect(push?.headers['x-hub-signature']).toBe(await signSha256('second', push?.body ?? ''));
  });

  it('104: sends nothing to whoever unsubscribed, once that is confirmed', async () => {
    const { slug, topic } = await makeTopic();
    const [leaver, stayer, victim] = [makeCallback('leaver'), makeCallback('stayer'), makeCallback('victim')];
    for (const callback of [leaver, stayer, victim]) await subscribe(callback, topic());
    await setBehaviour(victim.name, { body: 'I did not ask for that', times: 1 }, {});
    for (const callback of [leaver, victim]) {
      const response = await askAndVerify({ mode: 'unsubscribe', topic: topic(), callback: callback.url });
      expect(response.status).toBe(202);
      const [, challenge] = await asked(callback.name, 2);
      expect(challenge?.searchParams.get('hub.mode')).toBe('unsubscribe');
      expect(challenge?.searchParams.has('hub.lease_seconds')).toBe(false);
    }
    await publishAndWait(slug, stayer);
    await pushed(victim.name);
    expect(await pushes(leaver.name)).toEqual([]);
  });
});

describe('a challenge', () => {
  it.each([
    ['absent', {}, 864_000],
    ['empty', { lease_seconds: '' }, 864_000],
    ['1', { lease_seconds: '1' }, 300],
    ['7200', { lease_seconds: '7200' }, 7200],
    ['a century', { lease_seconds: '3155760000' }, 2_592_000],
  ])('names the lease that is granted where the wish is %s', async (_, fields, seconds) => {
    const { topic } = await makeTopic();
    const callback = makeCallback('lease');
    await subscribe(callback, topic(), fields);
    const [challenge] = await asked(callback.name);
    expect(challenge?.searchParams.get('hub.mode')).toBe('subscribe');
    expect(challenge?.searchParams.get('hub.topic')).toBe(topic());
    expect(challenge?.searchParams.get('hub.lease_seconds')).toBe(String(seconds));
    expect(challenge?.searchParams.get('hub.challenge')).toMatch(/^[0-9a-f]{64}$/);
  });

  it('says who asks', async () => {
    const { topic } = await makeTopic();
    const callback = makeCallback('named');
    await subscribe(callback, topic());
    const [challenge] = await listReceived(callback.name);
    expect(challenge?.headers['user-agent']).toMatch(/^Gazette-/);
  });

  it('is another one each time', async () => {
    const { topic } = await makeTopic();
    const callback = makeCallback('random');
    await subscribe(callback, topic());
    await subscribe(callback, topic());
    const challenges = (await asked(callback.name, 2)).map((url) => url.searchParams.get('hub.challenge'));
    expect(new Set(challenges).size).toBe(2);
  });

  it("comes after the callback's own query, which pushes have alone", async () => {
    const { slug, topic } = await makeTopic();
    const callback = makeCallback('query');
    const url = `${callback.url}?id=a%20b&x=%C3%BC&hub.mode=mine`;
    await subscribe({ name: callback.name, url }, topic());
    await publish({ categories: [slug] });
    await pushed(callback.name);
    const [get, post] = (await listReceived(callback.name)).map((request) => request.url);
    expect(get).toMatch(/\?id=a%20b&x=%C3%BC&hub\.mode=mine&hub\.mode=subscribe&hub\.topic=/);
    expect(post).toMatch(/\?id=a%20b&x=%C3%BC&hub\.mode=mine$/);
  });

  it.each([
    ['with another text', { body: 'no' }],
    ['with nothing', { body: '' }],
    ['with 404', { status: 404 }],
    ['with 500', { status: 500 }],
    ['without end', { mode: 'huge' as const }],
    ['with a broken connection', { mode: 'reset' as const }],
  ])('that is answered %s grants nothing, and nothing is kept of it', async (_, behaviour) => {
    const { slug, topic } = await makeTopic();
    const [refuser, witness] = [makeCallback('refuser'), makeCallback('witness')];
    await setBehaviour(refuser.name, { ...behaviour, times: 1 }, {});
    await subscribe(refuser, topic());
    await subscribe(witness, topic());
    await publishAndWait(slug, witness);
    expect(await listReceived(refuser.name)).toHaveLength(1);
  });

  it('is not followed to another address', async () => {
    const { slug, topic } = await makeTopic();
    const [refuser, elsewhere, witness] = [
      makeCallback('moved'),
      makeCallback('there'),
      makeCallback('witness'),
    ];
    await setBehaviour(refuser.name, { status: 307, headers: { location: elsewhere.url }, times: 1 }, {});
    await subscribe(refuser, topic());
    await subscribe(witness, topic());
    await publishAndWait(slug, witness);
    expect(await listReceived(refuser.name)).toHaveLength(1);
    expect(await listReceived(elsewhere.name)).toEqual([]);
  });

  it('keeps nothing before it comes back: what is published meanwhile is not sent', async () => {
    const { slug, topic } = await makeTopic();
    const [slow, witness] = [makeCallback('slow'), makeCallback('witness')];
    await subscribe(witness, topic());
    await setBehaviour(slow.name, { delayMs: 5_000, times: 1 }, {});
    const answer = askAndVerify({ mode: 'subscribe', topic: topic(), callback: slow.url });
    await asked(slow.name);
    await publishAndWait(slug, witness, 'Before');
    expect((await answer).status).toBe(202);
    await pause();
    expect(await pushes(slow.name)).toEqual([]);
    await publish({ title: 'After', categories: [slug] });
    const [push] = await pushed(slow.name);
    expect(push?.body).toContain('After');
  });
});

describe('a subscription', () => {
  it('stands as it was where its renewal is not confirmed', async () => {
    const { slug, topic } = await makeTopic();
    const callback = makeCallback('renewal');
    await subscribe(callback, topic(), { secret: 'old' });
    await setBehaviour(callback.name, { status: 404, times: 1 }, {});
    await subscribe(callback, topic(), { secret: 'new' });
    await publish({ categories: [slug] });
    const [push] = await pushed(callback.name);
    expect(push?.headers['x-hub-signature']).toBe(await signSha256('old', push?.body ?? ''));
  });

  it('is denied in so many words where its feed is gone by the time it is confirmed', async () => {
    const { slug, topic } = await makeTopic();
    const callback = makeCallback('denied');
    await setBehaviour(callback.name, { delayMs: 2000, times: 1 }, {});
    expect((await ask({ mode: 'subscribe', topic: topic(), callback: callback.url })).status).toBe(202);
    await callFor(204, 'DELETE', `/api/categories/${slug}`);
    const [, denial] = await asked(callback.name, 2);
    expect(denial?.searchParams.get('hub.mode')).toBe('denied');
    expect(denial?.searchParams.get('hub.topic')).toBe(topic());
    expect(denial?.searchParams.get('hub.reason')).toContain(slug);
  });

  it('ends with its feed, and does not come back with a feed of the same name', async () => {
    const { slug, topic } = await makeTopic();
    const [former, witness] = [makeCallback('former'), makeCallback('witness')];
    await subscribe(former, topic());
    await callFor(204, 'DELETE', `/api/categories/${slug}`);
    await settle();
    await putCategory(slug, 'Again');
    await settle();
    await subscribe(witness, topic());
    await publishAndWait(slug, witness);
    expect(await pushes(former.name)).toEqual([]);
  });

  it('is denied once where its feed is removed, in every format, whatever the callback answers', async () => {
    const { slug, topic } = await makeTopic();
    const [atom, json, former] = [makeCallback('denied'), makeCallback('denied-json'), makeCallback('left')];
    await subscribe(atom, topic());
    await subscribe({ ...json, url: `${json.url}?kept=1` }, topic('json'));
    await subscribe(former, topic());
    await askAndVerify({ mode: 'unsubscribe', topic: topic(), callback: former.url });
    await asked(former.name, 2);
    await setBehaviour(atom.name, { status: 500 });
    await callFor(204, 'DELETE', `/api/categories/${slug}`);
    for (const [name, format] of [
      [atom.name, 'atom'],
      [json.name, 'json'],
    ] as const) {
      const denial = (await asked(name, 2))[1]?.searchParams;
      expect(denial?.get('hub.mode')).toBe('denied');
      expect(denial?.get('hub.topic')).toBe(topic(format));
      expect(denial?.get('hub.reason')).not.toBe('');
      expect([denial?.has('hub.challenge'), denial?.get('kept')]).toEqual([
        false,
        format === 'json' ? '1' : null,
      ]);
    }
    await settle();
    await pause();
    expect([(await asked(atom.name)).length, (await asked(former.name)).length]).toEqual([2, 2]);
    expect(await pushes(atom.name)).toEqual([]);
  });

  // Those that wait for a second attempt wait together.
  it.concurrent('ends with 410 alone: other failures are tried again, and the next change goes out as well', async () => {
    const { slug, topic } = await makeTopic();
    const [gone, failing] = [makeCallback('gone'), makeCallback('failing')];
    await subscribe(gone, topic());
    await subscribe(failing, topic(), { secret: 's' });
    await setBehaviour(gone.name, { status: 410 });
    await setBehaviour(failing.name, { status: 500, times: 1 }, {});
    await publish({ title: 'First', categories: [slug] });
    // The second attempt comes after five seconds, more or less a fifth.
    const [first, second] = await pushed(failing.name, 2);
    expect(second?.body).toBe(first?.body);
    expect(second?.headers['x-hub-signature']).toBe(await signSha256('s', second?.body ?? ''));
    await setBehaviour(gone.name, {});
    await publish({ title: 'Second', categories: [slug] });
    const [, , third] = await pushed(failing.name, 3);
    expect(third?.body).toContain('Second');
    await settle();
    await pause();
    expect(await pushes(gone.name)).toHaveLength(1);
    await subscribe(gone, topic());
    await publish({ title: 'Third', categories: [slug] });
    await pushed(gone.name, 2);
  });

  it.concurrent('gets the newest bytes once where older ones did not arrive in time', async () => {
    const { slug, topic } = await makeTopic();
    const callback = makeCallback('newest');
    await subscribe(callback, topic());
    await setBehaviour(callback.name, { status: 500, times: 1 }, {});
    await publish({ title: 'Overtaken', categories: [slug] });
    await pushed(callback.name);
    await publish({ title: 'Newest', categories: [slug] });
    const [, newest] = await pushed(callback.name, 2);
    expect(newest?.body).toContain('Newest');
    // Longer than the first push would have waited before its second attempt.
    await pause(7000);
    expect(await pushes(callback.name)).toHaveLength(2);
  });

  it.concurrent('gets a redirect as the failure that it is', async () => {
    const { slug, topic } = await makeTopic();
    const [callback, elsewhere] = [makeCallback('redirect'), makeCallback('there')];
    await subscribe(callback, topic());
    await setBehaviour(callback.name, { status: 308, headers: { location: elsewhere.url }, times: 1 }, {});
    await publish({ categories: [slug] });
    await pushed(callback.name, 2);
    expect(await listReceived(elsewhere.name)).toEqual([]);
  });

  it.concurrent('gets every change of its bytes: minor corrections, withdrawals, a new name of its category', async () => {
    const { slug, topic } = await makeTopic();
    const callback = makeCallback('changes');
    await subscribe(callback, topic('json'));
    const { id } = await publish({ title: 'Bridg closed', categories: [slug] });
    await pushed(callback.name, 1);
    await callFor(200, 'PATCH', `/api/articles/${id}`, { title: 'Bridge closed' });
    expect((await pushed(callback.name, 2))[1]?.body).toContain('Bridge closed');
    await callFor(200, 'PUT', `/api/categories/${slug}`, { name: 'Roads and bridges' });
    expect((await pushed(callback.name, 3))[2]?.body).toContain('Roads and bridges');
    await callFor(200, 'DELETE', `/api/articles/${id}?reason=wrong`);
    expect((await pushed(callback.name, 4))[3]?.body).toContain('wrong');
    await settle();
    await pause();
    expect(await pushes(callback.name)).toHaveLength(4);
  });

  it('gets nothing where nothing changed: the same name again, a rebuild, an article elsewhere', async () => {
    const { slug, topic } = await makeTopic();
    const [callback, everything] = [makeCallback('quiet'), makeCallback('everything')];
    await subscribe(callback, topic());
    await publish({ categories: [slug] });
    await pushed(callback.name);
    await subscribe(everything, `${ORIGIN}/feed.rss`);
    await callFor(200, 'PUT', `/api/categories/${slug}`, { name: `Subject ${places}` });
    await call('POST', '/api/rebuild');
    await settle();
    await publish({ title: 'Elsewhere', categories: [] });
    await pushed(everything.name);
    await settle();
    await pause();
    expect(await pushes(callback.name)).toHaveLength(1);
    expect(await pushes(everything.name)).toHaveLength(1);
  });

  it('may be to the feed of an official', async () => {
    await putOfficial('ws-mayor', { name: 'Wilhelmina Subber' });
    const callback = makeCallback('official');
    await subscribe(callback, `${ORIGIN}/officials/ws-mayor/feed.atom`);
    await publish({ officials: ['ws-mayor'] });
    const [push] = await pushed(callback.name);
    expect(push?.body).toBe((await readFeed(`${ORIGIN}/officials/ws-mayor/feed.atom`)).body);
  });
});

describe('a request that cannot be', () => {
  const callback = makeCallback('never');
  const good = { mode: 'subscribe', topic: `${ORIGIN}/feed.atom`, callback: callback.url };

  it.each([
    ['no mode', { ...good, mode: '' }, 400],
    ['an unknown mode', { ...good, mode: 'listen' }, 400],
    ['no topic', { mode: 'subscribe', callback: callback.url }, 400],
    ["somebody else's feed", { ...good, topic: 'https://example.com/feed.atom' }, 400],
    ['a page', { ...good, topic: `${ORIGIN}/` }, 400],
    ['a feed that is filtered', { ...good, topic: `${ORIGIN}/feed.atom?q=bridge` }, 400],
    ['a second page', { ...good, topic: `${ORIGIN}/feed.atom?before=abc` }, 400],
    ['another spelling of a feed', { ...good, topic: `${ORIGIN}/feed.atom?category=ws-1` }, 400],
    ['another spelling of the host', { ...good, topic: 'http://GAZETTE.test/feed.atom' }, 400],
    ['a feed that redirects', { ...good, topic: `${ORIGIN}/feed` }, 400],
    ['an unknown category', { ...good, topic: `${ORIGIN}/categories/nowhere/feed.atom` }, 404],
    ['an unknown official', { ...good, topic: `${ORIGIN}/officials/nobody/feed.rss` }, 404],
    ['no callback', { mode: 'subscribe', topic: good.topic }, 400],
    ['a callback that is no address', { ...good, callback: 'here' }, 400],
    ['a callback of this service', { ...good, callback: `${ORIGIN}/websub` }, 400],
    ['a callback with a password', { ...good, callback: 'http://a:b@127.0.0.1/' }, 400],
    ['a secret of 200 bytes', { ...good, secret: 'ü'.repeat(100) }, 400],
    ['a lease of words', { ...good, lease_seconds: 'long' }, 400],
    ['a negative lease', { ...good, lease_seconds: '-1' }, 400],
  ])('is answered in plain text: %s', async (_, fields, status) => {
    const response = await ask(fields);
    expect(response.status).toBe(status);
    expect(response.headers.get('content-type')).toBe('text/plain; charset=utf-8');
    expect((await response.text()).length).toBeGreaterThan(20);
    expect(await listReceived(callback.name)).toEqual([]);
  });

  it('is refused where a parameter is given twice', async () => {
    const body = new URLSearchParams([
      ...Object.entries(good).map(([name, value]) => [`hub.${name}`, value] as [string, string]),
      ['hub.callback', callback.url],
    ]);
    expect((await send('/websub', { method: 'POST', body })).status).toBe(400);
  });

  it('is refused where it is no form, too large, or no UTF-8', async () => {
    const asForm = (body: BodyInit, type = 'application/x-www-form-urlencoded') =>
      send('/websub', { method: 'POST', body, headers: { 'content-type': type } });
    const form = 'hub.mode=subscribe';
    const answers = [
      await asForm(form, 'application/json'),
      await asForm(form.padEnd(20_000, '&')),
      await asForm(new Uint8Array([0xff, 0xfe])),
      await send('/websub'),
    ];
    expect(answers.map(({ status }) => status)).toEqual([415, 413, 400, 405]);
    expect(answers[0]?.headers.get('content-type')).toBe('text/plain; charset=utf-8');
    expect(answers[3]?.headers.get('allow')).toBe('POST');
  });
});

describe('the hub', () => {
  it('takes a ping of a publisher politely, and does nothing', async () => {
    expect((await ask({ mode: 'publish', url: `${ORIGIN}/feed.atom` })).status).toBe(204);
    expect((await ask({ mode: 'publish', topic: 'https://example.com/' })).status).toBe(204);
  });

  it('calls one host ten times a minute at most, whoever asks, and says when it will again', async () => {
    const { topic } = await makeTopic();
    const callback = makeCallback('flood');
    const request = { mode: 'subscribe', topic: topic(), callback: callback.url };
    for (let sent = 0; sent < 10; sent += 1) {
      const response = await ask({ ...request, callback: `${callback.url}?n=${sent}` });
      expect(response.status).toBe(202);
    }
    const response = await ask(request, { 'cf-connecting-ip': '192.0.2.1' });
    expect(response.status).toBe(503);
    expect(response.headers.get('content-type')).toBe('text/plain; charset=utf-8');
    const seconds = Number(response.headers.get('retry-after'));
    expect(seconds).toBeGreaterThan(0);
    expect(seconds).toBeLessThanOrEqual(60);
    await asked(callback.name, 10);
    await pause();
    expect(await listReceived(callback.name)).toHaveLength(10);
    expect((await ask({ ...request, callback: makeCallback('other').url })).status).toBe(202);
  });

  it('has room for 500 subscriptions of a host, and says when to come again', async () => {
    const { topic } = await makeTopic();
    await runInDurableObject(env.LEDGER.getByName('ledger'), (_, { storage }) =>
      storage.sql.exec(
        `WITH RECURSIVE numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < 500)
         INSERT INTO leases (id, shard, scope, format, callback, host, version, synced, pushed, expires_at, due_at, failures)
         SELECT 'ws_full' || n, 0, 'all', 'rss', 'https://full.example/' || n, 'full.example', 1, 1, 0, ?1, ?1, 0 FROM numbers`,
        Date.now() + 3_600_000,
      ),
    );
    const subscribeAt = (callback: string) => ask({ mode: 'subscribe', topic: topic(), callback });
    const refused = await subscribeAt('https://full.example/more');
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '3600']);
    expect(await refused.text()).toContain('callback host');
    expect((await subscribeAt(makeCallback('elsewhere').url)).status).toBe(202);
  });
});
