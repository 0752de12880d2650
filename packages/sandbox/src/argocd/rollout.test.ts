import { begin } from './operations';
import {
  START,
  compared,
  deployed,
  fresh,
  operation,
  plan,
  run,
  shown,
  target,
} from './__testUtils__/testRecords';
import { resourceTree } from './resourceTree';

describe('a rollout', () => {
  it('shows the old image until its pods are gone', () => {
    const second = target('2');
    const record = compared(deployed(target('1')), second, START);
    const { frames, last } = run(
      begin(record, operation(second), plan(second), START),
    );
    expect(
      frames.map(
        ({ application }) => application.status.summary.images?.length,
      ),
    ).toContain(2);
    expect(last.application.status.summary.images).toEqual([
      'ghcr.io/hanabi/checkout:2',
    ]);
  });

  it('stays Progressing where the image was never built, until one is', () => {
    const never = target('0.0.0');
    const record = compared(fresh, never, START);
    const { last } = run(
      begin(record, operation(never), plan(never, { outcome: 'stuck' }), START),
    );
    expect(shown(last)).toBe('- Succeeded Synced Progressing 1');

    const built = target('0.1.1');
    const healed = run(
      begin(compared(last, built, START), operation(built), plan(built), START),
    ).last;
    expect(shown(healed)).toBe('- Succeeded Synced Healthy 2');
  });

  it('ends Degraded with a reason where the image cannot be pulled', () => {
    const second = target('2');
    const record = compared(deployed(target('1')), second, START);
    const { last } = run(
      begin(
        record,
        operation(second),
        plan(second, { outcome: 'degraded' }),
        START,
      ),
    );
    expect(last.application.status.health.status).toBe('Degraded');
    expect(
      last.application.status.resources?.map(({ health }) => health?.message),
    ).toContain('Deployment "checkout" exceeded its progress deadline');
  });

  it('shows in the tree why pods wait', () => {
    const reasonsOf = (
      tag: string,
      outcome: 'healthy' | 'stuck' | 'degraded',
    ) => {
      const next = target(tag);
      const { last } = run(
        begin(
          compared(fresh, next, START),
          operation(next),
          plan(next, { outcome }),
          START,
        ),
      );
      return resourceTree(last)
        .nodes.filter(({ kind }) => kind === 'Pod')
        .map(({ info }) => info?.[0]?.value);
    };
    expect(reasonsOf('1', 'healthy')).toEqual(['Running', 'Running']);
    expect(reasonsOf('0.0.0', 'stuck')).toEqual([
      'ImagePullBackOff',
      'ImagePullBackOff',
    ]);
    expect(reasonsOf('2', 'degraded')).toEqual([
      'ImagePullBackOff',
      'ImagePullBackOff',
    ]);
  });
});
