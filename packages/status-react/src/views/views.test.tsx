import { NotFoundError, ResponseError } from '@backstage/errors';
import { renderInTestApp } from '@backstage/frontend-test-utils';
import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { inLanguage } from '../__testUtils__/languages';
import { ErrorMessage, StaleMessage } from './ErrorMessage';
import { Loading, SkeletonText } from './Skeleton';
import { StateMessage } from './StateMessage';
import { StatusBadge, type Tone } from './StatusBadge';

const TONES: Tone[] = ['good', 'attention', 'bad', 'unknown', 'progress'];

const responseError = (status: number, headers: Record<string, string> = {}) =>
  ResponseError.fromResponse(
    new Response(
      JSON.stringify({
        error: { name: 'Error', message: 'The database does not answer.' },
        request: { method: 'GET', url: '/v1/status' },
        response: { statusCode: status },
      }),
      { status, headers: { 'content-type': 'application/json', ...headers } },
    ),
  );

describe('StatusBadge', () => {
  it('gives every state a shape of its own, so that it reads without colour', async () => {
    const { container } = renderInTestApp(
      <>
        {TONES.map(tone => (
          <StatusBadge key={tone} tone={tone} label={`is ${tone}`} />
        ))}
      </>,
    );
    await screen.findByText('is good');
    const shapes = [...container.querySelectorAll('svg')].map(
      svg => svg.innerHTML,
    );
    expect(new Set(shapes).size).toBe(TONES.length);
  });

  it('keeps the word for those who listen and for hovering when it is compact', async () => {
    renderInTestApp(<StatusBadge tone="bad" label="Degraded" compact />);
    expect(await screen.findByText('Degraded')).toBeInTheDocument();
    expect(screen.getByTitle('Degraded')).toBeInTheDocument();
  });
});

describe('ErrorMessage', () => {
  it('says what failed, has a reference and tries again', async () => {
    const onRetry = jest.fn();
    renderInTestApp(
      <ErrorMessage
        error={await responseError(503, { 'x-request-id': 'abc-123' })}
        title="The deployments could not be loaded"
        onRetry={onRetry}
      />,
    );
    const alert = await screen.findByRole('alert');
    expect(alert).toHaveTextContent('The deployments could not be loaded');
    expect(alert).toHaveTextContent('The database does not answer.');
    expect(alert).toHaveTextContent(
      'Reference: 503 · GET /v1/status · abc-123',
    );
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(onRetry).toHaveBeenCalledTimes(1);
  });

  it('says whom to ask where somebody may not see it', async () => {
    renderInTestApp(
      <ErrorMessage error={await responseError(403)} onRetry={() => {}} />,
    );
    expect(await screen.findByText('You may not see this')).toBeInTheDocument();
    expect(screen.getByText(/Ask an owner/)).toBeInTheDocument();
    expect(
      screen.getByText('Reference: 403 · GET /v1/status'),
    ).toBeInTheDocument();
    expect(screen.queryByRole('button')).not.toBeInTheDocument();
  });

  it('says when the sign-in has ended', async () => {
    renderInTestApp(
      <ErrorMessage error={await responseError(401)} onRetry={() => {}} />,
    );
    expect(
      await screen.findByText('Your sign-in has ended'),
    ).toBeInTheDocument();
  });

  it.each([
    [400, '依頼の内容に不足または誤りがあります。'],
    [404, '対象が見つかりません。'],
    [409, '現在の状態と合わないため'],
    [429, '現在アクセスが集中しています。'],
    [503, '連携先のシステムに問題が起きています。'],
  ])(
    'says in Japanese what %d means, and quotes the server',
    async (status, words) => {
      renderInTestApp(
        <ErrorMessage error={await responseError(status)} onRetry={() => {}} />,
        { config: inLanguage('ja') },
      );
      expect(await screen.findByText(new RegExp(words))).toBeInTheDocument();
      expect(screen.getByText('The database does not answer.')).toHaveAttribute(
        'lang',
        'en',
      );
    },
  );

  it('shows other errors in their own words, and cannot be clicked twice', async () => {
    renderInTestApp(
      <ErrorMessage
        error={new NotFoundError('Nobody is there')}
        onRetry={() => {}}
        retrying
      />,
      { config: inLanguage('ja') },
    );
    expect(await screen.findByText('Nobody is there')).toBeInTheDocument();
    expect(
      await screen.findByRole('button', { name: '再試行しています' }),
    ).toBeDisabled();
  });
});

describe('other states', () => {
  it('says from when stale data is', async () => {
    renderInTestApp(
      <StaleMessage
        stale={{ since: Date.now() - 180_000, error: new Error('offline') }}
        onRetry={() => {}}
      />,
    );
    expect(await screen.findByRole('status')).toHaveTextContent(
      /Not up to date.*as of 3 min ago/,
    );
  });

  it('announces loading once and hides the skeleton from listeners', async () => {
    const { container } = renderInTestApp(
      <Loading>
        <SkeletonText />
      </Loading>,
    );
    expect(await screen.findByRole('status')).toHaveTextContent('Loading');
    expect(container.querySelector('[aria-busy="true"]')).not.toBeNull();
  });

  it('offers the next action of an empty state', async () => {
    const onClick = jest.fn();
    renderInTestApp(
      <StateMessage
        tone="unknown"
        title="No services yet"
        action={{ label: 'Create', onClick }}
      >
        The first one takes a minute.
      </StateMessage>,
    );
    await userEvent.click(
      await screen.findByRole('button', { name: 'Create' }),
    );
    expect(onClick).toHaveBeenCalled();
  });
});
