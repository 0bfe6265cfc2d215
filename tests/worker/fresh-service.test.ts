import { evictAllDurableObjects } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { expect, it } from 'vitest';
import { resetService } from '../support/reset-service.ts';
import { callFor, makeHook, publish, settle } from './client.ts';

it('a file of tests begins with an installation that holds nothing, however long nobody has asked the one before', async () => {
  await callFor(201, 'POST', '/api/webhooks', { url: makeHook('fresh').url });
  await callFor(201, 'POST', '/api/files', undefined, { raw: 'Ward,Votes\nNorth,1\n' });
  await publish();
  await settle();
  await evictAllDurableObjects();
  await resetService();
  expect(await callFor(200, 'GET', '/api/articles')).toMatchObject({ articles: [] });
  expect(await callFor(200, 'GET', '/api/webhooks')).toMatchObject({ webhooks: [] });
  expect(await callFor(200, 'GET', '/api/files')).toMatchObject({ files: [] });
  expect((await env.ARTICLES.list()).keys).toEqual([]);
  expect((await env.FILES?.list())?.objects).toEqual([]);
});
