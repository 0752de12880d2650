import { screen, within } from '@testing-library/react';
import {
  application,
  deployment,
  found,
  instance,
} from '../../__testUtils__/builders';
import { renderHome } from '../../__testUtils__/renderHome';

it('tells the regions of an environment apart', async () => {
  const instances = ['eu', 'us'].map(region =>
    instance(`production-${region}`, { environment: 'production', region }),
  );
  renderHome({
    statuses: () => ({
      statuses: [
        found([application('production', { instance: 'production-eu' })], {
          instances,
        }),
      ],
      denied: 0,
    }),
    deployments: () => ({
      deployments: [
        deployment('production', {
          instance: 'production-us',
          phase: 'Failed',
          startedAt: new Date().toISOString(),
        }),
      ],
      total: 1,
      failed: 1,
      denied: 0,
    }),
  });
  expect(
    await screen.findByText('Failed: blog-api in production · us'),
  ).toBeInTheDocument();
  expect(
    screen.getByTitle(/^blog-api 0.1.42 to production · us at/),
  ).toBeInTheDocument();
});

it('shows the regions of an environment apart only where they differ', async () => {
  const regions = ['eu', 'us'];
  const instances = regions.map(region =>
    instance(`production-${region}`, { environment: 'production', region }),
  );
  const statusWith = (name: string, tags: string[]) =>
    found(
      regions.map((region, index) =>
        application('production', {
          instance: `production-${region}`,
          uid: `${name}-${region}`,
          name,
          images: [{ name, tag: tags[index] }],
        }),
      ),
      { entityRef: `component:default/${name}`, instances },
    );
  renderHome({
    statuses: () => ({
      statuses: [
        statusWith('blog-api', ['1.0.0', '1.1.0']),
        statusWith('blog-web', ['2.0.0', '2.0.0']),
      ],
      denied: 0,
    }),
  });
  const cell = async (service: string) =>
    within(
      await screen.findByRole('row', { name: new RegExp(service) }),
    ).getAllByRole('cell')[0];
  expect(await cell('blog-api')).toHaveTextContent('1.0.0eu');
  expect(await cell('blog-api')).toHaveTextContent('1.1.0us');
  expect(await cell('blog-web')).toHaveTextContent(/^Healthy2\.0\.0$/);
});
