import {
  applicationSetsFor,
  defaultApplicationSet,
  expandApplicationSet,
  type GeneratedApplication,
} from './applicationSet';
import { newRecord, pastOf, recordWithPast } from './newRecord';
import type { ReconcilerOptions } from './Reconciler';
import { situations } from './scenario';

/**
 * Makes the instance's applications those that its ApplicationSets ask for. At
 * the very first start they get the past that Git tells of.
 *
 * @returns the names of the new ones, not yet compared with Git
 */
export async function discover(options: ReconcilerOptions): Promise<string[]> {
    const { instance, clock } = options;
    const isFirst = instance.isNew && instance.list().length === 0;
    const wanted = await generatedBy(options);
    const names = new Set(wanted.map(({ name }) => name));
    for (const record of instance.list()) {
      const { name } = record.application.metadata;
      if (record.applicationSet && !names.has(name)) instance.remove(name);
    }
    const missing = wanted.filter(({ name }) => !instance.get(name));
    if (isFirst) {
      await addWithPast(missing, options);
    }
    else {
      for (const application of missing) {
        instance.add(newRecord(application, clock().getTime()));
      }
    }
    return missing.map(({ name }) => name);
  }

async function addWithPast(wanted: GeneratedApplication[], options: ReconcilerOptions): Promise<void> {
    const { instance, environment, seed, repositories } = options;
    const past = { repositories, seed, now: options.clock().getTime() };
    const all = await Promise.all(
      wanted.map(async application => ({
        application,
        syncs: await pastOf(application, past),
      })),
    );
    const withPast = all.filter(({ syncs }) => syncs.length > 2);
    const found = situations(
      environment,
      withPast.map(({ application }) => application.name),
      seed,
    );
    for (const { application, syncs } of all) {
      const situation = found.get(application.name);
      instance.add(await recordWithPast(application, syncs, situation, past));
    }
  }

async function generatedBy(options: ReconcilerOptions): Promise<GeneratedApplication[]> {
    const { repositories, platformRepository, environment, environments } =
      options;
    const sets = await applicationSetsFor(
      repositories,
      platformRepository,
      environment,
      environments,
    );
    const used =
      sets.length > 0
        ? sets
        : [
            defaultApplicationSet(
              repositories.organisation,
              environment,
              options.autoSync,
            ),
          ];
    const expanded = await Promise.all(
      used.map(set => expandApplicationSet(set, repositories)),
    );
    return expanded.flat();
  }

