import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { serviceRow, serviceRows } from './__testUtils__/builders';
import { renderPage } from './__testUtils__/renderPage';

const COUNT = 5000;
const many = Array.from({ length: COUNT }, (_, index) =>
  serviceRow(`service-${String(index).padStart(4, '0')}`, {
    owner: `group:default/${index % 2 === 0 ? 'blog' : 'payments'}`,
  }),
);

/** jsdom lays nothing out: give what scrolls a height, as a laptop would. */
beforeEach(() => {
  jest.spyOn(HTMLElement.prototype, 'offsetHeight', 'get').mockReturnValue(600);
  jest.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(600);
});
afterEach(() => jest.restoreAllMocks());

describe('5,000 services', () => {
  it('render only the rows that are seen, and count all of them', async () => {
    renderPage('/deployments', {
      answers: { services: () => serviceRows(many) },
    });
    const table = await screen.findByRole('table');
    expect(table).toHaveAttribute('aria-rowcount', String(COUNT + 1));
    const rows = within(table).getAllByRole('row');
    expect(rows.length).toBeGreaterThan(16);
    expect(rows.length).toBeLessThan(60);
    expect(
      rows.slice(0, 2).map(row => row.getAttribute('aria-rowindex')),
    ).toEqual(['1', '2']);
    expect(screen.getByText('5,000 services')).toBeInTheDocument();
  });

  it('ask the catalog for their few owners, and not in each row', async () => {
    const { presentations } = renderPage('/deployments', {
      answers: { services: () => serviceRows(many) },
      titles: { 'group:default/blog': 'The Bloggers' },
    });
    const table = await screen.findByRole('table');
    expect(
      (await within(table).findAllByText('The Bloggers')).length,
    ).toBeGreaterThan(8);
    // Two teams and a system; the choice of teams has the same two.
    expect(presentations.asked).toHaveLength(5);
  });

  it('are walked by keyboard beyond what is rendered', async () => {
    renderPage('/deployments', {
      answers: { services: () => serviceRows(many) },
    });
    const table = await screen.findByRole('table');
    within(table).getByRole('link', { name: 'service-0000' }).focus();
    await userEvent.keyboard('{End}');
    const last = await within(table).findByRole('link', {
      name: 'service-4999',
    });
    expect(last).toHaveFocus();
    expect(last.closest('tr')).toHaveAttribute('aria-rowindex', '5001');
    expect(within(table).getAllByRole('row').length).toBeLessThan(60);
  });
});
