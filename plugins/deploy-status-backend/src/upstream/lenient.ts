import { z } from 'zod';
import { storable } from './storable';

/*
 * What Argo CD sends may be absent, null or of a kind we do not know: such a
 * value counts as absent, so that one odd field never hides the rest.
 */

/** A value that is used when it is as expected, and is absent otherwise. */
export function lenient<S extends z.ZodType>(schema: S) {
  return schema
    .nullish()
    .catch(undefined)
    .transform(value => value ?? undefined);
}

/** An array whose unusable elements are left out. */
export function lenientArray<S extends z.ZodType>(schema: S) {
  return lenient(z.array(lenient(schema))).transform(values =>
    (values ?? []).filter(value => value !== undefined),
  );
}

/** Text that can be stored; an empty one counts as absent. */
export const lenientText = lenient(z.string()).transform(
  value => storable(value ?? '') || undefined,
);
/** {@inheritDoc lenientText} */
export const lenientTexts = lenientArray(z.string().transform(storable));
export const lenientNumber = lenient(z.number());
export const lenientFlag = lenient(z.boolean());
/** RFC 3339, made uniform. */
export const lenientTime = lenientText.transform(value =>
  value === undefined || Number.isNaN(Date.parse(value))
    ? undefined
    : new Date(value).toISOString(),
);
