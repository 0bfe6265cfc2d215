/** Terms and the names of offices, complete and overridable. */

import type { Term } from '../../src/article/directory/terms.ts';
import { nameRoles } from '../../src/article/directory/terms.ts';

/** An open term without an office. */
export function makeTerm(fields: Partial<Term> = {}): Term {
  return { office: null, role: null, from: null, until: null, acting: false, endReason: null, ...fields };
}

export const ROLE_NAMES = nameRoles([{ slug: 'mayor', name: 'Mayor' }], 'en');
