/** What the answers of Teams' workflows mean: statuses, with `{"error":{"code"}}` where something is wrong. */

import * as z from 'zod';
import type { ReceiverAnswer, Verdict } from './format.ts';
import { classifyStatus, isSuccessStatus, readAnswerObject } from './service-answer.ts';

const NEW_WORKFLOW = 'Create a new workflow in Teams and enter its address here.';

const faults = z.object({ error: z.object({ code: z.string() }) });

const VERDICTS: Readonly<Record<string, Verdict>> = {
  WorkflowNotFound: { kind: 'gone', error: `The workflow was deleted. ${NEW_WORKFLOW}` },
  WorkflowTriggerIsNotEnabled: askFor('The workflow is turned off. Turn it on in Teams (Workflows).'),
  DirectApiAuthorizationRequired: askFor(
    'The workflow wants a sign-in. Set its trigger so that anyone can trigger it, and copy its address again.',
  ),
  DirectApiInvalidAuthorizationScheme: askFor(
    'Copy the workflow’s whole address again, up to its last sign.',
  ),
  InvalidSignature: askFor('Copy the workflow’s whole address again, up to its last sign.'),
  TriggerInputSchemaMismatch: {
    kind: 'permanent',
    error: 'The workflow expects other content. Use the template “When a Teams webhook request is received”.',
  },
};

function askFor(error: string): Verdict {
  return { kind: 'again', retryAfterSeconds: null, error };
}

/**
 * 202 says that the workflow took the message; what it does with it is not ours to see. The old connectors
 * answered 200 with the text of an error, which some gateways still do.
 */
export function classifyTeamsAnswer(answer: ReceiverAnswer): Verdict {
  const code = faults.safeParse(readAnswerObject(answer)).data?.error.code ?? '';
  const known = Object.hasOwn(VERDICTS, code) ? VERDICTS[code] : undefined;
  if (known !== undefined) return known;
  if (isSuccessStatus(answer.status)) {
    const text = answer.body.toLowerCase();
    if (text.includes('http error 429')) {
      const error =
        'Teams asks to be called less often. Nothing needs to be done; the message goes out later.';
      return { kind: 'throttled', retryAfterSeconds: null, isShared: false, error };
    }
    const isFailure = code !== '' || text.includes('delivery failed') || text.includes('<html');
    return isFailure ? classifyStatus(answer, 'en') : { kind: 'delivered' };
  }
  return classifyStatus(answer, 'en');
}
