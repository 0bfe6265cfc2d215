import { describe, expect, it } from 'vitest';
import { call, callFor } from '../worker/client.ts';

interface Hook {
  readonly id: string;
  readonly format: string;
}
interface Problem {
  readonly errors: readonly { readonly pointer: string; readonly detail: string }[];
}

const ADDRESSES: readonly (readonly [format: string, url: string])[] = [
  ['slack', 'https://hooks.slack.com/services/T0/B0/x'],
  ['discord', 'https://discord.com/api/webhooks/1/x'],
  ['discord', 'https://discord.com./api/webhooks/2/x'],
  ['teams', 'https://default0.00.environment.api.powerplatform.com:443/workflows/1?sig=x'],
  ['teams', 'https://prod-01.westeurope.logic.azure.com:443/workflows/1?sig=x'],
  ['googlechat', 'https://chat.googleapis.com/v1/spaces/A/messages?key=x&token=y'],
  ['telegram', 'https://api.telegram.org/bot1:x?chat_id=-1001'],
  ['ntfy', 'https://ntfy.sh/town-hall-news'],
  ['feishu', 'https://open.feishu.cn/open-apis/bot/v2/hook/x'],
  ['feishu', 'https://open.larksuite.com/open-apis/bot/v2/hook/x'],
  ['dingtalk', 'https://oapi.dingtalk.com/robot/send?access_token=x'],
  ['wecom', 'https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=x'],
  ['standard', 'https://discord.com.receiver.example/api/webhooks/1/x'],
  ['standard', 'https://receiver.example/?to=hooks.slack.com'],
];

describe('a public installation', () => {
  it.each(ADDRESSES)(
    'takes %s from the host of %s, and has a secret for standard alone',
    async (format, url) => {
      const made = await callFor<Hook>(201, 'POST', '/api/webhooks', { url });
      expect(made).toMatchObject({
        format,
        secret: format === 'standard' ? expect.stringMatching(/^whsec_/) : null,
      });
      await callFor(204, 'DELETE', `/api/webhooks/${made.id}`);
    },
  );

  it('lets what people run themselves, and Teams, be at any public host, the others at their services alone', async () => {
    const url = 'https://chat.receiver.example/hooks/1?chat_id=-1001';
    const free: Readonly<Record<string, string>> = {
      slack: url,
      teams: url,
      mattermost: url,
      rocketchat: url,
      matrix: 'https://chat.receiver.example/_matrix/client/v3/rooms/!a:b/send/m.room.message?access_token=x',
      ntfy: 'https://chat.receiver.example/town-hall-news',
    };
    for (const [format, address] of Object.entries(free)) {
      const { id } = await callFor<Hook>(201, 'POST', '/api/webhooks', { url: address, format });
      await callFor(422, 'PATCH', `/api/webhooks/${id}`, { format: 'discord' });
      await callFor(204, 'DELETE', `/api/webhooks/${id}`);
    }
    for (const format of ['discord', 'googlechat', 'telegram', 'feishu', 'dingtalk', 'wecom']) {
      const { errors } = await callFor<Problem>(422, 'POST', '/api/webhooks', { url, format });
      expect(errors, format).toEqual([{ pointer: '/url', code: 'not_address_of_format', detail: `is not an address of ${format}` }]);
    }
    expect((await call('POST', '/api/webhooks', { url, format: 'carrier-pigeon' })).status).toBe(422);
  });

  it.each([
    ['https://discord.com/channels/1/2', 'https://discord.com/api/webhooks/…'],
    ['https://t.me/townhall', '?chat_id=…'],
    ['https://town.slack.com/archives/C1', 'https://hooks.slack.com/services/…'],
    ['https://teams.microsoft.com/l/channel/1', 'environment.api.powerplatform.com'],
    ['https://chat.google.com/room/AAA', 'https://chat.googleapis.com/v1/spaces/…'],
    ['https://matrix.to/#/!room:matrix.org', '/send/m.room.message'],
    ['https://applink.feishu.cn/client/chat/open?openChatId=1', '/open-apis/bot/v2/hook/…'],
    ['https://qr.dingtalk.com/action/joingroup?code=1', '/robot/send?access_token=…'],
    ['https://work.weixin.qq.com/gm/1', '/cgi-bin/webhook/send?key=…'],
  ])('refuses %s, which is no webhook, and says what to paste instead', async (url, instead) => {
    const { id } = await callFor<Hook>(201, 'POST', '/api/webhooks', { url: 'https://receiver.example/1' });
    const refused = { code: 'not_webhook_address', pointer: '/url', detail: expect.stringContaining(instead) };
    const wishes = [{ url }, { url, format: 'standard' }, { url, format: 'slack' }];
    for (const wish of wishes) {
      for (const [method, path] of [
        ['POST', '/api/webhooks'],
        ['PATCH', `/api/webhooks/${id}`],
      ] as const) {
        expect((await callFor<Problem>(422, method, path, wish)).errors).toMatchObject([refused]);
      }
    }
    await callFor(204, 'DELETE', `/api/webhooks/${id}`);
  });
});
