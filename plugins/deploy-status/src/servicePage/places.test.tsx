import { configure, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  application,
  deployment,
  found,
  instance,
} from '../__testUtils__/builders';
import {
  environmentRows,
  renderPage,
  timelineRows,
} from '../__testUtils__/renderPage';

// Each of these tests is a whole visit, on a machine that may be busy.
jest.setTimeout(30_000);
configure({ asyncUtilTimeout: 10_000 });

const ago = (minutes: number) =>
  new Date(Date.now() - minutes * 60_000).toISOString();

const regions = ['eu', 'us'].map(region =>
  instance(`production-${region}`, { environment: 'production', region }),
);
const inRegion = (region: string) =>
  application('production', {
    instance: `production-${region}`,
    uid: `uid-${region}`,
    logsUrl: `https://logs.example/${region}`,
  });

describe('several places of one environment', () => {
  it('are promoted to one by one', async () => {
    const older = (region: string) => ({
      ...inRegion(region),
      images: [{ name: 'ghcr.io/hanabi/blog-api', tag: '0.1.41' }],
    });
    renderPage({
      status: () =>
        found([application('staging'), inRegion('eu'), older('us')], {
          instances: [instance('staging'), ...regions],
        }),
    });
    await userEvent.click(
      await screen.findByRole('button', {
        name: 'Promote 0.1.42 to production · us',
      }),
    );
    expect(await screen.findByRole('dialog')).toHaveTextContent('0.1.42');
    expect(
      screen.queryByRole('button', { name: /to production · eu/ }),
    ).not.toBeInTheDocument();
  });

  it('are told apart by their region, in rows, links and actions', async () => {
    renderPage({
      status: () => found(['eu', 'us'].map(inRegion), { instances: regions }),
    });
    const us = await environmentRows('production us');
    const link = (name: string) =>
      within(us).getByRole('link', { name: new RegExp(`^${name},`) });
    expect(link('Logs of blog-api in production · us')).toHaveAttribute(
      'href',
      'https://logs.example/us',
    );
    expect(link('Open blog-api in Argo CD of production · us')).toBeVisible();
    expect(
      within(us).getByRole('button', {
        name: 'Actions for blog-api in production · us',
      }),
    ).toBeVisible();
    expect(
      await screen.findByText(
        /Runs 0.1.42 in production · eu and production · us/,
      ),
    ).toBeVisible();
    await userEvent.click(
      within(us).getByRole('button', { name: /^Actions for blog-api/ }),
    );
    await userEvent.click(
      await screen.findByRole('menuitem', { name: 'Sync' }),
    );
    expect(
      await screen.findByRole('dialog', {
        name: 'Sync blog-api in production · us',
      }),
    ).toBeVisible();
  });

  it('are told apart in the timeline too', async () => {
    renderPage({
      status: () => found(['eu', 'us'].map(inRegion), { instances: regions }),
      deployments: () =>
        ['eu', 'us'].map((region, index) =>
          deployment('production', {
            id: region,
            instance: `production-${region}`,
            uid: `uid-${region}`,
            startedAt: ago(10 + index),
          }),
        ),
    });
    const [first, second] = await timelineRows();
    expect(first).toHaveTextContent('production eu');
    expect(second).toHaveTextContent('production us');
    const mark = screen.getByRole('button', {
      name: /^Succeeded: Details of 0.1.42 in production · us/,
    });
    await userEvent.hover(mark);
    expect(await screen.findByRole('tooltip')).toHaveTextContent(
      'production · us',
    );
  });

  it('are told apart where a failure of the past is', async () => {
    renderPage({
      status: () => found(['eu', 'us'].map(inRegion), { instances: regions }),
      deployments: () =>
        (['Failed', 'Succeeded'] as const).map((phase, index) =>
          deployment('production', {
            id: phase,
            phase,
            instance: 'production-us',
            uid: 'uid-us',
            startedAt: ago(20 - index),
          }),
        ),
    });
    expect(await screen.findByText(/^Last failure:/)).toHaveTextContent(
      '0.1.42 in production · us,',
    );
  });

  it('are Applications with names of their own', async () => {
    renderPage({
      status: () =>
        found(
          ['blog-api', 'blog-worker'].map(name =>
            application('dev', { name, uid: name }),
          ),
          { instances: [instance('dev')] },
        ),
    });
    expect(await environmentRows('dev blog-api')).toBeInTheDocument();
    expect(await environmentRows('dev blog-worker')).toBeInTheDocument();
  });

  it('shows every commit of an Application with several sources, the same one twice too', async () => {
    const [revision] = application('dev').revisions;
    if (!revision) throw new Error('The example has no revision');
    renderPage({
      status: () =>
        found(
          [
            application('dev', {
              revisions: [
                revision,
                revision,
                { id: 'b'.repeat(40), message: 'Raise the limit' },
              ],
            }),
          ],
          { instances: [instance('dev')] },
        ),
    });
    const dev = await environmentRows('dev');
    expect(
      within(dev).getAllByText(/Retry reads from the posts index/),
    ).toHaveLength(2);
    expect(dev).toHaveTextContent('Raise the limit');
  });
});

describe('the way to the logs', () => {
  it('is where the instance says so, and nowhere else', async () => {
    renderPage({
      status: () =>
        found([
          application('dev', { logsUrl: 'https://logs.example/dev' }),
          application('staging'),
        ]),
    });
    const dev = await environmentRows('dev');
    expect(
      within(dev).getByRole('link', { name: /^Logs of blog-api in dev,/ }),
    ).toHaveAttribute('href', 'https://logs.example/dev');
    const staging = await environmentRows('staging');
    expect(
      within(staging).queryByRole('link', { name: /Logs/ }),
    ).not.toBeInTheDocument();
  });
});

it('shortens a digest, and has the whole of it on hover', async () => {
  const digest = `sha256:${'0123456789abcdef'.repeat(4)}`;
  const images = [{ name: 'ghcr.io/hanabi/blog-api', digest }];
  renderPage({
    status: () =>
      found([application('dev', { images })], { instances: [instance('dev')] }),
    deployments: () => [deployment('dev', { images, startedAt: ago(10) })],
  });
  const dev = await environmentRows('dev');
  expect(within(dev).getByTitle(digest)).toHaveTextContent(
    /^sha256:0123456789ab/,
  );
  const [first] = await timelineRows();
  if (!first) throw new Error('The timeline has no rows');
  expect(within(first).getByTitle(digest)).toBeVisible();
  expect(
    await screen.findByText(/Runs sha256:0123456789ab in dev/),
  ).toBeVisible();
});
