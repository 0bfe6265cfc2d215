/** What Slack's answers mean: HTTP statuses with one word as body (api.slack.com/changelog/2016-05-17). */

import type { ReceiverAnswer, Verdict } from './format.ts';
import { classifyStatus, isSuccessStatus, readAnswerObject } from './service-answer.ts';

const NEW_WEBHOOK = 'Create a new incoming webhook in Slack and enter its address here.';

/** Words of Slack's that say more than the status does. */
const VERDICTS: Readonly<Record<string, Verdict>> = {
  channel_is_archived: { kind: 'gone', error: `The channel is archived. ${NEW_WEBHOOK}` },
  no_service: { kind: 'gone', error: `The webhook was removed or disabled. ${NEW_WEBHOOK}` },
  no_service_id: { kind: 'gone', error: `The address is incomplete. ${NEW_WEBHOOK}` },
  no_team: { kind: 'gone', error: `The workspace does not exist. ${NEW_WEBHOOK}` },
  team_disabled: { kind: 'gone', error: `The workspace is disabled. ${NEW_WEBHOOK}` },
  invalid_token: { kind: 'gone', error: `The address is not valid (any more). ${NEW_WEBHOOK}` },
  channel_not_found: { kind: 'gone', error: `The channel does not exist any more. ${NEW_WEBHOOK}` },
  action_prohibited: {
    kind: 'again',
    retryAfterSeconds: null,
    error: 'An administrator of the workspace has restricted posting. Ask them to allow this webhook.',
  },
  posting_to_general_channel_denied: {
    kind: 'again',
    retryAfterSeconds: null,
    error:
      'Posting to #general is restricted. Ask an administrator of the workspace, or choose another channel.',
  },
  user_not_found: {
    kind: 'permanent',
    error: 'The address belongs to a person who is not there. Create a webhook for a channel.',
  },
  invalid_payload: { kind: 'permanent', error: 'Slack does not accept this message.' },
  invalid_blocks: { kind: 'permanent', error: 'Slack does not accept this message.' },
  no_text: { kind: 'permanent', error: 'Slack does not accept this message.' },
  msg_blocks_too_long: { kind: 'permanent', error: 'The message is too long for Slack.' },
  rollup_error: {
    kind: 'again',
    retryAfterSeconds: null,
    error: 'Slack has a fault of its own. Nothing needs to be done; the message is tried again.',
  },
};

/**
 * Slack says `ok`; compatible services say nothing, or `ok` or `success` in JSON. Any other 2xx is no success:
 * Slack and proxies answer 200 with the text of an error.
 */
export function classifySlackAnswer(answer: ReceiverAnswer): Verdict {
  const word = answer.body.trim();
  if (isSuccessStatus(answer.status)) {
    const json = readAnswerObject(answer);
    const isTaken = /^(ok)?$/i.test(word) || json?.ok === true || json?.success === true;
    if (isTaken) return { kind: 'delivered' };
  }
  const known = Object.hasOwn(VERDICTS, word) ? VERDICTS[word] : undefined;
  return known ?? classifyStatus(answer, 'en');
}
