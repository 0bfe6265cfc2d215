import { describe, expect, it } from 'vitest';
import { ENGLISH } from '../../../src/messages/editor/english.ts';
import { SIMPLIFIED_CHINESE } from '../../../src/messages/editor/simplified-chinese.ts';

/** What programs meet alone: no form of the editor page can cause it. */
const OF_PROGRAMS = new Set(
  (
    'unknown_field unknown_parameter repeated not_month not_whole_seconds not_cursor not_json content_repeated ' +
    'article_unknown not_unique reason_without_withdrawal state_not_active signature_not_used ' +
    'signature_needs_new_webhook not_hub_mode not_topic archive_line_invalid body_not_json body_not_text ' +
    'body_too_large media_type_unsupported content_encoding_unsupported method_not_allowed token_missing external_id_taken ' +
    'idempotency_key_reused installation_not_empty too_many_subscription_requests too_many_callback_requests ' +
    'too_many_subscriptions too_many_subscriptions_of_host admin_token_unset file_bytes_missing official_missing'
  ).split(' '),
);

/** Words of programs and of those who write them. */
const TECHNICAL =
  /\b(?:Ki?B|API|JSON|RFC|PATCH|PUT|POST|slugs?|base64|bytes?|sanitised|elements?|pointer|parameter|field of|external_id|content_\w+|date_published|change_note|cursor|media type|binding|wrangler|UTF-8|header)\b|字节|字段|参数|媒体类型/i;

/** Facts of every code at once: numbers, lists and words by their names. */
const facts = new Proxy(
  {},
  {
    get: (_, name) => {
      if (/^(max|min|bytes|seconds|retry|characters|number|line)/i.test(String(name))) return 65_536;
      if (/^(values|slugs|encodings|mediaTypes)$/.test(String(name))) return ['example'];
      return 'example';
    },
  },
);

describe('what the editor page says of a problem', () => {
  it.each([
    ['English', ENGLISH],
    ['Chinese', SIMPLIFIED_CHINESE],
  ])('is in words of people who edit, for every code that a form can meet: %s', (_name, { problems }) => {
    const all = { ...problems.ofField, ...problems.ofWhole } as Record<string, (facts: unknown) => string>;
    const told = Object.entries(all).filter(([code]) => !OF_PROGRAMS.has(code));
    expect(told.length).toBeGreaterThan(80);
    const technical = told
      .map(([code, describeCode]) => `${code}: ${describeCode(facts)}`)
      .filter((line) => TECHNICAL.test(line.slice(line.indexOf(':'))));
    expect(technical).toEqual([]);
  });

  it('names no place by a pointer of the API', () => {
    for (const { problems } of [ENGLISH, SIMPLIFIED_CHINESE])
      expect(problems.namePlace('/content_html')).toBe('');
  });

  it('is in Chinese on a Chinese page', () => {
    const { ofField, ofWhole } = SIMPLIFIED_CHINESE.problems;
    for (const [code, describeCode] of Object.entries({ ...ofField, ...ofWhole })) {
      expect((describeCode as (facts: unknown) => string)(facts), code).toMatch(/[\p{Script=Han}]/u);
    }
  });

  it('calls every field by one name in all languages', () => {
    expect(Object.keys(SIMPLIFIED_CHINESE.fieldLabels).sort()).toEqual(
      Object.keys(ENGLISH.fieldLabels).sort(),
    );
  });
});
