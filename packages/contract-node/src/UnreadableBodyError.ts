import { CustomErrorBase } from '@backstage/errors';

/** A body that is too large, or of another kind; Backstage has no error for either. */
export class UnreadableBodyError extends CustomErrorBase {
  override readonly name = 'UnreadableBodyError';

  constructor(
    /** What Backstage's error middleware answers. */
    readonly statusCode: number,
    message: string,
  ) {
    super(message);
  }
}
