/** Bindings that tell what they were asked, for tests of what a request costs and who reaches the ledger. */

import { env } from 'cloudflare:workers';

type Method = (...parameters: unknown[]) => unknown;

/** A binding that adds every call of it to `calls`, as `{name}.{method}`. */
export function countCalls<Binding extends object>(name: string, binding: Binding, calls: string[]): Binding {
  return new Proxy(binding, {
    get: (object, property) => {
      const value: unknown = Reflect.get(object, property);
      if (typeof value !== 'function') return value;
      return (...parameters: unknown[]) => {
        calls.push(`${name}.${String(property)}`);
        // Called where it is: `apply` would be one more method of a stub.
        return (object as Record<PropertyKey, Method>)[property]?.(...parameters);
      };
    },
  });
}

/** The binding of a ledger that adds every call that is made of it to `calls`, as `ledger.{name}`. */
export function countLedgerCalls(calls: string[]) {
  return { getByName: (name: string) => countCalls('ledger', env.LEDGER.getByName(name), calls) };
}
