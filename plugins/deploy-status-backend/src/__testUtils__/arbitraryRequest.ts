import fc, { type Arbitrary } from 'fast-check';

/** A JSON schema as OpenAPI 3.1 has it, as far as our documents use it. */
export interface JsonSchema {
  $ref?: string;
  type?: string;
  enum?: unknown[];
  const?: unknown;
  anyOf?: JsonSchema[];
  oneOf?: JsonSchema[];
  properties?: Record<string, JsonSchema>;
  required?: string[];
  items?: JsonSchema;
  format?: string;
  pattern?: string;
  minLength?: number;
  maxLength?: number;
  minimum?: number;
  maximum?: number;
  minItems?: number;
  maxItems?: number;
}

/** Names that exist, so that requests get beyond "not found", by property; `path:name` for a part of the path. */
export type Hints = Record<string, readonly string[]>;

/** What names and hints mean. */
export interface Context {
  resolve(ref: string): JsonSchema;
  hints: Hints;
  /** With every property, and of each that has hints one of them. */
  certain?: boolean;
}

const HOSTILE = [
  '',
  ' ',
  '.',
  '..',
  '../../etc/passwd',
  '%2e%2e%2f',
  '\u0000',
  "'; drop table deployments; --",
  '{{7*7}}',
  '${{ secrets.TOKEN }}',
  '\ud800',
  '道',
  'a'.repeat(5_000),
];

const LONGEST = 6;

function text(schema: JsonSchema): Arbitrary<string> {
  switch (schema.format) {
    case 'uuid':
      return fc.uuid();
    case 'date-time':
      return fc
        .date({
          min: new Date('1990-01-01T00:00:00Z'),
          max: new Date('2060-01-01T00:00:00Z'),
          noInvalidDate: true,
        })
        .map(date => date.toISOString());
    case 'uri':
      return fc.webUrl();
    default:
  }
  if (schema.pattern) {
    return fc
      .stringMatching(new RegExp(schema.pattern, 'u'))
      .filter(
        value =>
          value.length >= (schema.minLength ?? 0) &&
          value.length <= (schema.maxLength ?? 1_000),
      );
  }
  const { minLength = 0, maxLength = 40 } = schema;
  const hostile = HOSTILE.filter(
    ({ length }) =>
      length >= minLength && length <= (schema.maxLength ?? Infinity),
  );
  return fc.oneof(
    fc.string({
      minLength,
      maxLength: Math.min(maxLength, minLength + 40),
      unit: 'grapheme',
    }),
    ...(hostile.length > 0 ? [fc.constantFrom(...hostile)] : []),
  );
}

/** Values that the schema allows. */
export function valid(
  schema: JsonSchema,
  context: Context,
  property = '',
): Arbitrary<unknown> {
  if (schema.$ref) {
    return valid(context.resolve(schema.$ref), context, property);
  }
  if ('const' in schema) return fc.constant(schema.const);
  if (schema.enum) return fc.constantFrom(...schema.enum);
  const variants = schema.anyOf ?? schema.oneOf;
  if (variants) {
    return fc.oneof(...variants.map(one => valid(one, context, property)));
  }
  switch (schema.type) {
    case 'string': {
      const known = context.hints[property];
      if (known && context.certain) return fc.constantFrom(...known);
      return known
        ? fc.oneof(
            { weight: 15, arbitrary: fc.constantFrom(...known) },
            { weight: 1, arbitrary: text(schema) },
          )
        : text(schema);
    }
    case 'integer':
      return fc.integer({
        min: Math.max(schema.minimum ?? -1_000_000, -1_000_000),
        max: Math.min(schema.maximum ?? 1_000_000, 1_000_000),
      });
    case 'number':
      return fc.double({ noNaN: true });
    case 'boolean':
      return fc.boolean();
    case 'array':
      return fc.array(valid(schema.items ?? {}, context, property), {
        minLength: schema.minItems ?? 0,
        maxLength: Math.min(schema.maxItems ?? LONGEST, LONGEST),
      });
    case 'object': {
      const properties = Object.entries(schema.properties ?? {});
      return fc.record(
        Object.fromEntries(
          properties.map(([name, one]) => [name, valid(one, context, name)]),
        ),
        context.certain ? {} : { requiredKeys: schema.required ?? [] },
      );
    }
    default:
      return fc.jsonValue();
  }
}

/** With another value at one place, which the numbers lead to; a place that is not there is added. */
function damaged(value: unknown, way: number[], other: unknown): unknown {
  const [which, ...rest] = way;
  if (which === undefined || typeof value !== 'object' || value === null) {
    return other;
  }
  if (Array.isArray(value)) {
    return value.map((one, index) =>
      index === which % value.length ? damaged(one, rest, other) : one,
    );
  }
  const entries = Object.entries(value);
  const [key, inside] = entries[which % (entries.length + 1)] ?? [
    'unknown',
    {},
  ];
  return { ...value, [key]: damaged(inside, rest, other) };
}

/** Mostly what the schema allows; else with one part replaced or added, however deep; else anything. */
export function body(schema: JsonSchema, context: Context): Arbitrary<unknown> {
  const good = valid(schema, context);
  const mistaken = fc
    .tuple(
      good,
      fc.array(fc.nat(20), { maxLength: 4 }),
      fc.oneof(fc.jsonValue(), fc.constantFrom(...HOSTILE)),
    )
    .map(([value, way, other]) => damaged(value, way, other));
  return fc.oneof(
    { weight: 6, arbitrary: good },
    { weight: 6, arbitrary: mistaken },
    { weight: 1, arbitrary: fc.jsonValue() },
  );
}

/** A part of a path: one that the schema allows, or a hostile one. */
export function pathPart(
  schema: JsonSchema,
  context: Context,
  name: string,
): Arbitrary<string> {
  return fc.oneof(
    {
      weight: 15,
      arbitrary: valid(schema, context, `path:${name}`).map(String),
    },
    { weight: 1, arbitrary: fc.constantFrom(...HOSTILE) },
  );
}
