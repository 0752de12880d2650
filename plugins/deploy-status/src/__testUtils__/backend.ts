import { mockApis } from '@backstage/frontend-test-utils';
import { fetchApiRef, type FetchApi } from '@backstage/core-plugin-api';
import { signalApiRef, type SignalApi } from '@backstage/plugin-signals-react';

/** An answer of the backend: a status code and a body, or a body alone, given what was asked. */
export type Answer =
  { status: number; body: unknown } | ((asked: unknown) => unknown);

/** The body of an error as Backstage's backends write it. */
export const problem = (status: number, message: string): Answer => ({
  status,
  body: {
    error: { name: 'Error', message },
    request: { method: 'GET', url: '/v1/status' },
    response: { statusCode: status },
  },
});

/** As long as a test says nothing else. */
const DEFAULTS: Record<string, Answer> = {
  version: () => ({ version: '1' }),
};

/**
 * A backend that answers by the last part of the path: `status`, `statuses`,
 * `deployments`. The answers are read anew for every request.
 */
export function fakeBackend(answers: Record<string, Answer>) {
  const requests: { path: string; body: unknown }[] = [];
  const fetchApi: FetchApi = mockApis.fetch({
    baseImplementation: async (input, init) => {
      const request = new Request(input, init);
      const { pathname } = new URL(request.url);
      const text = await request.text();
      const asked = text ? JSON.parse(text) : undefined;
      requests.push({ path: pathname, body: asked });
      const last = pathname.split('/').at(-1) ?? '';
      const answer = answers[last] ?? DEFAULTS[last];
      if (!answer) return new Response('not found', { status: 404 });
      const { status, body } =
        typeof answer === 'function'
          ? { status: 200, body: await answer(asked) }
          : answer;
      return new Response(JSON.stringify(body), {
        status,
        headers: { 'content-type': 'application/json' },
      });
    },
  });
  return {
    requests,
    /** What was last asked of a path that ends so; a page asks other things beside it at times of its own. */
    lastAsked: (end: string) =>
      requests.findLast(({ path }) => path.endsWith(`/${end}`))?.body,
    api: [fetchApiRef, fetchApi] as const,
    answers,
  };
}

interface SignalListener {
  notify(message: Record<string, unknown>): void;
}

/** Signals that a test sends by hand. */
export function fakeSignals() {
  const listeners = new Set<SignalListener>();
  const signalApi: SignalApi = {
    subscribe(_channel, onMessage) {
      const listener = { notify: onMessage };
      listeners.add(listener);
      return { unsubscribe: () => listeners.delete(listener) };
    },
  };
  return {
    api: [signalApiRef, signalApi] as const,
    send: (instance: string, ...applications: string[]) =>
      listeners.forEach(listener =>
        listener.notify({ changes: [{ instance, applications }] }),
      ),
  };
}

/** Configuration of a test app in one of our languages. */
export const inLanguage = (
  defaultLanguage: 'en' | 'ja',
  /** Ids of extensions that are switched off. */
  without: string[] = [],
) => ({
  app: {
    baseUrl: 'http://localhost:3000',
    extensions: [
      ...without.map(id => ({ [id]: false })),
      {
        'api:app/app-language': {
          config: { availableLanguages: ['en', 'ja'], defaultLanguage },
        },
      },
    ],
  },
  backend: { baseUrl: 'http://localhost:7007' },
});
