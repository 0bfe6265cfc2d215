/** Zod's schemas as the OpenAPI document holds them. */

import * as z from 'zod';

const COMPONENTS = '#/components/schemas/';

export type Schema = Readonly<Record<string, unknown>>;
/** The schemas with a name, as they are found. */
export type NamedSchemas = Record<string, unknown>;

/**
 * Moves every schema that has a name to `components`, where the document's references lead. Zod writes them for a schema
 * that stands alone: `#/$defs/Article` names nothing in a document that holds many.
 */
export function nameSchemas(value: unknown, schemas: NamedSchemas): unknown {
  if (Array.isArray(value)) return value.map((item) => nameSchemas(item, schemas));
  if (typeof value !== 'object' || value === null) return value;
  const { $defs, $ref, ...rest } = value as Schema;
  for (const [name, definition] of Object.entries($defs ?? {}))
    schemas[name] = nameSchemas(definition, schemas);
  if (typeof $ref === 'string') return { $ref: $ref.replace('#/$defs/', COMPONENTS) };
  const entries = Object.entries(rest).map(([key, part]) => [key, nameSchemas(part, schemas)]);
  return Object.fromEntries(entries) as Schema;
}

/** A Zod schema as JSON Schema 2020-12, which is OpenAPI 3.1's. */
export function toSchema(schema: z.ZodType, io: 'input' | 'output'): Schema {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, {
    io,
    target: 'draft-2020-12',
    unrepresentable: 'any',
    reused: 'inline',
    // Zod keeps silent about the default of what is read from a text.
    override: ({ zodSchema: { _zod: kind }, jsonSchema }) => {
      if (kind.def.type === 'default' && io === 'input') jsonSchema.default = kind.def.defaultValue;
    },
  });
  return rest;
}

/** A value that a schema allows, put together of its parts' examples; `root` is where its references lead. */
export function buildExample(schema: Schema, root: Schema): unknown {
  const { $ref, anyOf, examples, items, properties } = schema;
  if (Array.isArray(examples)) return examples[0];
  if (typeof $ref === 'string') return buildExample(readReference($ref, root), root);
  if (Array.isArray(anyOf)) return buildExample(anyOf[0] as Schema, root);
  if (Array.isArray(schema.enum)) return schema.enum[0];
  if (items !== undefined) return [buildExample(items as Schema, root)];
  if (properties !== undefined) {
    const parts = Object.entries(properties as Record<string, Schema>);
    return Object.fromEntries(parts.map(([name, part]) => [name, buildExample(part, root)]));
  }
  return schema.type === 'boolean' ? true : null;
}

function readReference(reference: string, root: Schema): Schema {
  const name = reference.replace('#/$defs/', '');
  return (root.$defs as Record<string, Schema> | undefined)?.[name] ?? {};
}
