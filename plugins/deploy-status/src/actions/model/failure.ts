import { ResponseError } from '@backstage/errors';

/** Whether the backend itself said no, rather than nothing or too late. */
export function isAnswer(error: Error): boolean {
  return (
    ResponseError.is(error) && error.statusCode >= 400 && error.statusCode < 500
  );
}
