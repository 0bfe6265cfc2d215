/** Microsoft Teams through a Workflows webhook, as an Adaptive Card: https://learn.microsoft.com/microsoftteams/platform/webhooks-and-connectors/how-to/connectors-using */

import * as z from 'zod';
import { type ChatItem, writeFact } from './chat-item.ts';
import { countUtf8Bytes, cutText } from './cut.ts';
import { buildJsonPost, type Digest, writeMessages } from './digest.ts';
import type { FormatAdapter, ReceiverAnswer, Verdict } from './format.ts';
import {
  askFor,
  classifyStatus,
  end,
  isSuccessStatus,
  readAnswerObject,
  refuse,
  throttle,
} from './service-answer.ts';

/** Workflows, and the connectors before them: an address of either takes nothing but a card. */
const HOST_SUFFIXES = ['.environment.api.powerplatform.com', '.logic.azure.com', '.webhook.office.com'];
/** Teams takes 28 KB; the rest is for what the workflow puts around the card. */
const MAX_MESSAGE_BYTES = 24_000;
/** Four such parts and their JSON stay below MAX_MESSAGE_BYTES in any script. */
const MAX_PART_CHARACTERS = 1000;
const MAX_FACT_CHARACTERS = 400;

const COLOURS = {
  news: 'Default',
  correction: 'Warning',
  withdrawal: 'Attention',
  notice: 'Default',
} as const;

/** A TextRun is never read as Markdown, unlike a TextBlock; `{{` would still begin a date function. */
function makeText(text: string, look: Readonly<Record<string, unknown>> = {}): unknown {
  const inert = text.replaceAll('{{', '{\u2060{');
  return { type: 'RichTextBlock', inlines: [{ type: 'TextRun', text: inert, ...look }] };
}

function writeItemCard(item: ChatItem): unknown {
  const headline = cutText(item.headline, MAX_PART_CHARACTERS);
  const note = item.note && cutText(writeFact(item.note, item.chat), MAX_PART_CHARACTERS);
  const summary = item.summary && cutText(item.summary, MAX_PART_CHARACTERS);
  const facts = item.facts.map((fact) => cutText(writeFact(fact, item.chat), MAX_FACT_CHARACTERS));
  const body = [
    makeText(headline, { weight: 'Bolder', size: 'Medium', color: COLOURS[item.tone] }),
    ...(note ? [makeText(note, { weight: 'Bolder' })] : []),
    ...(summary ? [makeText(summary)] : []),
    ...facts.map((fact) => makeText(fact, { isSubtle: true, size: 'Small' })),
  ];
  if (item.url === null) return makeCard(headline, body);
  return makeCard(headline, body, [{ type: 'Action.OpenUrl', title: item.chat.readArticle, url: item.url }]);
}

function writeDigestCard(digest: Digest): unknown {
  const writeEntry = ({ headline, url }: ChatItem): unknown =>
    url === null
      ? makeText(headline)
      : {
          type: 'Container',
          selectAction: { type: 'Action.OpenUrl', url },
          items: [makeText(headline, { color: 'Accent', underline: true })],
        };
  return makeCard(digest.heading, [
    makeText(digest.heading, { weight: 'Bolder', size: 'Medium' }),
    ...digest.entries.map(writeEntry),
  ]);
}

/** `fallbackText` is what notifications and old clients show. */
function makeCard(fallbackText: string, body: readonly unknown[], actions: readonly unknown[] = []): unknown {
  const content = {
    $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
    type: 'AdaptiveCard',
    version: '1.4',
    fallbackText,
    body,
    ...(actions.length === 0 ? {} : { actions }),
    msteams: { width: 'full' },
  };
  const contentType = 'application/vnd.microsoft.card.adaptive';
  return { type: 'message', attachments: [{ contentType, contentUrl: null, content }] };
}

export const teamsFormat: FormatAdapter = {
  name: 'teams',
  matches: (url) =>
    HOST_SUFFIXES.some((suffix) => url.hostname.endsWith(suffix) && url.hostname.length > suffix.length),
  isHostBound: false,
  // More than four requests a second are throttled: 2 + 1000/500 in any second.
  rateLimit: { burst: 2, intervalMs: 500 },
  mergesMessages: true,
  async build(messages, context) {
    const card = writeMessages<unknown>(messages, context, 'en', {
      writeItem: writeItemCard,
      writeDigest: writeDigestCard,
      fits: (written) => countUtf8Bytes(JSON.stringify(written)) <= MAX_MESSAGE_BYTES,
    });
    return buildJsonPost(context.endpoint.url, card, (written) => written);
  },
  classify,
};

const faults = z.lazy(() => z.object({ error: z.object({ code: z.string() }) }));

const service = 'teams';
const VERDICTS: Readonly<Record<string, Verdict>> = {
  WorkflowNotFound: end({ code: 'receiver_removed', service }),
  WorkflowTriggerIsNotEnabled: askFor({ code: 'receiver_disabled', service }),
  DirectApiAuthorizationRequired: askFor({ code: 'sign_in_required', service }),
  DirectApiInvalidAuthorizationScheme: askFor({ code: 'address_incomplete', service }),
  InvalidSignature: askFor({ code: 'address_incomplete', service }),
  TriggerInputSchemaMismatch: refuse({ code: 'schema_refused', service }),
};

/**
 * Statuses, with `{"error":{"code"}}` where something is wrong. 202 says that the workflow took the message; what it does
 * with it is not ours to see. The old connectors answered 200 with the text of an error and no code (the page above, “rate
 * limiting for connectors”), which some gateways still do.
 */
function classify(answer: ReceiverAnswer): Verdict {
  const code = faults.safeParse(readAnswerObject(answer)).data?.error.code ?? '';
  const known = Object.hasOwn(VERDICTS, code) ? VERDICTS[code] : undefined;
  if (known !== undefined) return known;
  if (isSuccessStatus(answer.status)) {
    const sentence = answer.body.toLowerCase();
    if (sentence.includes('http error 429')) {
      return throttle({ code: 'rate_limited', service }, null);
    }
    const isFailure = code !== '' || sentence.includes('delivery failed') || sentence.includes('<html');
    return isFailure ? classifyStatus(answer, service) : { kind: 'delivered' };
  }
  return classifyStatus(answer, service);
}
