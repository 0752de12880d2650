/** Codes of gRPC that Argo CD answers with, and the HTTP status of each. */
const HTTP_STATUS = {
  2: 500,
  3: 400,
  5: 404,
  7: 403,
  8: 429,
  9: 400,
  12: 501,
  14: 503,
  16: 401,
} as const;

const HTTP_STATUS_TEXT: Record<number, string> = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
  501: 'Not Implemented',
  503: 'Service Unavailable',
};

export type GrpcCode = keyof typeof HTTP_STATUS;

/** An answer of Argo CD's API that is not a success, in Argo CD's own words. */
export class ArgoCdError extends Error {
  readonly name = 'ArgoCdError';

  constructor(
    readonly code: GrpcCode,
    message: string,
    cause?: unknown,
  ) {
    super(message, { cause });
  }

  get status(): number {
    return HTTP_STATUS[this.code];
  }

  /** The body of a plain request. */
  toBody() {
    return { error: this.message, code: this.code, message: this.message };
  }

  /** The body of a stream that could not be opened. */
  toStreamBody() {
    return {
      error: {
        grpc_code: this.code,
        http_code: this.status,
        message: this.message,
        http_status: HTTP_STATUS_TEXT[this.status] ?? 'Unknown',
      },
    };
  }
}

export const unknown = (message: string, cause?: unknown) =>
  new ArgoCdError(2, message, cause);
export const invalidArgument = (message: string, cause?: unknown) =>
  new ArgoCdError(3, message, cause);
export const notFound = (name: string, resource = 'applications') =>
  new ArgoCdError(5, `${resource}.argoproj.io "${name}" not found`);
export const permissionDenied = (message = 'permission denied') =>
  new ArgoCdError(7, message);
export const failedPrecondition = (message: string) =>
  new ArgoCdError(9, message);
export const unauthenticated = (message = 'no session information') =>
  new ArgoCdError(16, message);
