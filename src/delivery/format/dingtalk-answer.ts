/** What DingTalk's answers mean: always HTTP 200, the truth is in `errcode` and for one code in `errmsg`. */

import * as z from 'zod';
import type { ReceiverAnswer, Verdict } from './format.ts';
import { classifyStatus, isSuccessStatus, readAnswerObject, readSeconds } from './service-answer.ts';

const coded = z.object({ errcode: z.number(), errmsg: z.string().optional() });
/** A denial by the gateway before the robot: `{"status":1111,"wait":5,"source":"x5","punish":"deny"}`. */
const denied = z.object({ punish: z.string(), wait: z.unknown() });

const NEW_ROBOT = '请在群里重新添加机器人，并填写新的 Webhook 地址。';
/** Who sends more than 20 a minute is not heard for ten. */
const BLOCK_SECONDS = 600;
const SECURITY_CODE = 310000;
const THROTTLED = new Set([130101, 410100]);

const VERDICTS: Readonly<Record<number, Verdict>> = {
  0: { kind: 'delivered' },
  [-1]: askFor('钉钉系统繁忙。无需处理，稍后会自动重发。'),
  300001: { kind: 'gone', error: `Webhook 地址中的 access_token 无效。${NEW_ROBOT}` },
  300005: { kind: 'gone', error: `Webhook 地址中的 access_token 不存在。${NEW_ROBOT}` },
  400101: { kind: 'gone', error: `Webhook 地址中的 access_token 不存在。${NEW_ROBOT}` },
  400013: { kind: 'gone', error: `群已解散。${NEW_ROBOT}` },
  400106: { kind: 'gone', error: `机器人不存在。${NEW_ROBOT}` },
  400102: askFor('机器人已停用：请在群的机器人设置里重新启用。'),
  40035: { kind: 'permanent', error: '钉钉不接受这条消息的内容。' },
  43002: { kind: 'permanent', error: '钉钉不接受这条消息的内容。' },
  43004: { kind: 'permanent', error: '钉钉不接受这条消息的内容。' },
  400105: { kind: 'permanent', error: '钉钉不接受这条消息的内容。' },
};

function askFor(error: string): Verdict {
  return { kind: 'again', retryAfterSeconds: null, error };
}

/** One code for all of a robot's security settings; the message comes in English and in Chinese. */
function classifySecurity(errmsg: string): Verdict {
  if (/keyword|关键词/i.test(errmsg)) {
    return askFor('关键词不匹配：请在机器人安全设置里加入文章中必有的关键词，或改用“加签”。');
  }
  if (/sign|签名|timestamp|时间戳/i.test(errmsg)) {
    return askFor('加签失败：请把机器人安全设置里“加签”的密钥（以 SEC 开头）重新填写到这里。');
  }
  if (/\bip\b|白名单/i.test(errmsg)) {
    return askFor('IP 不在允许范围内：本系统没有固定 IP，请在机器人安全设置里取消 IP 地址段，改用“加签”。');
  }
  return askFor('未通过机器人的安全设置：请检查关键词、加签密钥和 IP 地址段。');
}

/** Success is errcode 0 with a 2xx; a body without a code is none. */
export function classifyDingtalkAnswer(answer: ReceiverAnswer): Verdict {
  const json = readAnswerObject(answer);
  const { errcode, errmsg } = coded.safeParse(json).data ?? {};
  if (errcode === undefined) {
    const denial = denied.safeParse(json).data;
    if (denial === undefined) return classifyStatus(answer, 'zh');
    const error = '钉钉网关暂时拒绝了请求。无需处理，稍后会自动重发。';
    return { kind: 'throttled', retryAfterSeconds: readSeconds(denial.wait), isShared: true, error };
  }
  if (THROTTLED.has(errcode)) {
    const error = '发送过于频繁（每分钟最多 20 条），已被钉钉限流 10 分钟。无需处理，稍后会自动重发。';
    return { kind: 'throttled', retryAfterSeconds: BLOCK_SECONDS, isShared: false, error };
  }
  if (errcode === SECURITY_CODE) return classifySecurity(errmsg ?? '');
  if (errcode === 0 && !isSuccessStatus(answer.status)) return classifyStatus(answer, 'zh');
  return VERDICTS[errcode] ?? classifyStatus(answer, 'zh');
}
