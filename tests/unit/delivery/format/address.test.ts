import { describe, expect, test } from 'vitest';
import { dingtalkFormat } from '../../../../src/delivery/format/dingtalk.ts';
import { discordFormat } from '../../../../src/delivery/format/discord.ts';
import { feishuFormat } from '../../../../src/delivery/format/feishu.ts';
import type { FormatAdapter, PreparedRequest } from '../../../../src/delivery/format/format.ts';
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

  test('only Slack’s and Teams’ formats may be used at other hosts', () => {
    const free = CHATS.filter(({ adapter }) => !adapter.isHostBound).map(({ name }) => name);
    expect(free).toEqual(['slack', 'teams']);
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
