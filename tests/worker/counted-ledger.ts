/** A ledger that tells what it was asked, for tests of who reaches it. */

import { env } from 'cloudflare:workers';

/** The binding of a ledger that adds every call that is made of it to `calls`, as `ledger.{name}`. */
export function countLedgerCalls(calls: string[]) {
  return {
    getByName: (name: string) => {
      const stub = env.LEDGER.getByName(name);
      return new Proxy(stub, {
        get: (_, property) => {
          calls.push(`ledger.${String(property)}`);
          return (...parameters: unknown[]) =>
            (stub as unknown as Record<string, (...all: unknown[]) => unknown>)[String(property)]?.(
              ...parameters,
            );
        },
      });
    },
  };
}
