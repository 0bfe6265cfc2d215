/** Addresses of known services that are no webhook: what people copy from a browser instead. */

import type { Violation } from '../../failure.ts';

interface Service {
  /** As people call it. */
  readonly name: string;
  readonly hosts: readonly string[];
  /** The paths of its webhooks; null: none of these hosts has any. */
  readonly webhookPath: RegExp | null;
  /** How an address looks that is one. */
  readonly example: string;
}

const SERVICES: readonly Service[] = [
  {
    name: 'Slack',
    hosts: ['slack.com', 'app.slack.com'],
    webhookPath: null,
    example: 'https://hooks.slack.com/services/…',
  },
  {
    name: 'Slack',
    hosts: ['hooks.slack.com', 'hooks.slack-gov.com'],
    webhookPath: /^\/(services|workflows|triggers)\//,
    example: 'https://hooks.slack.com/services/…',
  },
  {
    name: 'Discord',
    hosts: ['discord.com', 'discordapp.com', 'ptb.discord.com', 'canary.discord.com', 'discord.gg'],
    webhookPath: /^\/api\/(v\d+\/)?webhooks\//,
    example: 'https://discord.com/api/webhooks/…',
  },
  {
    name: 'Teams',
    hosts: ['teams.microsoft.com', 'teams.live.com', 'teams.cloud.microsoft'],
    webhookPath: null,
    example: 'https://….environment.api.powerplatform.com/…',
  },
  {
    name: 'Telegram',
    hosts: ['t.me', 'telegram.me', 'web.telegram.org'],
    webhookPath: null,
    example: 'https://api.telegram.org/bot…:…?chat_id=…',
  },
  {
    name: 'Telegram',
    hosts: ['api.telegram.org'],
    webhookPath: /^\/bot[^/]+/,
    example: 'https://api.telegram.org/bot…:…?chat_id=…',
  },
  {
    name: 'Google Chat',
    hosts: ['chat.google.com', 'mail.google.com'],
    webhookPath: null,
    example: 'https://chat.googleapis.com/v1/spaces/…/messages?key=…&token=…',
  },
  {
    name: 'Google Chat',
    hosts: ['chat.googleapis.com'],
    webhookPath: /^\/v1\/spaces\/[^/]+\/messages/,
    example: 'https://chat.googleapis.com/v1/spaces/…/messages?key=…&token=…',
  },
  {
    name: 'Matrix',
    hosts: ['matrix.to', 'app.element.io'],
    webhookPath: null,
    example: 'https://…/_matrix/client/v3/rooms/!…/send/m.room.message?access_token=…',
  },
  {
    name: 'Feishu',
    hosts: [
      'open.feishu.cn',
      'open.larksuite.com',
      'www.feishu.cn',
      'www.larksuite.com',
      'applink.feishu.cn',
    ],
    webhookPath: /^\/open-apis\/bot\//,
    example: 'https://open.feishu.cn/open-apis/bot/v2/hook/…',
  },
  {
    name: 'DingTalk',
    hosts: [
      'oapi.dingtalk.com',
      'im.dingtalk.com',
      'qr.dingtalk.com',
      'www.dingtalk.com',
      'open.dingtalk.com',
    ],
    webhookPath: /^\/robot\/send/,
    example: 'https://oapi.dingtalk.com/robot/send?access_token=…',
  },
  {
    name: 'WeCom',
    hosts: ['qyapi.weixin.qq.com', 'work.weixin.qq.com'],
    webhookPath: /^\/cgi-bin\/webhook\/send/,
    example: 'https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=…',
  },
];

/** What to paste instead, where a checked address belongs to a known service and is none of its webhooks; else null. */
export function findMisplacedAddress({ hostname: host, pathname }: URL): Violation | null {
  // Each workspace of Slack has a name below its host.
  const known = host.endsWith('.slack.com') && host !== 'hooks.slack.com' ? 'slack.com' : host;
  const service = SERVICES.find(({ hosts }) => hosts.includes(known));
  if (service === undefined || service.webhookPath?.test(pathname)) return null;
  return { code: 'not_webhook_address', service: service.name, example: service.example };
}
