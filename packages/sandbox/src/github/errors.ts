import {
  ConflictError,
  CustomErrorBase,
  InputError,
  isError,
  NotFoundError,
} from '@backstage/errors';
import type { ErrorRequestHandler, Request, Response } from 'express';
import type { FaultAnswers } from '../faultMiddleware';

const DOCUMENTATION = 'https://docs.github.com/rest';

/** One entry of `errors` in GitHub's 422 answers. */
export interface FieldError {
  resource: string;
  code: string;
  field?: string;
  message?: string;
}

/** An answer that GitHub gives in place of the one that was asked for. */
export class GitHubError extends CustomErrorBase {
  override name = 'GitHubError' as const;

  constructor(
    readonly status: number,
    readonly text: string,
    readonly errors?: FieldError[],
    cause?: unknown,
  ) {
    super(text, cause);
  }
}

export const notFound = () => new GitHubError(404, 'Not Found');

/** GitHub's 422 for one field. */
export function validationFailed(
  error: FieldError,
  text = 'Validation Failed',
) {
  return new GitHubError(422, text, [error]);
}

/** Writes an error as GitHub does. */
export function sendError(
  res: Response,
  status: number,
  message: string,
  errors?: FieldError[],
): void {
  res.status(status).json({
    message,
    ...(errors ? { errors } : {}),
    documentation_url: DOCUMENTATION,
    status: String(status),
  });
}

/** The last handler of the REST API: turns what was thrown into GitHub's words. */
export const errorHandler: ErrorRequestHandler = (
  error: unknown,
  _req: Request,
  res: Response,
  _next,
) => {
  if (res.headersSent) {
    res.socket?.destroy();
  } else if (error instanceof GitHubError) {
    sendError(res, error.status, error.text, error.errors);
  } else if (error instanceof NotFoundError) {
    sendError(res, 404, 'Not Found');
  } else if (error instanceof ConflictError) {
    sendError(res, 409, 'Reference cannot be updated');
  } else if (error instanceof InputError) {
    // GitHub's own name for a tree or object that it cannot keep.
    sendError(res, 422, 'GitRPC::BadObjectState');
  } else if (isBodyError(error)) {
    const parsing = error.status === 400;
    sendError(
      res,
      error.status,
      parsing ? 'Problems parsing JSON' : 'Payload too large',
    );
  } else {
    // Not a situation that GitHub has: a fault of the sandbox, which must be seen.
    process.stderr.write(
      `sandbox github: ${isError(error) ? (error.stack ?? error.message) : String(error)}\n`,
    );
    sendError(res, 500, 'Server Error');
  }
};

/** What express's body parser throws. */
function isBodyError(error: unknown): error is { status: number } {
  return (
    isError(error) && typeof error.status === 'number' && error.status < 500
  );
}

/** GitHub's wording of the faults that can be switched on. */
export const faultAnswers: FaultAnswers = {
  unauthorized: (_req, res) => sendError(res, 401, 'Bad credentials'),
  rateLimited: (_req, res) =>
    sendError(
      res,
      429,
      'You have exceeded a secondary rate limit. Please wait a few minutes before you try again.',
    ),
  serverError: (_req, res, status) => sendError(res, status, 'Server Error'),
};
