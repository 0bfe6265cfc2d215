/** What became of messages to receivers, and what an editor can do about it. */

import type { FormatName, StateReason } from '../delivery/endpoint.ts';
import type { DeliveryFailure } from '../delivery/failure.ts';
import { API_ENGLISH, describeViolation, EDITOR_CHINESE } from './problems.ts';

/** Words for every failure: a code that has none does not compile. */
type FailureMessages = {
  readonly [Code in DeliveryFailure['code']]: (
    failure: Extract<DeliveryFailure, { readonly code: Code }>,
  ) => string;
};

const SERVICE_NAMES: Readonly<Record<FormatName, { readonly en: string; readonly zh: string }>> = {
  standard: { en: 'The receiver', zh: '接收方' },
  slack: { en: 'Slack', zh: 'Slack' },
  mattermost: { en: 'Mattermost', zh: 'Mattermost' },
  rocketchat: { en: 'Rocket.Chat', zh: 'Rocket.Chat' },
  discord: { en: 'Discord', zh: 'Discord' },
  teams: { en: 'Teams', zh: 'Teams' },
  googlechat: { en: 'Google Chat', zh: 'Google Chat' },
  telegram: { en: 'Telegram', zh: 'Telegram' },
  matrix: { en: 'Matrix', zh: 'Matrix' },
  ntfy: { en: 'ntfy', zh: 'ntfy' },
  feishu: { en: 'Feishu', zh: '飞书' },
  dingtalk: { en: 'DingTalk', zh: '钉钉' },
  wecom: { en: 'WeCom', zh: '企业微信' },
};

const ENGLISH_STATUSES: Readonly<Record<number, string>> = {
  400: 'The receiver calls the message malformed (400); ask its operator whether this is the right address.',
  401: 'The receiver wants a sign-in (401); check that the address is complete and still valid.',
  403: 'The receiver does not let the message in (403); check that the address is complete and still valid.',
  404: 'There is nothing at this address (404); check it, or make a new one at the receiver.',
  405: 'This address takes no messages (405); check that it is the webhook address.',
  408: 'The receiver was too slow to take the message (408); ask its operator why it is slow.',
  410: 'The receiver says that this address is gone for good (410); make a new one there.',
  415: 'The receiver does not understand this format (415); check that the format fits the address.',
  422: 'The receiver calls the content wrong (422); check that the format fits the address.',
  429: 'The receiver asks for fewer messages (429).',
  502: 'The receiver is not reachable behind its gateway (502); if that goes on, ask its operator.',
  503: 'The receiver is out of service for now (503); if that goes on, ask its operator.',
  504: 'The receiver did not answer its gateway in time (504); if that goes on, ask its operator.',
  // 520 to 530 are Cloudflare's own words for a receiver that it could not reach or understand.
  521: 'The receiver refuses connections; ask its operator whether the server is running.',
  522: 'The receiver could not be connected in time; ask its operator whether the server is reachable.',
  523: 'The receiver could not be reached; ask its operator whether the server is reachable.',
  524: 'The receiver did not answer in time; ask its operator why it is slow.',
  525: 'No encrypted connection to the receiver was possible; ask its operator to check the TLS settings.',
  526: "The receiver's certificate is not valid, perhaps expired; ask its operator to renew it.",
  530: 'The host name of the address could not be found; check its spelling.',
};

const ENGLISH: FailureMessages = {
  target_refused: ({ violation }) => describeViolation(violation, API_ENGLISH),
  message_unbuildable: () => 'The message could not be put into the form of this service.',
  message_expired: () => 'The message is older than 14 days and is not sent any more.',
  timed_out: () => 'The receiver did not answer within 15 seconds; ask its operator why it is slow.',
  connection_dropped: () =>
    'The receiver refused or dropped the connection; ask its operator whether the server is running.',
  host_not_found: () => 'The host name of the address could not be found; check its spelling.',
  certificate_expired: () => "The receiver's certificate has expired; ask its operator to renew it.",
  certificate_untrusted: () => "The receiver's certificate is not trusted; ask its operator to check it.",
  unreachable: () =>
    'No connection was possible; check the host name of the address, and that its certificate is valid.',
  answer_unreadable: () =>
    "The receiver's answer could not be read, so the message may be lost; ask its operator to check it.",
  answered: ({ status }) => {
    const known = ENGLISH_STATUSES[status];
    if (known !== undefined) return known;
    if (status >= 300 && status < 400) {
      return `The receiver redirects to another address (${status}); give that address instead.`;
    }
    if (status >= 500) return `The receiver has a fault (${status}); ask its operator to look into it.`;
    return `The receiver refuses the message (${status}); ask its operator why.`;
  },
  message_too_large: ({ bytes }) =>
    `The message of ${bytes.toLocaleString('en')} bytes is too large for the receiver (413); ask its operator to allow that size.`,
  answer_unexpected: () =>
    'The answer is not one that the service is known to give, so the message may be lost; check that the address is right.',
  rate_limited: ({ service }) => `${nameService(service, 'en')} asks to be called less often.`,
  service_busy: ({ service }) => `${nameService(service, 'en')} has a fault of its own, for the moment.`,
  network_blocked: ({ service }) =>
    `${nameService(service, 'en')} blocks this service’s network for the moment.`,
  content_refused: ({ service }) => `${nameService(service, 'en')} does not accept this message.`,
  text_too_long: ({ service }) => `The message is too long for ${nameService(service, 'en')}.`,
  receiver_removed: ({ service }) =>
    `${nameService(service, 'en')} says that this webhook was deleted. Create a new incoming webhook or robot there and enter its address here.`,
  receiver_disabled: ({ service }) =>
    `The webhook, robot or workflow is turned off. Turn it on in ${nameService(service, 'en')}.`,
  chat_gone: ({ service }) =>
    `The chat or channel does not exist any more. Make a new webhook in ${nameService(service, 'en')} and enter its address here.`,
  chat_archived: ({ service }) =>
    `The channel is archived. Make a new webhook in ${nameService(service, 'en')} and enter its address here.`,
  workspace_gone: ({ service }) =>
    `The workspace does not exist, or is disabled. Make a new webhook in ${nameService(service, 'en')} and enter its address here.`,
  address_invalid: ({ service }) =>
    `The address is not valid (any more). Make a new webhook in ${nameService(service, 'en')} and enter its address here.`,
  address_incomplete: ({ service }) =>
    `Copy the whole address from ${nameService(service, 'en')} again, up to its last sign.`,
  posting_forbidden: ({ service }) =>
    `${nameService(service, 'en')} does not let this webhook post. Check its permissions in the chat, or ask an administrator there.`,
  posting_to_general_forbidden: () =>
    'Posting to #general is restricted. Ask an administrator of the workspace, or choose another channel.',
  addressee_gone: () => 'The address belongs to a person who is not there. Create a webhook for a channel.',
  keyword_missing: () =>
    'The robot wants a keyword that the message does not have. Add a word that every article has to its security settings, or use its signature instead.',
  signature_refused: () =>
    'The signature was refused. Enter the secret of the robot’s security settings here again; if it signs nothing, remove the secret.',
  ip_refused: () =>
    'This service has no fixed IP address. Remove the list of addresses from the robot’s security settings and use its signature instead.',
  security_refused: () =>
    'The robot’s security settings refuse the message. Check its keywords, its signature’s secret and its list of IP addresses.',
  sign_in_required: () =>
    'The workflow wants a sign-in. Set its trigger so that anyone can trigger it, and copy its address again.',
  schema_refused: () =>
    'The workflow expects other content. Use the template “When a Teams webhook request is received”.',
  thread_missing: () =>
    'The webhook belongs to a forum. Add ?thread_id= with the number of a post to its address.',
  chat_id_missing: () => 'Add ?chat_id= with the number of the chat to the address.',
  chat_id_changed: () => 'The group has a new number. Put it behind ?chat_id= in the address.',
  chat_not_found: () => 'Add the bot to the chat, and check the number behind ?chat_id= in the address.',
  topic_gone: () => 'The topic is closed or gone. Check message_thread_id in the address.',
  bot_must_be_written_to: () => 'Write to the bot once; it may not write first.',
  bot_not_member: () => 'Add the bot to the chat.',
  bot_kicked: () => 'The bot was removed from the chat. Add it again, then activate.',
  bot_blocked: () => 'The bot was blocked. Unblock it in Telegram, then activate.',
  access_token_refused: ({ service }) =>
    `${nameService(service, 'en')} does not accept the access token of the address. Make a new one there and enter the address with it.`,
  bot_token_invalid: () =>
    'The bot’s token is not valid (any more). Ask @BotFather for it and enter it here.',
};

const CHINESE_STATUSES: Readonly<Record<number, string>> = {
  400: '接收方认为消息格式有误（400），请确认地址是否正确。',
  401: '接收方要求登录（401），请检查地址是否完整有效。',
  403: '接收方拒绝接收（403），请检查地址是否完整有效。',
  404: '该地址不存在（404），请检查，或在接收方重新创建。',
  405: '该地址不接收消息（405），请确认它是 Webhook 地址。',
  408: '接收方接收过慢（408），请联系其运维人员。',
  410: '接收方表示该地址已永久失效（410），请在接收方重新创建。',
  415: '接收方不支持这种格式（415），请检查格式与地址是否相符。',
  422: '接收方认为内容有误（422），请检查格式与地址是否相符。',
  429: '接收方要求减少消息（429）。',
  521: '接收方拒绝连接，请联系其运维人员确认服务器是否运行。',
  522: '未能及时连接接收方，请联系其运维人员。',
  523: '无法连接接收方，请联系其运维人员。',
  524: '接收方没有及时应答，请联系其运维人员。',
  525: '无法与接收方建立加密连接，请其运维人员检查 TLS 设置。',
  526: '接收方的证书无效，可能已过期，请联系其运维人员。',
  530: '找不到该地址的主机名，请检查拼写。',
};

const CHINESE: FailureMessages = {
  target_refused: ({ violation }) => describeViolation(violation, EDITOR_CHINESE),
  message_unbuildable: () => '消息无法转换成该服务的格式。',
  message_expired: () => '消息已超过 14 天，不再发送。',
  timed_out: () => '接收方没有在 15 秒内应答，请联系其运维人员。',
  connection_dropped: () => '接收方拒绝或中断了连接，请联系其运维人员确认服务器是否运行。',
  host_not_found: () => '找不到该地址的主机名，请检查拼写。',
  certificate_expired: () => '接收方的证书已过期，请其运维人员更换。',
  certificate_untrusted: () => '接收方的证书不受信任，请其运维人员检查。',
  unreachable: () => '无法建立连接，请检查地址中的主机名以及其证书。',
  answer_unreadable: () => '无法读取接收方的应答，消息可能丢失，请其运维人员检查。',
  answered: ({ status }) => {
    const known = CHINESE_STATUSES[status];
    if (known !== undefined) return known;
    if (status >= 300 && status < 400) return `接收方转到了别的地址（${status}），请改填那个地址。`;
    if (status >= 500) return `接收方出现故障（${status}），若持续，请联系其运维人员。`;
    return `接收方拒绝了消息（${status}），请联系其运维人员。`;
  },
  message_too_large: ({ bytes }) =>
    `消息有 ${bytes.toLocaleString('zh')} 字节，超过接收方的限制（413），请其运维人员放宽。`,
  answer_unexpected: () => '对方返回了无法识别的内容，不能确认已送达。请检查 Webhook 地址是否正确。',
  rate_limited: ({ service }) => `发送过于频繁，已被${nameService(service, 'zh')}限流。`,
  service_busy: ({ service }) => `${nameService(service, 'zh')}系统繁忙。`,
  network_blocked: ({ service }) => `${nameService(service, 'zh')}暂时拒绝了本系统的请求。`,
  content_refused: ({ service }) => `${nameService(service, 'zh')}不接受这条消息的内容。`,
  text_too_long: ({ service }) => `消息过长，${nameService(service, 'zh')}不接收。`,
  receiver_removed: ({ service }) =>
    `机器人或 Webhook 已不存在，或地址有误。请在${nameService(service, 'zh')}里重新添加机器人，并填写新的地址。`,
  receiver_disabled: ({ service }) => `机器人或流程已停用：请在${nameService(service, 'zh')}里重新启用。`,
  chat_gone: ({ service }) =>
    `群已解散，或频道已不存在。请在${nameService(service, 'zh')}里重新添加机器人，并填写新的地址。`,
  chat_archived: ({ service }) =>
    `频道已归档。请在${nameService(service, 'zh')}里重新创建 Webhook，并填写新的地址。`,
  workspace_gone: ({ service }) =>
    `工作区不存在或已停用。请在${nameService(service, 'zh')}里重新创建 Webhook，并填写新的地址。`,
  address_invalid: ({ service }) =>
    `Webhook 地址（其中的 access_token 等）无效。请在${nameService(service, 'zh')}里重新创建，并填写新的地址。`,
  address_incomplete: ({ service }) =>
    `请从${nameService(service, 'zh')}重新复制完整的地址，直到最后一个字符。`,
  posting_forbidden: ({ service }) =>
    `${nameService(service, 'zh')}不允许该 Webhook 发言，请检查其权限，或联系管理员。`,
  posting_to_general_forbidden: () => '#general 频道限制发言，请联系工作区管理员，或选择其他频道。',
  addressee_gone: () => '该地址属于一位已不在的成员，请为频道创建 Webhook。',
  keyword_missing: () => '关键词不匹配：请在机器人安全设置里加入文章中必有的关键词，或改用签名。',
  signature_refused: ({ service }) =>
    service === 'dingtalk'
      ? '加签失败：请把机器人安全设置里“加签”的密钥（以 SEC 开头）重新填写到这里。'
      : '签名校验失败：请把机器人安全设置里的签名密钥重新填写到这里；如未启用签名，请清空密钥。',
  ip_refused: () =>
    'IP 不在允许范围（白名单）内：本系统没有固定 IP，请在机器人安全设置里取消 IP 限制，改用签名。',
  security_refused: () => '未通过机器人的安全设置：请检查关键词、签名密钥和 IP 地址段。',
  sign_in_required: () => '流程要求登录：请把触发器设为任何人可触发，并重新复制地址。',
  schema_refused: () => '流程需要别的内容：请使用“收到 Teams Webhook 请求时”模板。',
  thread_missing: () => '该 Webhook 属于论坛频道：请在地址后加上 ?thread_id= 和帖子的编号。',
  chat_id_missing: () => '请在地址后加上 ?chat_id= 和聊天的编号。',
  chat_id_changed: () => '群的编号已变，请更新地址中 ?chat_id= 后的编号。',
  chat_not_found: () => '请把机器人加入聊天，并检查地址中 ?chat_id= 后的编号。',
  topic_gone: () => '话题已关闭或不存在，请检查地址中的 message_thread_id。',
  bot_must_be_written_to: () => '请先给机器人发一条消息，它不能先发言。',
  bot_not_member: () => '请把机器人加入聊天。',
  bot_kicked: () => '机器人已被移出聊天。请重新加入，然后恢复推送。',
  bot_blocked: () => '机器人已被屏蔽。请在 Telegram 中解除屏蔽，然后恢复推送。',
  access_token_refused: ({ service }) =>
    `${nameService(service, 'zh')}不接受地址中的访问令牌。请在那里新建令牌，并填写带新令牌的地址。`,
  bot_token_invalid: () => '机器人的令牌无效。请向 @BotFather 查询，并在这里填写。',
};

const STATE_REASONS: Readonly<Record<StateReason['code'], { readonly en: string; readonly zh: string }>> = {
  paused_by_person: { en: 'Paused by a person.', zh: '已由人工暂停。' },
  token_deleted: { en: 'Its token was deleted.', zh: '所属令牌已删除。' },
  receiver_gone: {
    en: 'The receiver answered that this address is gone for good.',
    zh: '接收方表示该地址已永久失效，请在接收方重新创建。',
  },
  failing_for_days: { en: 'Nothing was delivered for five days.', zh: '连续五天未能送达任何消息。' },
};

/** Languages of the editor page. */
export type EditorLanguage = 'en' | 'zh';

/** Why an attempt failed, and what to do, in a sentence or two. */
export function describeDeliveryFailure<Code extends DeliveryFailure['code']>(
  failure: Extract<DeliveryFailure, { readonly code: Code }>,
  language: EditorLanguage,
): string {
  const messages: FailureMessages = language === 'zh' ? CHINESE : ENGLISH;
  const describe = messages[failure.code as Code] as (of: typeof failure) => string;
  return describe(failure);
}

/** Why an endpoint is not active, in a sentence. */
export function describeStateReason({ code }: StateReason, language: EditorLanguage): string {
  return STATE_REASONS[code][language];
}

function nameService(service: FormatName, language: EditorLanguage): string {
  return SERVICE_NAMES[service][language];
}
