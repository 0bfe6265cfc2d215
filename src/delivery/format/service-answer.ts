/** Reads what every service's answers have in common: JSON, `Retry-After`, HTTP statuses. */

import * as z from 'zod';
import { describeStatus } from '../answer.ts';
import type { ReceiverAnswer, Verdict } from './format.ts';

const object = z.record(z.string(), z.unknown());

/** The answer's JSON object; null where it is anything else. */
export function readAnswerObject(answer: ReceiverAnswer): Readonly<Record<string, unknown>> | null {
  try {
    return object.safeParse(JSON.parse(answer.body)).data ?? null;
  } catch {
    return null;
  }
}

/**
 * Seconds of a numeric `Retry-After` (RFC 9110 §10.2.3), rounded up, because some services send a fraction;
 * else null: a date says nothing without a clock, and whoever makes the attempt has one and reads it.
 */
export function readRetryAfterSeconds(headers: Headers): number | null {
  const text = headers.get('retry-after')?.trim() ?? '';
  return /^\d+(\.\d+)?$/.test(text) ? Math.ceil(Number(text)) : null;
}

/** 2xx: the least that every success has. */
export function isSuccessStatus(status: number): boolean {
  return status >= 200 && status < 300;
}

/** A positive finite number of seconds from an answer's JSON, rounded up; else null. */
export function readSeconds(value: unknown): number | null {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0 ? Math.ceil(value) : null;
}

const UNEXPECTED =
  'The answer is not one that the service is known to give, so the message may be lost; check that the address is right.';

/** In Chinese for the services whose administrators read Chinese. */
function describeStatusInChinese(status: number): string {
  if (status === 429) return '发送过于频繁，已被限流。无需处理，稍后会自动重发。';
  if (status >= 500 || status === 408) return `对方服务出现故障（${status}）。无需处理，稍后会自动重发。`;
  if (status >= 300 && status < 400) {
    return `该地址返回了跳转（${status}），系统不会跟随跳转。请重新复制机器人的 Webhook 地址。`;
  }
  if (status === 410) return '机器人已不存在（410）。请新建机器人，并在这里填写新的 Webhook 地址。';
  if (status === 413) return '消息过长（413），对方不接收。';
  if (status >= 400) return `对方拒绝了请求（${status}）。请重新复制机器人的 Webhook 地址。`;
  return '对方返回了无法识别的内容，不能确认已送达。请检查 Webhook 地址是否正确。';
}

/** The verdict on an answer of which nothing is known but its status; never `delivered`. */
export function classifyStatus(answer: ReceiverAnswer, language: 'en' | 'zh'): Verdict {
  const { status } = answer;
  const english = status < 300 ? UNEXPECTED : describeStatus(status);
  const error = language === 'zh' ? describeStatusInChinese(status) : english;
  if (status === 410) return { kind: 'gone', error };
  if (status === 413) return { kind: 'permanent', error };
  const retryAfterSeconds = readRetryAfterSeconds(answer.headers);
  if (status === 429) return { kind: 'throttled', retryAfterSeconds, isShared: false, error };
  return { kind: 'again', retryAfterSeconds, error };
}
