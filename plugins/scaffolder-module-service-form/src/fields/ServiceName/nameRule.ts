import { z } from 'zod';

/** The part of a JSON schema that says what a name may look like. */
const nameSchema = z.object({
  minLength: z.number().optional(),
  maxLength: z.number().optional(),
  pattern: z.string().optional(),
  not: z.object({ enum: z.array(z.string()).optional() }).optional(),
});

/** What is wrong with a name, in terms of the template's own schema. */
export type NameProblem =
  | { kind: 'length'; min: number; max: number; length: number }
  | { kind: 'pattern' }
  | { kind: 'reserved'; name: string };

/**
 * Checks a name against the schema that the template gives the field, the one
 * that the server enforces, so that form and server cannot disagree.
 */
export function nameProblem(
  name: string,
  schema: object,
): NameProblem | undefined {
  const rule = nameSchema.safeParse(schema).data ?? {};
  const { minLength: min = 1, maxLength: max = 63 } = rule;
  if (rule.pattern && !new RegExp(rule.pattern, 'u').test(name)) {
    return { kind: 'pattern' };
  }
  if (name.length < min || name.length > max) {
    return { kind: 'length', min, max, length: name.length };
  }
  if (rule.not?.enum?.includes(name)) {
    return { kind: 'reserved', name };
  }
  return undefined;
}
