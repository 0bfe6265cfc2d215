/** Values that a JSON Schema allows, and values that it forbids, as arbitraries. */

import fc from 'fast-check';

export interface Schema {
  readonly type?: string | readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly pattern?: string;
  readonly format?: string;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly maxItems?: number;
}

/** Texts that have broken programs before. */
const AWKWARD_TEXTS = [
  '',
  ' ',
  '\u0000',
  '\ud800',
  '\u202e',
  'a'.repeat(2000),
  '<script>',
  ']]>',
  '吴曙',
  '😀',
  "'; DROP TABLE articles; --",
];
const DATES = [
  '2024-02-29T12:00:00Z',
  '0001-01-01T00:00:00Z',
  '9999-12-31T23:59:59Z',
  '2021-08-31T21:35:07+08:00',
  '2024-13-01T00:00:00Z',
];
const URLS = [
  'https://127.0.0.1:9/a',
  'http://127.0.0.1:9/x',
  'javascript:alert(1)',
  'https://[::1]/',
  '//example.org',
  'https://user@127.0.0.1:9/',
];

/** Something that the schema allows, or nearly: formats and patterns are aimed at, not guaranteed. */
export function validValue(schema: Schema): fc.Arbitrary<unknown> {
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices !== undefined) return fc.oneof(...choices.map(validValue));
  if (schema.const !== undefined) return fc.constant(schema.const);
  if (schema.enum !== undefined) return fc.constantFrom(...schema.enum);
  switch (Array.isArray(schema.type) ? schema.type[0] : schema.type) {
    case 'object': {
      const properties = Object.entries(schema.properties ?? {});
      const shape = Object.fromEntries(properties.map(([name, property]) => [name, validValue(property)]));
      const optional = properties.map(([name]) => name).filter((name) => !schema.required?.includes(name));
      // A few optional fields at a time: with all of them at once, one is always wrong.
      return fc
        .tuple(fc.record(shape), fc.subarray(optional, { maxLength: Math.min(3, optional.length) }))
        .map(([value, kept]) =>
          Object.fromEntries(
            Object.entries(value).filter(([name]) => schema.required?.includes(name) || kept.includes(name)),
          ),
        );
    }
    case 'array':
      return fc.array(validValue(schema.items ?? {}), { maxLength: Math.min(3, schema.maxItems ?? 3) });
    case 'integer':
    case 'number':
      return fc.integer({
        min: Math.max(schema.minimum ?? -5, -(2 ** 31)),
        max: Math.min(schema.maximum ?? 1e6, 1e6),
      });
    case 'boolean':
      return fc.boolean();
    case 'null':
      return fc.constant(null);
    case 'string':
      return validText(schema);
    default:
      return fc.jsonValue();
  }
}

function validText(schema: Schema): fc.Arbitrary<string> {
  if (schema.format === 'date-time') return fc.constantFrom(...DATES);
  if (schema.format === 'uri') return fc.constantFrom(...URLS);
  if (schema.pattern?.includes('a-z0-9')) return fc.constantFrom('economy', 'wu-shu', 'nowhere', 'a-b-c');
  return fc.oneof(
    { weight: 6, arbitrary: fc.stringMatching(/^[A-Za-z][A-Za-z ]{0,30}[a-z]$/) },
    fc.string({ unit: 'grapheme', maxLength: 40, size: 'max' }),
    fc.constantFrom(...AWKWARD_TEXTS),
    fc.constantFrom(...URLS),
  );
}

/** Something that the schema forbids: a value of another type, an unknown field, one field gone wrong. */
export function wrongValue(schema: Schema): fc.Arbitrary<unknown> {
  const names = Object.keys(schema.properties ?? {});
  if (names.length === 0) return fc.jsonValue();
  return fc
    .tuple(
      validValue(schema),
      fc.constantFrom(...names, 'unknown_field', '__proto__', 'constructor'),
      fc.oneof(fc.jsonValue(), fc.constantFrom(...AWKWARD_TEXTS)),
    )
    .map(([value, name, wrong]) =>
      Object.assign(Object.fromEntries(Object.entries(value as object)), { [name]: wrong }),
    );
}
