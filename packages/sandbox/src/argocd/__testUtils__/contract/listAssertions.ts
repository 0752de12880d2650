import assert from 'node:assert/strict';
import { z } from 'zod';
import {
  applicationOf,
  applicationsIn,
  hasFields,
  isList,
  listOf,
  named,
  type Assertion,
  type Exchange,
} from './exchange';

const itemsOf = (exchange: Exchange) => listOf(exchange).items ?? [];

/** LIST, what it can be narrowed to, and what `fields` does to it. */
export const listAssertions: Assertion[] = [
  {
    title: 'LIST is sorted by name and shows the version of the newest change',
    of: exchange => isList(exchange) && !hasFields(exchange),
    check: exchange => {
      const found = applicationsIn(exchange);
      const names = found.map(({ metadata }) => metadata.name);
      assert.deepEqual(names, [...names].sort());
      const newest = Number(listOf(exchange).metadata.resourceVersion);
      for (const { metadata } of found) {
        assert.ok(Number(metadata.resourceVersion) <= newest);
      }
    },
  },
  {
    title:
      'LIST leaves out the health of each resource, but for what is missing',
    of: exchange => isList(exchange) && !hasFields(exchange),
    check: exchange => {
      for (const { status } of applicationsIn(exchange)) {
        for (const { health } of status.resources ?? []) {
          assert.ok(!health || health.status === 'Missing');
        }
      }
    },
  },
  {
    title: 'LIST without a match has null for items',
    of: named('list-none'),
    check: exchange => assert.equal(listOf(exchange).items, null),
  },
  {
    title: 'LIST without a match has null for items with fields too',
    of: named('list-none-fields'),
    check: exchange => assert.equal(listOf(exchange).items, null),
  },
  {
    title: 'LIST by name finds one',
    of: named('list-by-name'),
    check: exchange => assert.equal(itemsOf(exchange).length, 1),
  },
  {
    title: 'LIST by selector finds those with the label',
    of: named('list-by-selector'),
    check: exchange => {
      assert.ok(itemsOf(exchange).length > 0);
      const query = new URL(exchange.request.path, 'http://argocd');
      const [key = '', value] = (
        query.searchParams.get('selector') ?? ''
      ).split('=');
      for (const { metadata } of applicationsIn(exchange)) {
        assert.equal(metadata.labels?.[key], value);
      }
    },
  },
  {
    title: 'fields pick exactly what can be picked',
    of: named('list-fields-small'),
    check: exchange => {
      const item = z.strictObject({
        metadata: z.strictObject({ name: z.string(), namespace: z.string() }),
        spec: z.looseObject({ project: z.string() }),
        status: z.strictObject({
          health: z.looseObject({}),
          operationState: z
            .strictObject({
              finishedAt: z.string().nullable(),
              phase: z.string(),
              startedAt: z.string(),
            })
            .optional(),
          sync: z.strictObject({ status: z.string() }),
        }),
      });
      for (const found of itemsOf(exchange)) item.parse(found);
    },
  },
  {
    title: 'fields that cannot be picked leave empty objects',
    of: named('list-fields-unknown'),
    check: exchange => {
      assert.ok(itemsOf(exchange).length > 0);
      for (const found of itemsOf(exchange)) assert.deepEqual(found, {});
    },
  },
  {
    title:
      'fields give the result of the operation where its request is asked for',
    of: named('list-fields-opsync'),
    check: exchange => {
      const item = z.object({
        status: z.object({
          operationState: z.object({
            operation: z.object({
              sync: z.object({
                resources: z
                  .array(z.looseObject({ message: z.string() }))
                  .min(1),
              }),
            }),
          }),
        }),
      });
      item.parse(itemsOf(exchange)[0]);
    },
  },
  {
    title:
      'fields with a minus leave out, and of the rest give what can be picked',
    of: named('list-fields-exclude'),
    check: exchange => {
      const item = z.strictObject({
        metadata: z.looseObject({
          name: z.string(),
          deletionTimestamp: z.null(),
        }),
        operation: z.looseObject({}).optional(),
        status: z.strictObject({
          health: z.looseObject({}),
          operationState: z.looseObject({}).optional(),
          sourceHydrator: z.looseObject({}),
          summary: z.looseObject({}),
          sync: z.strictObject({ status: z.string() }),
        }),
      });
      for (const found of itemsOf(exchange)) item.parse(found);
    },
  },
  {
    title: 'GET of one ignores fields',
    of: named('get-fields'),
    check: exchange => assert.ok(applicationOf(exchange).metadata.uid),
  },
];
