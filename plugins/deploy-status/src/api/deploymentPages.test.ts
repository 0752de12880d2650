import { deployment, minutesAgo } from '../__testUtils__/builders';
import { loadPages } from './deploymentPages';

const asked = {
  entityRefs: ['component:default/blog-api'],
  since: minutesAgo(10_000),
};

const some = (from: number, count: number) =>
  Array.from({ length: count }, (_, index) =>
    deployment('dev', {
      id: String(from + index),
      startedAt: minutesAgo(from + index),
    }),
  );

describe('pages of deployments', () => {
  it('goes on after a page that is longer, as several began at the same moment', async () => {
    const getDeployments = jest
      .fn()
      .mockResolvedValueOnce({ deployments: some(0, 201) })
      .mockResolvedValueOnce({ deployments: some(201, 200) })
      .mockResolvedValueOnce({ deployments: some(401, 3) });
    const { deployments } = await loadPages(
      { getDeployments },
      asked,
      Infinity,
    );
    expect(deployments.map(({ id }) => Number(id))).toEqual([
      ...Array(404).keys(),
    ]);
    expect(getDeployments.mock.calls.map(([{ body }]) => body.before)).toEqual([
      undefined,
      minutesAgo(200),
      minutesAgo(400),
    ]);
  });

  it('loads no more pages than it is asked for', async () => {
    const getDeployments = jest
      .fn()
      .mockResolvedValueOnce({ deployments: some(0, 201) })
      .mockResolvedValueOnce({ deployments: some(201, 200) });
    const { deployments } = await loadPages({ getDeployments }, asked, 2);
    expect(deployments).toHaveLength(401);
  });
});
