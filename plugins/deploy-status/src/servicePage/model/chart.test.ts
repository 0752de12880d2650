import { deployment } from '../../__testUtils__/builders';
import { inDrawingOrder, layOut, neighbour } from './chart';

const at = (id: string, environment: string, day: number, more = {}) =>
  deployment(environment, {
    id,
    startedAt: `2026-11-${String(day).padStart(2, '0')}T00:00:00Z`,
    ...more,
  });

const chart = layOut({
  deployments: [
    at('d20', 'dev', 20),
    at('p15', 'production', 15, { phase: 'Failed' }),
    at('d10', 'dev', 10, { rollback: true }),
    at('x10', 'preview', 10),
  ],
  environments: ['dev', 'staging', 'production'],
  from: new Date('2026-11-01T00:00:00Z'),
  to: new Date('2026-11-21T00:00:00Z'),
  width: 800,
  complete: true,
});
const marks = chart.lanes.flatMap(lane => lane.marks);
const mark = (id: string) =>
  marks.find(({ deployment: { id: of } }) => of === id);

it('has a lane per environment, also for those that are empty or unexpected', () => {
  expect(chart.lanes.map(({ environment }) => environment)).toEqual([
    'dev',
    'staging',
    'production',
    'preview',
  ]);
});

it('places deployments by time, and keeps all of them inside', () => {
  const middle = (chart.left + chart.right) / 2;
  expect(mark('d10')?.x).toBeLessThan(middle);
  expect(mark('d20')?.x).toBeGreaterThan(middle);
  expect(mark('d20')?.x).toBeLessThanOrEqual(chart.right);
});

it('tells success, failure and rollback apart, and draws failures on top', () => {
  expect(mark('p15')?.kind).toBe('bad');
  expect(mark('d10')?.kind).toBe('rollback');
  expect(inDrawingOrder(marks).map(({ deployment: { id } }) => id)).toEqual([
    'd20',
    'x10',
    'd10',
    'p15',
  ]);
});

it('leads by arrow keys through a lane, and to the nearest in the next one', () => {
  const lead = (from: string, key: string) =>
    neighbour(chart.lanes, from, key)?.deployment.id;
  expect(lead('d10', 'ArrowRight')).toBe('d20');
  expect(lead('d20', 'ArrowRight')).toBeUndefined();
  expect(lead('d20', 'Home')).toBe('d10');
  expect(lead('d20', 'ArrowDown')).toBe('p15');
  expect(lead('p15', 'ArrowDown')).toBe('x10');
  expect(lead('x10', 'ArrowUp')).toBe('p15');
});

it('marks the time of which it has not everything', () => {
  const partial = layOut({
    deployments: [at('d20', 'dev', 20), at('d10', 'dev', 10)],
    environments: ['dev'],
    from: new Date('2026-11-01T00:00:00Z'),
    to: new Date('2026-11-21T00:00:00Z'),
    width: 800,
    complete: false,
  });
  expect(chart.unknownUntil).toBeUndefined();
  expect(partial.unknownUntil).toBe(partial.lanes[0]?.marks[0]?.x);
});
