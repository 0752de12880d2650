import { z } from 'zod';
import { storable } from '../domain/storable';

/*
 * What Argo CD sends may be absent, null or of a kind we do not know: such a
 * value counts as absent, so that one odd field never hides the rest.
 *
 * An Application has hundreds of such fields, and a busy Argo CD tells of a
 * hundred Applications a second. So each is one step for zod and no chain of
 * steps, which takes a third of the time; and schemas are compiled, which takes
 * less than half of the time and of the memory.
 */

/** Whatever is under a key, if the key is there at all. */
export const anything = z.unknown().optional();

/** A value that is used when it is as expected, and is absent otherwise. */
export function lenient<S extends z.ZodType>(schema: S) {
  const compiled = z.compile(schema);
  return anything.transform((value): z.output<S> | undefined =>
    value === undefined || value === null
      ? undefined
      : compiled.safeParse(value).data,
  );
}

/** An array whose unusable elements are left out. */
export function lenientArray<S extends z.ZodType>(schema: S) {
  const compiled = z.compile(schema);
  return anything.transform((values): z.output<S>[] =>
    Array.isArray(values)
      ? values.flatMap(value => {
          const { success, data } = compiled.safeParse(value);
          return success ? [data] : [];
        })
      : [],
  );
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== ''
    ? storable(value) || undefined
    : undefined;
}

/** Text that can be stored; an empty one counts as absent. */
export const lenientText = anything.transform(text);

/** {@inheritDoc lenientText} */
export const lenientTexts = anything.transform(values =>
  Array.isArray(values)
    ? values.flatMap(value =>
        typeof value === 'string' ? [storable(value)] : [],
      )
    : [],
);

export const lenientNumber = anything.transform(value =>
  Number.isFinite(value) ? Number(value) : undefined,
);

export const lenientFlag = anything.transform(value =>
  typeof value === 'boolean' ? value : undefined,
);

/** No computer of ours was there before; Go writes the year 1 where it has no time. */
const EARLIEST = Date.parse('1970-01-02T00:00:00Z');
const LATEST = Date.parse('9999-12-31T00:00:00Z');

/** RFC 3339, made uniform. What no clock can have said counts as absent. */
export const lenientTime = anything.transform(value => {
  const at = Date.parse(text(value) ?? '');
  return at >= EARLIEST && at <= LATEST
    ? new Date(at).toISOString()
    : undefined;
});
