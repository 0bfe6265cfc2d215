import { describe, expect, test } from 'vitest';
import { dingtalkFormat } from '../../../../src/delivery/format/dingtalk.ts';
import { discordFormat } from '../../../../src/delivery/format/discord.ts';
import { feishuFormat } from '../../../../src/delivery/format/feishu.ts';
import type { FormatAdapter, PreparedRequest } from '../../../../src/delivery/format/format.ts';
import { matrixFormat } from '../../../../src/delivery/format/matrix.ts';
import { findMisplacedAddress } from '../../../../src/delivery/format/misplaced.ts';
import { ntfyFormat } from '../../../../src/delivery/format/ntfy.ts';
import { telegramFormat } from '../../../../src/delivery/format/telegram.ts';
import { CHATS, makeArticleMessage, makeContext } from './messages.ts';

const MESSAGE = makeArticleMessage('article.published', {});

async function build(
  adapter: FormatAdapter,
  url: string,
  secret: string | null = null,
): Promise<PreparedRequest> {
  return (await adapter.build([MESSAGE], makeContext(adapter, url, secret))).request;
}

describe('a format is recognised by its service’s own host', () => {
  test.each(CHATS)('$name, and by no other’s', ({ name, url }) => {
    const matching = CHATS.filter(({ adapter }) => adapter.matches(new URL(url)));
    expect(matching.map((chat) => chat.name)).toEqual([name]);
  });

  test.each([
    ['slack', 'https://hooks.slack-gov.com/services/x'],
    ['discord', 'https://discordapp.com/api/webhooks/1/t'],
    ['discord', 'https://ptb.discord.com/api/webhooks/1/t'],
    ['discord', 'https://canary.discord.com/api/webhooks/1/t'],
    ['teams', 'https://prod-01.westeurope.logic.azure.com:443/workflows/x'],
    ['teams', 'https://town.webhook.office.com/webhookb2/x'],
    ['feishu', 'https://open.larksuite.com/open-apis/bot/v2/hook/x'],
  ])('%s also at %s', (name, url) => {
    expect(CHATS.find((chat) => chat.adapter.matches(new URL(url)))?.name).toBe(name);
  });

  test.each([
    'https://oapi.dingtalk.com.evil.example.com/robot/send',
    'https://evil-hooks.slack.com.test/',
    'https://xhooks.slack.com/',
    'https://logic.azure.com/',
    'https://environment.api.powerplatform.com/',
    'https://evillogic.azure.com/',
    'https://evilwebhook.office.com/',
    'https://example.com/?u=open.feishu.cn',
    'https://slack.com/',
  ])('none at %s', (url) => {
    expect(CHATS.filter(({ adapter }) => adapter.matches(new URL(url)))).toEqual([]);
  });

  test('only what others host as well may be used at other hosts', () => {
    const free = CHATS.filter(({ adapter }) => !adapter.isHostBound).map(({ name }) => name);
    expect(free).toEqual(['slack', 'mattermost', 'rocketchat', 'teams', 'matrix', 'ntfy']);
  });
});

describe('Telegram', () => {
  test.each([
    'https://api.telegram.org/bot1:tok?chat_id=-1001',
    'https://api.telegram.org/bot1:tok/?chat_id=-1001',
    'https://api.telegram.org/bot1:tok/sendMessage?chat_id=-1001',
    'https://api.telegram.org/bot1:tok/sendmessage?chat_id=-1001',
  ])('gets the chat of %s in the body and never in the address', async (url) => {
    const request = await build(telegramFormat, url);
    expect(request.url).toBe('https://api.telegram.org/bot1:tok/sendMessage');
    expect(JSON.parse(request.body).chat_id).toBe('-1001');
  });

  test('gets the topic of a forum as a number', async () => {
    const url = 'https://api.telegram.org/bot1:tok/sendMessage?chat_id=@town&message_thread_id=7';
    expect(JSON.parse((await build(telegramFormat, url)).body)).toMatchObject({
      chat_id: '@town',
      message_thread_id: 7,
    });
  });
});

describe('Discord', () => {
  test('is asked to wait, in the thread that the address names', async () => {
    const url = 'https://discord.com/api/webhooks/1/t?thread_id=9&wait=false';
    expect((await build(discordFormat, url)).url).toBe(
      'https://discord.com/api/webhooks/1/t?thread_id=9&wait=true',
    );
  });

  test('is sent its own format at an address that was copied for Slack’s', async () => {
    expect((await build(discordFormat, 'https://discord.com/api/webhooks/1/t/slack')).url).toBe(
      'https://discord.com/api/webhooks/1/t?wait=true',
    );
  });
});

describe('signatures', () => {
  test('Feishu’s stands in the body: the key is timestamp and secret, the time in seconds', async () => {
    const { body, url } = await build(
      feishuFormat,
      'https://open.feishu.cn/open-apis/bot/v2/hook/x',
      'SECdemo',
    );
    expect(JSON.parse(body)).toMatchObject({
      timestamp: '1599360473',
      sign: 'UNvK0aHeWrPUMl0ySOUpIoYdvBDU1mnjgkbX5JtMxkk=',
    });
    expect(url).toBe('https://open.feishu.cn/open-apis/bot/v2/hook/x');
  });

  test('DingTalk’s stands in the query, percent-encoded once: the key is the secret, the time in milliseconds', async () => {
    const address = 'https://oapi.dingtalk.com/robot/send?access_token=x';
    expect((await build(dingtalkFormat, address, 'SECdemo')).url).toBe(
      `${address}&timestamp=1599360473000&sign=tGWkA5eQOQNCNPDgphtxIoNLO%2B%2FgD8Lcb705KQoRzeY%3D`,
    );
  });

  test('without a secret nothing is signed', async () => {
    const address = 'https://oapi.dingtalk.com/robot/send?access_token=x';
    expect((await build(dingtalkFormat, address)).url).toBe(address);
    const { body } = await build(feishuFormat, 'https://open.feishu.cn/open-apis/bot/v2/hook/x');
    expect(Object.keys(JSON.parse(body))).toEqual(['msg_type', 'card']);
  });
});

/** The limits that the services state: so many messages in any window of so many milliseconds. */
test.each([
  ['slack', 1, 1000],
  ['discord', 5, 2000],
  ['discord', 30, 60_000],
  ['teams', 4, 1000],
  ['telegram', 20, 60_000],
  ['telegram', 1, 1000],
  ['feishu', 5, 1000],
  ['feishu', 100, 60_000],
  ['dingtalk', 20, 60_000],
  ['wecom', 20, 60_000],
] as const)('%s never gets more than %i messages in %i ms', (name, count, windowMs) => {
  const limit = CHATS.find((chat) => chat.name === name)?.adapter.rateLimit;
  const { burst, intervalMs } = limit ?? { burst: Number.POSITIVE_INFINITY, intervalMs: 0 };
  // The fullest window begins with a whole bucket and ends just before its last instant.
  expect(burst + Math.floor((windowMs - 1) / intervalMs)).toBeLessThanOrEqual(count);
});

describe('Matrix', () => {
  test('gets each message under an id of its own, and the token in no address', async () => {
    const url =
      'https://m.example/_matrix/client/v3/rooms/!r:m.example/send/m.room.message?access_token=secret';
    const request = await build(matrixFormat, url);
    expect(request.method).toBe('PUT');
    expect(request.url).toContain(`/send/m.room.message/${MESSAGE.id}`);
    expect(request.url).not.toContain('secret');
    expect(request.headers.authorization).toBe('Bearer secret');
    expect((await build(matrixFormat, url)).url).toBe(request.url);
  });
});

describe('ntfy', () => {
  test('gets the topic of the address in the body', async () => {
    const request = await build(ntfyFormat, 'https://ntfy.example/town-hall?auth=x');
    expect(request.url).toBe('https://ntfy.example/?auth=x');
    expect(JSON.parse(request.body)).toMatchObject({ topic: 'town-hall' });
  });
});

describe('an address of a known service that is no webhook', () => {
  test.each([
    ['https://discord.com/channels/1/2', 'Discord'],
    ['https://discord.gg/abc', 'Discord'],
    ['https://t.me/townhall', 'Telegram'],
    ['https://town.slack.com/archives/C1', 'Slack'],
    ['https://app.slack.com/client/T1/C1', 'Slack'],
    ['https://hooks.slack.com/', 'Slack'],
    ['https://teams.microsoft.com/l/channel/1', 'Teams'],
    ['https://chat.google.com/room/AAA', 'Google Chat'],
    ['https://matrix.to/#/!room:matrix.org', 'Matrix'],
    ['https://open.feishu.cn/app/1', 'Feishu'],
    ['https://oapi.dingtalk.com/gettoken', 'DingTalk'],
    ['https://qyapi.weixin.qq.com/cgi-bin/gettoken', 'WeCom'],
    ['https://receiver.example/channels/1', null],
  ])('%s is known as %s', (url, service) => {
    const found = findMisplacedAddress(new URL(url));
    expect(found === null ? null : 'service' in found && found.service).toBe(service);
  });

  test.each(CHATS)('is none that $name gives as its webhook', ({ url }) => {
    expect(findMisplacedAddress(new URL(url))).toBeNull();
  });
});
