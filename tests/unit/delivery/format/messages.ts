/** Messages as a queue keeps them, and the context of an attempt, for the tests of formats. */

import type { FormatName } from '../../../../src/delivery/endpoint.ts';
import { FORMATS } from '../../../../src/delivery/endpoint.ts';
import type { ArticleEvent } from '../../../../src/delivery/event.ts';
import type { BuildContext, FormatAdapter, OutgoingMessage } from '../../../../src/delivery/format/format.ts';
import { findAdapter } from '../../../../src/delivery/format/formats.ts';

/** An address of each chat service, as that gives it. */
const ADDRESSES: Readonly<Record<Exclude<FormatName, 'standard'>, string>> = {
  slack: 'https://hooks.slack.com/services/T000/B000/XXXX',
  mattermost: 'https://town.cloud.mattermost.com/hooks/abcdefghijklmnopqrstuvwxyz',
  rocketchat: 'https://town.rocket.chat/hooks/1/token',
  discord: 'https://discord.com/api/webhooks/1/token',
  teams:
    'https://default0.00.environment.api.powerplatform.com:443/powerautomate/automations/direct/workflows/1/triggers/manual/paths/invoke?api-version=1&sp=x&sv=1.0&sig=abc',
  googlechat: 'https://chat.googleapis.com/v1/spaces/AAA/messages?key=k&token=t',
  telegram: 'https://api.telegram.org/bot1:token/sendMessage?chat_id=-1001',
  matrix:
    'https://matrix.example/_matrix/client/v3/rooms/!abc:matrix.example/send/m.room.message?access_token=secret',
  ntfy: 'https://ntfy.sh/town-hall',
  feishu: 'https://open.feishu.cn/open-apis/bot/v2/hook/token',
  dingtalk: 'https://oapi.dingtalk.com/robot/send?access_token=token',
  wecom: 'https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=key',
};

/** Every chat format with an address as its service gives it. */
export const CHATS = FORMATS.filter((name) => name !== 'standard').map((name) => ({
  name,
  adapter: findAdapter(name),
  url: ADDRESSES[name],
}));

export function makeContext(adapter: FormatAdapter, url: string, secret: string | null = null): BuildContext {
  return {
    endpoint: {
      id: 'wh_1',
      version: 1,
      url,
      format: adapter.name,
      secret,
      retiringSecrets: [],
      state: 'active',
    },
    now: 1_599_360_473_000,
    publicationTitle: '区政府公报',
    timezone: 'Asia/Shanghai',
  };
}

export interface ArticleParts {
  readonly id?: string;
  readonly revision?: number;
  readonly timestamp?: string;
  readonly title?: string;
  readonly url?: string;
  readonly summary?: string;
  readonly language?: string;
  readonly categories?: readonly (readonly [slug: string, name: string])[];
  readonly officials?: readonly { slug: string; name: string; role: string | null; relation: string }[];
  readonly sourceName?: string;
  readonly changeNote?: string;
  readonly withdrawnReason?: string;
}

export function makeArticleMessage(event: ArticleEvent, parts: ArticleParts): OutgoingMessage {
  const id = parts.id ?? '01JDB3';
  const categories = parts.categories ?? [];
  const officials = parts.officials ?? [];
  const timestamp = parts.timestamp ?? '2021-08-31T13:35:07Z';
  const article = {
    id: `tag:example.com,2021:article/${id}`,
    url: parts.url ?? `https://example.com/articles/${id.toLowerCase()}`,
    title: parts.title ?? 'A title',
    content_html: '<p>Content</p>',
    ...(parts.summary === undefined ? {} : { summary: parts.summary }),
    date_published: '2021-08-31T13:35:07Z',
    date_modified: timestamp,
    tags: [...categories.map(([, name]) => name), ...officials.map(({ name }) => name)],
    language: parts.language ?? 'en',
    _gazette: {
      id,
      revision: parts.revision ?? 1,
      status: event === 'article.withdrawn' ? 'withdrawn' : 'published',
      slug: id.toLowerCase(),
      external_id: null,
      categories: categories.map(([slug]) => slug),
      officials,
      source: parts.sourceName === undefined ? null : { name: parts.sourceName, url: null },
      change_note: parts.changeNote ?? null,
      withdrawn_reason: parts.withdrawnReason ?? null,
    },
  };
  return makeMessage(event, timestamp, { article });
}

export function makeMessage(
  type: OutgoingMessage['type'],
  timestamp: string,
  data: unknown,
): OutgoingMessage {
  return { id: `msg_${type}_${timestamp}`, type, body: JSON.stringify({ type, timestamp, data }) };
}

/** The article whose expected messages are in tests/fixtures/chat. */
export const DISTRICT_ARTICLE = {
  title: '关于做好防汛工作的通知',
  summary: '区委副书记、区长吴曙要求各部门做好防汛工作。',
  language: 'zh-CN',
  categories: [['notices', '通知公告']],
  officials: [{ slug: 'wu-shu', name: '吴曙', role: '区委副书记、区长', relation: 'mentioned' }],
  sourceName: '区政府办公室',
} as const satisfies ArticleParts;
