import { readdirSync, readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { mockServices } from '@backstage/backend-test-utils';
import { createUpstream, isUpstreamError } from '@michi/upstream-node';
import { z } from 'zod';
import { createArgoCdOperations } from '../../upstream/ArgoCdOperations';
import { operableWireSchema } from '../../upstream/operationWire';
import { toOperable } from '../../upstream/toOperable';
import { resultOf } from './failures';

const root = process.env.MICHI_RECORDINGS;
const folder = join(root ?? '/nonexistent', 'argocd');
const describeRecorded = root ? describe : describe.skip;
const reason = root ? '' : ' (skipped: MICHI_RECORDINGS is not set)';
const files = root ? readdirSync(folder) : [];

const recordingSchema = z.object({
  request: z.object({ method: z.string(), path: z.string() }),
  response: z.object({ status: z.number(), body: z.unknown() }),
});
const recorded = (file: string) =>
  recordingSchema.parse(JSON.parse(readFileSync(join(folder, file), 'utf8')));

describeRecorded(`what a real Argo CD answers${reason}`, () => {
  const OF = { name: 'plain', namespace: 'argocd', project: 'default' };
  let server: Server;
  let answer: z.output<typeof recordingSchema>['response'];
  let asked: string[] = [];

  beforeAll(async () => {
    server = createServer((req, res) => {
      asked.push(`${req.method} ${req.headers['content-type'] ?? ''}`);
      res.writeHead(answer.status, { 'content-type': 'application/json' });
      res.end(JSON.stringify(answer.body));
    });
    await new Promise<void>(resolve => {
      server.listen(0, '127.0.0.1', resolve);
    });
  });

  afterAll(async () => {
    await new Promise(resolve => {
      server.close(resolve);
      server.closeAllConnections();
    });
  });

  function connected() {
    asked = [];
    const { port } = server.address() as AddressInfo;
    const upstream = createUpstream({
      name: 'lab',
      system: 'argocd',
      baseUrl: `http://127.0.0.1:${port}`,
      logger: mockServices.logger.mock(),
    });
    return {
      upstream,
      operations: createArgoCdOperations(request => upstream.request(request)),
    };
  }

  const refusals = files.filter(file =>
    /^error-(sync|rollback|terminate|limited-(sync|rollback))-?.*\.json$/.test(
      file,
    ),
  );

  it.each(refusals)('%s is a refusal in its words', async file => {
    const { request, response } = recorded(file);
    answer = response;
    const { upstream, operations } = connected();
    const call = () => {
      if (request.method === 'DELETE') return operations.terminate(OF);
      return request.path.includes('rollback')
        ? operations.rollback(OF, 0)
        : operations.sync(OF, { prune: false, infos: [] });
    };
    const error = await call().catch((thrown: unknown) => thrown);
    const { message } = z.object({ message: z.string() }).parse(response.body);
    const words = message.slice(0, 500);
    expect(isUpstreamError(error) && resultOf(error)).toEqual({
      outcome: 'refused',
      problems: [{ kind: 'refused', message: words, quotation: words }],
    });
    // Once, and with the content type without which Argo CD takes no change.
    expect(asked).toEqual([`${request.method} application/json`]);
    await upstream.close();
  });

  const applications = files.filter(
    file =>
      /^(get|post)-.*\.json$/.test(file) &&
      operableWireSchema.safeParse(recorded(file).response.body).success,
  );

  it('is enough to know an Application by, in every state', () => {
    expect(applications.length).toBeGreaterThan(30);
  });

  it.each(applications)('%s is understood', file => {
    const { body } = recorded(file).response;
    const told = z
      .looseObject({
        operation: z.looseObject({}).optional(),
        status: z.looseObject({
          history: z.array(z.object({ id: z.number() })).optional(),
          operationState: z.object({ phase: z.string() }).optional(),
        }),
      })
      .parse(body);
    const application = toOperable(operableWireSchema.parse(body));
    expect(application.sources.length).toBeGreaterThan(0);
    expect(application.history.map(({ id }) => id)).toEqual(
      (told.status.history ?? []).map(({ id }) => id),
    );
    expect(application.operation?.phase).toBe(
      told.status.operationState?.phase,
    );
    expect(application.busy).toBe(told.operation !== undefined);
  });

  it('tells a dry run that is asked for', () => {
    const { body } = recorded('post-sync-plain-dryrun.json').response;
    expect(toOperable(operableWireSchema.parse(body))).toMatchObject({
      busy: true,
      dryRunning: true,
    });
  });

  it('tells the windows of an Application, and of its project', async () => {
    const { upstream, operations } = connected();
    answer = recorded('syncwindows-frozen.json').response;
    expect(await operations.windows(OF)).toEqual({
      canSync: false,
      canAutoSync: false,
      assigned: [
        {
          kind: 'deny',
          schedule: '0 0 * * *',
          duration: '24h',
          manualSync: false,
        },
      ],
    });
    answer = recorded('syncwindows-plain-none.json').response;
    expect(await operations.windows(OF)).toEqual({
      canSync: true,
      canAutoSync: true,
      assigned: [],
    });
    await upstream.close();
  });
});
