import { deployFiles } from './__testUtils__/FakeRepositories';
import { TestArgoCd, WATCH, isHealthyWith } from './__testUtils__/TestArgoCd';
import {
  START,
  compared,
  deployed,
  fresh,
  operation,
  plan,
  run,
  target,
} from './__testUtils__/testRecords';
import { begin } from './operations';
import type { AppRecord, Outcome } from './record';
import { resourceTree } from './resourceTree';
import { hasVelaCheck } from './velaHealth';

const SETTINGS = `apiVersion: v1
kind: ConfigMap
metadata:
  name: argocd-cm
  namespace: argocd
  labels:
    app.kubernetes.io/part-of: argocd
data:
  resource.customizations.health.core.oam.dev_Application: |
    return { status = "Healthy" }
`;
const KEI = { name: 'Kei Watanabe', email: 'kei.watanabe@hanabi.example' };

const isVela = ({ group, kind }: { group?: string; kind: string }) =>
  group === 'core.oam.dev' && kind === 'Application';

const velaIn = ({ application }: AppRecord) =>
  application.status.resources?.find(isVela)?.health;

/** What the check says at each step of a deployment, without repetitions. */
function healthDuring(tag: string, outcome: Outcome, from: AppRecord) {
  const next = target(tag);
  const { frames, last } = run(
    begin(
      compared(from, next, START),
      operation(next),
      plan(next, { outcome }),
      START,
    ),
  );
  const seen = frames.map(frame => velaIn(frame)?.status);
  return {
    last,
    seen: seen.filter((status, index) => status !== seen[index - 1]),
  };
}

describe('the settings of Argo CD', () => {
  it('have a health check for KubeVela where argocd-cm has one', () => {
    expect(hasVelaCheck(SETTINGS)).toBe(true);
    expect(hasVelaCheck(`kind: AppProject\n---\n${SETTINGS}`)).toBe(true);
  });

  it.each([
    ['of another name', SETTINGS.replace('argocd-cm', 'other')],
    ['that Argo CD does not look at', SETTINGS.replace(/part-of/, 'part')],
    ['with a check for another kind', SETTINGS.replace('core.oam.dev_', 'x_')],
    ['with an empty check', SETTINGS.replace(/\|\n.*\n/, '""\n')],
  ])('have none in a ConfigMap %s', (_, text) => {
    expect(hasVelaCheck(text)).toBe(false);
  });
});

describe('the health of a KubeVela Application', () => {
  const judged: AppRecord = { ...fresh, judgesVela: true };

  it('is not known without a check, and counts as good', () => {
    expect(velaIn(deployed(target('1')))).toBeUndefined();
    expect(
      compared(fresh, target('1'), START).application.status.health.status,
    ).toBe('Healthy');
  });

  it('follows what KubeVela made', () => {
    const { seen, last } = healthDuring('1', 'healthy', judged);
    expect(seen).toEqual(['Missing', 'Progressing', 'Healthy']);
    expect(healthDuring('2', 'healthy', last).seen).toEqual([
      'Healthy',
      'Progressing',
      'Healthy',
    ]);
  });

  it('is Missing before the first sync, and so is the whole', () => {
    const { status } = compared(judged, target('1'), START).application;
    expect(status.health.status).toBe('Missing');
  });

  it('stays Progressing while the image was never built', () => {
    const { last } = healthDuring('0.0.0', 'stuck', judged);
    expect(velaIn(last)?.status).toBe('Progressing');
    expect(last.application.status.health.status).toBe('Progressing');
  });

  it('is Degraded for the reason of its workload, in the tree too', () => {
    const { last } = healthDuring('2', 'degraded', judged);
    const degraded = {
      status: 'Degraded',
      message: 'Deployment "checkout" exceeded its progress deadline',
    };
    expect(velaIn(last)).toEqual(degraded);
    expect(last.application.status.health.status).toBe('Degraded');
    expect(resourceTree(last).nodes.find(isVela)?.health).toEqual(degraded);
  });
});

describe('an Argo CD whose platform repository has argocd-cm', () => {
  let argocd: TestArgoCd;
  beforeEach(() => {
    argocd = new TestArgoCd();
  });
  afterEach(() => argocd.end());

  const velaOf = async (name: string) =>
    (await argocd.one('dev', name)).status.resources?.find(isVela);
  const configure = (text: string | null) =>
    argocd.repositories.push('platform', {
      author: KEI,
      message: 'Change the settings of Argo CD',
      files: { 'argocd/argocd-cm.yaml': text },
    });
  const watch = () =>
    argocd.client('dev').watch('w', `${WATCH}?resourceVersion=0`);

  it('judges what is there and what comes, and forgets it with the check', async () => {
    await argocd.start();
    expect(await velaOf('timeline')).not.toHaveProperty('health');

    const stream = await watch();
    configure(SETTINGS);
    await stream.until(
      ({ application: { metadata, status } }) =>
        metadata.name === 'timeline' &&
        status.resources?.find(isVela)?.health?.status === 'Healthy',
    );

    argocd.repositories.push('new-service', {
      author: KEI,
      message: 'Create',
      files: deployFiles('new-service', '0.1.1', ['dev']),
    });
    await stream.until(isHealthyWith('new-service', '0.1.1'));
    expect(await velaOf('new-service')).toMatchObject({
      health: { status: 'Healthy' },
    });

    configure(null);
    await stream.until(
      ({ application: { metadata, status } }) =>
        metadata.name === 'new-service' &&
        status.resources?.find(isVela)?.health === undefined,
    );
    stream.close();
  });

  it('judges from the first start on, and after the next', async () => {
    configure(SETTINGS);
    await argocd.start();
    expect(await velaOf('timeline')).toMatchObject({
      health: { status: 'Healthy' },
    });
    await argocd.stop();
    await argocd.start();
    expect(await velaOf('timeline')).toMatchObject({
      health: { status: 'Healthy' },
    });
    const list = await argocd.all('dev');
    expect(
      list.flatMap(({ status }) => status.resources?.find(isVela) ?? []),
    ).toContainEqual(
      expect.not.objectContaining({ health: expect.anything() }),
    );
  });
});
