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
/** No computer of ours was there before; Go writes the year 1 where it has no time. */
const EARLIEST = Date.parse('1970-01-02T00:00:00Z');
const LATEST = Date.parse('9999-12-31T00:00:00Z');

/** RFC 3339, made uniform. What no clock can have said counts as absent. */
export const lenientTime = lenientText.transform(value => {
  const at = Date.parse(value ?? '');
  return at >= EARLIEST && at <= LATEST
    ? new Date(at).toISOString()
    : undefined;
});
