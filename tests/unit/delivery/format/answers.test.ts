import { describe, expect, test } from 'vitest';
import type { FormatName } from '../../../../src/delivery/endpoint.ts';
import type { Verdict } from '../../../../src/delivery/format/format.ts';
import { describeDeliveryFailure } from '../../../../src/messages/delivery.ts';
import { CHATS } from './messages.ts';

type Row = readonly [
  status: number,
  headers: Readonly<Record<string, string>>,
  body: string,
  kind: Verdict['kind'],
  /** What the verdict must hold besides, as a pattern for its sentence or fields. */
  more?: RegExp | { readonly retryAfterSeconds?: number | null; readonly isShared?: boolean },
];

const LIMITS = { 'x-ratelimit-limit': '5', 'x-ratelimit-remaining': '0' };

/** Answers as the services were seen or say to give them. */
const ANSWERS: Readonly<Record<Exclude<FormatName, 'standard'>, readonly Row[]>> = {
  slack: [
    [200, {}, 'ok', 'delivered'],
    [200, {}, '', 'delivered'],
    [200, {}, '{"ok":true}', 'delivered'],
    [200, {}, '{"success":true}', 'delivered'],
    // Zulip, at an address for Slack's format.
    [200, {}, '{"result":"success","msg":""}', 'delivered'],
    [200, {}, '{"result":"error","msg":"Stream does not exist"}', 'again'],
    [200, {}, 'invalid_payload', 'permanent'],
    [200, {}, '<html>Sign in</html>', 'again'],
    [200, {}, '{"ok":false}', 'again'],
    [400, {}, 'invalid_payload', 'permanent'],
    [400, {}, 'user_not_found', 'permanent'],
    [403, {}, 'action_prohibited', 'again', /administrator/],
    [403, {}, 'invalid_token', 'gone'],
    [404, {}, 'channel_not_found', 'gone'],
    [404, {}, 'no_service', 'gone', /new incoming webhook/],
    [404, {}, 'Not here', 'again'],
    [410, {}, 'channel_is_archived', 'gone', /archived/],
    [429, { 'retry-after': '30' }, 'rate_limited', 'throttled', { retryAfterSeconds: 30, isShared: false }],
    [500, {}, 'rollup_error', 'again'],
    [302, { location: 'https://x.test' }, '', 'again', /redirect/],
  ],
  discord: [
    [200, {}, '{"id":"1","content":""}', 'delivered'],
    [200, {}, '{"id":"1","content":"cut on the way he', 'delivered'],
    [204, {}, '', 'delivered'],
    [200, {}, '{"code":50035,"message":"Invalid Form Body"}', 'again'],
    [200, {}, '<!DOCTYPE html><title>Just a moment</title>', 'again'],
    [400, {}, '{"code":50035,"message":"Invalid Form Body"}', 'permanent'],
    [400, {}, '{"code":220001,"message":"needs a thread"}', 'again', /thread_id/],
    [401, {}, '{"code":50027,"message":"Invalid Webhook Token"}', 'gone'],
    [403, {}, '{"code":50013,"message":"Missing Permissions"}', 'again', /permissions/],
    [403, {}, 'error code: 1015', 'throttled', { isShared: true }],
    [404, {}, '{"message":"Unknown Webhook","code":10015}', 'gone', /deleted/],
    [
      429,
      LIMITS,
      '{"retry_after":0.3,"global":false}',
      'throttled',
      { retryAfterSeconds: 1, isShared: false },
    ],
    [429, { ...LIMITS, 'x-ratelimit-scope': 'shared' }, '{"retry_after":2}', 'throttled', { isShared: true }],
    [
      429,
      { 'retry-after': '65' },
      'error code: 1015',
      'throttled',
      { retryAfterSeconds: 65, isShared: true },
    ],
    [
      429,
      {},
      '{"message":"You are being blocked"}',
      'throttled',
      { retryAfterSeconds: null, isShared: true },
    ],
    [502, {}, '', 'again'],
  ],
  teams: [
    [202, {}, '', 'delivered'],
    [200, {}, '1', 'delivered'],
    [200, {}, 'Webhook message delivery failed with error: HTTP error 429', 'throttled'],
    [200, {}, 'Webhook message delivery failed with error: HTTP error 500', 'again'],
    [200, {}, '<html>Sign in</html>', 'again'],
    [400, {}, '{"error":{"code":"TriggerInputSchemaMismatch","message":"x"}}', 'permanent'],
    [400, {}, '{"error":{"code":"WorkflowTriggerIsNotEnabled","message":"x"}}', 'again', /turned off/],
    [401, {}, '{"error":{"code":"DirectApiAuthorizationRequired","message":"x"}}', 'again', /anyone/],
    [404, {}, '{"error":{"code":"WorkflowNotFound","message":"x"}}', 'gone'],
    [404, {}, '', 'again'],
    [413, {}, '', 'permanent'],
    [429, { 'retry-after': '5' }, '', 'throttled', { retryAfterSeconds: 5 }],
  ],
  mattermost: [
    [200, {}, 'ok', 'delivered'],
    [200, {}, '<html>sign in</html>', 'again'],
    [400, {}, '{"id":"web.incoming_webhook.invalid.app_error","message":"x"}', 'gone', /deleted/],
    [400, {}, '{"id":"web.incoming_webhook.channel.app_error","message":"x"}', 'gone', /does not exist/],
    [400, {}, '{"id":"api.post.create_post.message_length.app_error","message":"x"}', 'permanent'],
    [404, {}, '{"id":"web.incoming_webhook.invalid.app_error","message":"x"}', 'gone'],
    [501, {}, '{"id":"web.incoming_webhook.disabled.app_error","message":"x"}', 'gone', /turned off/],
    [429, { 'retry-after': '7' }, '', 'throttled', { retryAfterSeconds: 7 }],
    [503, {}, '', 'again'],
  ],
  rocketchat: [
    [200, {}, '{"success":true}', 'delivered'],
    [200, {}, '{"success":false}', 'again'],
    [200, {}, 'ok', 'again'],
    [400, {}, '{"success":false,"error":"invalid"}', 'permanent'],
    [401, {}, '{"success":false}', 'gone', /deleted/],
    [404, {}, 'not found', 'gone'],
    [429, {}, '{"success":false}', 'throttled'],
    [500, {}, '', 'again'],
  ],
  googlechat: [
    [200, {}, '{"name":"spaces/A/messages/1"}', 'delivered'],
    [200, {}, '{}', 'again'],
    [400, {}, '{"error":{"code":400,"status":"INVALID_ARGUMENT"}}', 'permanent'],
    [403, {}, '{"error":{"code":403,"status":"PERMISSION_DENIED"}}', 'gone', /not valid/],
    [404, {}, '{"error":{"code":404,"status":"NOT_FOUND"}}', 'gone', /deleted/],
    [429, {}, '{"error":{"code":429,"status":"RESOURCE_EXHAUSTED"}}', 'throttled'],
    [503, {}, '{"error":{"code":503,"status":"UNAVAILABLE"}}', 'again'],
  ],
  matrix: [
    [200, {}, '{"event_id":"$1"}', 'delivered'],
    [200, {}, '{}', 'again'],
    [401, {}, '{"errcode":"M_UNKNOWN_TOKEN","error":"x"}', 'again', /access token/],
    [403, {}, '{"errcode":"M_FORBIDDEN","error":"x"}', 'again', /Add the bot/],
    [404, {}, '{"errcode":"M_NOT_FOUND","error":"x"}', 'again'],
    [413, {}, '{"errcode":"M_TOO_LARGE","error":"x"}', 'permanent'],
    [429, {}, '{"errcode":"M_LIMIT_EXCEEDED","retry_after_ms":2500}', 'throttled', { retryAfterSeconds: 3 }],
    [502, {}, '', 'again'],
  ],
  ntfy: [
    [200, {}, '{"id":"a","event":"message"}', 'delivered'],
    [200, {}, '<html>', 'again'],
    [400, {}, '{"code":40009,"http":400}', 'permanent'],
    [401, {}, '{"code":40101,"http":401}', 'again', /access token/],
    [403, {}, '{"code":40301,"http":403}', 'again'],
    [429, {}, '{"code":42901,"http":429}', 'throttled'],
    [507, {}, '', 'again'],
  ],
  telegram: [
    [200, {}, '{"ok":true,"result":{"message_id":1}}', 'delivered'],
    [200, {}, '{"ok":true,"result":{"message_id":1,"text":"cut on the way he', 'delivered'],
    [200, {}, '{"ok":false,"error_code":400,"description":"Bad Request: x"}', 'permanent'],
    [200, {}, '', 'again'],
    [
      400,
      {},
      '{"ok":false,"error_code":400,"description":"Bad Request: chat not found"}',
      'again',
      /chat_id/,
    ],
    [
      400,
      {},
      '{"ok":false,"error_code":400,"description":"Bad Request: chat_id is empty"}',
      'again',
      /chat_id/,
    ],
    [
      400,
      {},
      '{"ok":false,"error_code":400,"description":"Bad Request: group chat was upgraded to a supergroup chat","parameters":{"migrate_to_chat_id":-1001}}',
      'again',
      /new number/,
    ],
    [
      400,
      {},
      '{"ok":false,"error_code":400,"description":"Bad Request: can\'t parse entities"}',
      'permanent',
    ],
    [401, {}, '{"ok":false,"error_code":401,"description":"Unauthorized"}', 'gone', /token/],
    [
      403,
      {},
      '{"ok":false,"error_code":403,"description":"Forbidden: bot was kicked from the group chat"}',
      'gone',
    ],
    [
      403,
      {},
      '{"ok":false,"error_code":403,"description":"Forbidden: bot is not a member of the channel chat"}',
      'again',
    ],
    ...(
      [
        [400, 'Bad Request: message thread not found', 'again', /thread_id/],
        [400, 'Bad Request: TOPIC_CLOSED', 'again', /topic/],
        [400, 'Bad Request: not enough rights to send text messages to the chat', 'again', /permissions/],
        [400, 'Bad Request: have no rights to send a message', 'again', /permissions/],
        [400, 'Bad Request: CHAT_WRITE_FORBIDDEN', 'again', /permissions/],
        [403, "Forbidden: bot can't initiate conversation with a user", 'again', /write/],
        [403, 'Forbidden: bot was blocked by the user', 'gone', /blocked/],
        [403, 'Forbidden: user is deactivated', 'gone', /chat/],
        [403, 'Forbidden: the group chat was deleted', 'gone', /chat/],
      ] as const
    ).map(([status, description, kind, words]): Row => {
      return [status, {}, JSON.stringify({ ok: false, error_code: status, description }), kind, words];
    }),
    [404, {}, '{"ok":false,"error_code":404,"description":"Not Found"}', 'gone'],
    [
      429,
      {},
      '{"ok":false,"error_code":429,"description":"Too Many Requests: retry after 34","parameters":{"retry_after":34}}',
      'throttled',
      { retryAfterSeconds: 34, isShared: false },
    ],
    [502, {}, '<html>Bad Gateway</html>', 'again'],
  ],
  feishu: [
    [200, {}, '{"StatusCode":0,"StatusMessage":"success","code":0,"data":{},"msg":"success"}', 'delivered'],
    [200, {}, '{"Extra":null,"StatusCode":0,"StatusMessage":"success"}', 'delivered'],
    [200, {}, '{"code":19021,"msg":"sign match fail or timestamp is not within one hour"}', 'again', /签名/],
    [200, {}, '{"code":19022,"msg":"Ip Not Allowed"}', 'again', /白名单/],
    [
      200,
      {},
      '{"code":19024,"data":{},"msg":"Key Words Not Found"}',
      'again',
      /关键词不匹配：请在机器人安全设置里加入/,
    ],
    [200, {}, '{"code":19001,"msg":"param invalid: incoming webhook access token invalid"}', 'gone'],
    [400, {}, '{"code":9499,"msg":"Bad Request","data":{}}', 'permanent'],
    [200, {}, '{"code":11232,"msg":"frequency limited psm"}', 'throttled', { isShared: false }],
    [200, {}, '{"code":12345,"msg":"new"}', 'again'],
    [200, {}, '{"ok":true}', 'again', /不能确认已送达/],
    [200, {}, '', 'again'],
    [500, {}, '{"code":0}', 'again'],
    [429, { 'retry-after': '3' }, '', 'throttled', { retryAfterSeconds: 3 }],
  ],
  dingtalk: [
    [200, {}, '{"errcode":0,"errmsg":"ok"}', 'delivered'],
    [200, {}, '{"errcode":310000,"errmsg":"keywords not in content, more: [https://x]"}', 'again', /关键词/],
    [200, {}, '{"errcode":310000,"errmsg":"sign not match, more: [https://x]"}', 'again', /加签失败/],
    [
      200,
      {},
      '{"errcode":310000,"errmsg":"description:机器人发送签名不匹配;solution:请确认签名和生成签名的时间戳必须都放在调用的网址中"}',
      'again',
      /加签失败/,
    ],
    [200, {}, '{"errcode":310000,"errmsg":"invalid timestamp, more: [https://x]"}', 'again', /加签失败/],
    [200, {}, '{"errcode":310000,"errmsg":"ip 1.2.3.4 not in whitelist"}', 'again', /IP/],
    [200, {}, '{"errcode":310000,"errmsg":"?"}', 'again', /安全设置/],
    [200, {}, '{"errcode":130101,"errmsg":"send too fast"}', 'throttled', { retryAfterSeconds: 600 }],
    [200, {}, '{"errcode":410100,"errmsg":"send too fast"}', 'throttled', { retryAfterSeconds: 600 }],
    [200, {}, '{"errcode":300005,"errmsg":"token is not exist"}', 'gone', /access_token/],
    [200, {}, '{"errcode":400013,"errmsg":"group dissolved"}', 'gone', /群已解散/],
    [200, {}, '{"errcode":400102,"errmsg":"stopped"}', 'again', /重新启用/],
    [200, {}, '{"errcode":400106,"errmsg":"no bot"}', 'gone'],
    [200, {}, '{"errcode":40035,"errmsg":"x"}', 'permanent'],
    [200, {}, '{"errcode":-1,"errmsg":"busy"}', 'again', /繁忙/],
    [200, {}, '{"errcode":987654,"errmsg":"new"}', 'again'],
    [
      200,
      {},
      '{"status":1111,"wait":5,"source":"x5","punish":"deny"}',
      'throttled',
      { retryAfterSeconds: 5, isShared: true },
    ],
    [200, {}, '{}', 'again'],
    [502, {}, '', 'again'],
  ],
  wecom: [
    [200, {}, '{"errcode":0,"errmsg":"ok"}', 'delivered'],
    [200, {}, '{"errcode":93000,"errmsg":"invalid webhook url, hint: [1]"}', 'gone', /重新添加机器人/],
    [403, {}, '{"errcode":93000,"errmsg":"something else"}', 'again'],
    [200, {}, '{"errcode":45009,"errmsg":"api freq out of limit"}', 'throttled', { retryAfterSeconds: 60 }],
    [200, {}, '{"errcode":44004,"errmsg":"empty content"}', 'permanent'],
    [200, {}, '{"errcode":40058,"errmsg":"invalid Request Parameter"}', 'permanent'],
    [200, {}, '{"errcode":777,"errmsg":"new"}', 'again'],
    [200, {}, 'ok', 'again'],
    [503, {}, '', 'again'],
  ],
};

/** The expectations of Chinese services are written in Chinese. */
const languageOf = (name: string) => (['feishu', 'dingtalk', 'wecom'].includes(name) ? 'zh' : 'en');

/** What becomes of a message is its state's to say: the same words stand beside one that was given up, and beside a test. */
const TELLS_WHAT_COMES = /tried again|goes out later|nothing needs to be done|稍后|自动重/i;

test('no status of an answer is told with what becomes of the message', () => {
  for (let status = 100; status < 600; status++) {
    for (const language of ['en', 'zh'] as const)
      expect(describeDeliveryFailure({ code: 'answered', status }, language)).not.toMatch(TELLS_WHAT_COMES);
  }
});

describe.each(CHATS)('$name', ({ name, adapter }) => {
  for (const [status, headers, body, kind, more] of ANSWERS[name]) {
    test(`${status} ${JSON.stringify(headers)} ${body} is ${kind}`, () => {
      const verdict = adapter.classify({ status, headers: new Headers(headers), body, sentBytes: 21_000 });
      expect(verdict.kind).toBe(kind);
      const words =
        verdict.kind === 'delivered' ? '' : describeDeliveryFailure(verdict.failure, languageOf(name));
      if (verdict.kind !== 'delivered') {
        for (const language of ['en', 'zh'] as const)
          expect(describeDeliveryFailure(verdict.failure, language)).not.toMatch(TELLS_WHAT_COMES);
      }
      if (more instanceof RegExp) expect(words).toMatch(more);
      else if (more !== undefined) expect(verdict).toMatchObject(more);
    });
  }

  test('every failure has words for an editor in both languages, and never the receiver’s own', () => {
    for (const status of [200, 302, 400, 401, 403, 404, 408, 410, 413, 418, 429, 500, 503]) {
      const body = '{"secret":"receiver-words"} receiver-words';
      const verdict = adapter.classify({ status, headers: new Headers(), body, sentBytes: 21_000 });
      if (verdict.kind === 'delivered') continue;
      expect(JSON.stringify(verdict)).not.toContain('receiver-words');
      expect(describeDeliveryFailure(verdict.failure, 'en')).not.toMatch(/\p{Script=Han}/u);
      expect(describeDeliveryFailure(verdict.failure, 'zh')).toMatch(/\p{Script=Han}/u);
      if (status === 413) expect(describeDeliveryFailure(verdict.failure, 'en')).toContain('21,000 bytes');
    }
  });

  test('no fault of the service and no unknown refusal is taken for success', () => {
    for (const status of [100, 301, 302, 307, 400, 401, 403, 404, 410, 418, 429, 500, 503, 520]) {
      for (const body of ['', 'ok', '1', '{"ok":true}', '{"code":0}', '{"errcode":0}', '{"id":"1"}']) {
        const verdict = adapter.classify({ status, headers: new Headers(), body, sentBytes: 21_000 });
        expect(verdict.kind).not.toBe('delivered');
      }
    }
  });
});
