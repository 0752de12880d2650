import { screen } from '@testing-library/react';
import { application, found, instance } from '../__testUtils__/builders';
import { environmentRows, renderPage } from '../__testUtils__/renderPage';

jest.setTimeout(30_000);

const status = (problemKind: 'forbidden' | 'unauthorized' | 'server') =>
  found([application('dev')], {
    instances: [
      instance('dev'),
      instance('production', {
        connection: problemKind === 'server' ? 'unreachable' : 'unauthorized',
        problem: 'In English.',
        problemKind,
      }),
    ],
  });

it.each([
  ['en', 'server', 'Argo CD does not answer. It answers with errors.'],
  ['ja', 'server', 'Argo CD が応答しません。エラーが返されています。'],
  [
    'ja',
    'forbidden',
    'プラットフォームチームによる更新が必要です。ポータルのアカウントには Application を読み取る権限がありません。',
  ],
] as const)(
  'says in the language of the reader (%s) why there is no connection: %s',
  async (language, kind, expected) => {
    renderPage({ status: () => status(kind), language });
    const production = await environmentRows('production');
    expect(production).toHaveTextContent(expected);
    expect(screen.queryByText(/In English/)).not.toBeInTheDocument();
  },
);

it('does not say twice that the token is refused', async () => {
  renderPage({ status: () => status('unauthorized') });
  const production = await environmentRows('production');
  expect(production).toHaveTextContent('refuses the portal’s token');
  expect(production).not.toHaveTextContent('credentials');
});

it.each([
  ['en', 60_000, 'Next attempt in'],
  ['en', 5_000, 'Next attempt in a moment.'],
  ['en', -3_000, 'It is being tried again now.'],
  ['ja', 60_000, 'に再接続します。'],
  ['ja', 5_000, 'まもなく再接続します。'],
  ['ja', -3_000, '再接続しています。'],
] as const)(
  'says when it is tried again as people say it (%s, %i ms)',
  async (language, inMs, expected) => {
    renderPage({
      status: () =>
        found([application('dev')], {
          instances: [
            instance('dev'),
            instance('production', {
              connection: 'unreachable',
              problemKind: 'timeout',
              nextAttemptAt: new Date(Date.now() + inMs).toISOString(),
            }),
          ],
        }),
      language,
    });
    expect(await environmentRows('production')).toHaveTextContent(expected);
  },
);
