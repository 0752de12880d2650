import { renderInTestApp } from '@backstage/frontend-test-utils';
import { act, screen } from '@testing-library/react';
import { inLanguage } from '../__testUtils__/languages';
import { Freshness } from '../views/Freshness';
import { Duration, Elapsed } from './Duration';
import { RelativeTime } from './RelativeTime';

const NOW = new Date('2026-11-23T15:00:00Z').getTime();
const MINUTE = 60_000;

describe('times', () => {
  beforeEach(() => {
    jest.useFakeTimers({ now: NOW });
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  it('is relative, exact on hover and in copied text, and keeps itself current', async () => {
    renderInTestApp(<RelativeTime time={NOW - 3 * MINUTE} />);
    const time = await screen.findByText(/3 min ago/);
    expect(time).toHaveAttribute('datetime', '2026-11-23T14:57:00.000Z');
    expect(time.title).toMatch(/23 November 2026/);
    expect(time).toHaveTextContent(time.title);
    act(() => {
      jest.advanceTimersByTime(MINUTE);
    });
    expect(time).toHaveTextContent('4 min ago');
  });

  it('renders again only when the text changes', async () => {
    const renders = jest.fn();
    function Watched() {
      renders();
      return <RelativeTime time={NOW - 3 * MINUTE} />;
    }
    renderInTestApp(<Watched />);
    const time = await screen.findByText(/3 min ago/);
    const before = renders.mock.calls.length;
    act(() => {
      jest.advanceTimersByTime(30_000);
    });
    expect(time).toHaveTextContent('3 min ago');
    expect(renders.mock.calls.length).toBe(before);
  });

  it('writes Japanese', async () => {
    renderInTestApp(
      <>
        <RelativeTime time={NOW - 3 * MINUTE} />
        <Duration milliseconds={4 * MINUTE + 10_000} />
      </>,
      { config: inLanguage('ja') },
    );
    expect(await screen.findByText(/3分前/)).toHaveTextContent(
      '2026年11月23日',
    );
    expect(screen.getByText('4分10秒')).toBeInTheDocument();
  });

  it('counts', async () => {
    renderInTestApp(<Elapsed since={NOW - 48_000} />);
    const timer = await screen.findByRole('timer');
    expect(timer).toHaveTextContent('48 s');
    act(() => {
      jest.advanceTimersByTime(13_000);
    });
    expect(timer).toHaveTextContent('1 min 1 s');
  });

  it('says whether it is live or from when it is', async () => {
    renderInTestApp(
      <>
        <Freshness />
        <Freshness asOf={NOW - 12 * MINUTE} />
      </>,
    );
    expect(await screen.findByText('Live')).toBeInTheDocument();
    expect(screen.getByText(/as of/)).toHaveTextContent('as of 12 min ago');
  });
});
