import type { Application } from './wire';

type Json = unknown;
type JsonObject = Record<string, Json>;

const isObject = (value: Json): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * What `fields=` can pick from a LIST, and how Argo CD 3.2 finds each. Anything
 * else (history, conditions, uid, …) cannot be asked for and is left out.
 */
const LIST_FIELDS: Record<string, (app: Application) => Json> = {
  'operation.sync': app => app.operation?.sync,
  'metadata.annotations': app => app.metadata.annotations,
  'metadata.creationTimestamp': app => app.metadata.creationTimestamp,
  'metadata.deletionTimestamp': () => null,
  'metadata.labels': app => app.metadata.labels,
  'metadata.name': app => app.metadata.name,
  'metadata.namespace': app => app.metadata.namespace,
  spec: app => app.spec,
  'status.health': app => app.status.health,
  'status.operationState.finishedAt': app =>
    app.status.operationState && (app.status.operationState.finishedAt ?? null),
  // Argo CD answers with the result of the operation here, not with its request.
  'status.operationState.operation.sync': app =>
    app.status.operationState?.syncResult,
  'status.operationState.phase': app => app.status.operationState?.phase,
  'status.operationState.startedAt': app =>
    app.status.operationState?.startedAt,
  'status.resources': app => app.status.resources,
  'status.sourceHydrator': app => app.status.sourceHydrator,
  'status.summary': app => app.status.summary,
  'status.sync.status': app => app.status.sync.status,
};

const within = (path: string, outer: string) =>
  path === outer || path.startsWith(`${outer}.`);

interface FieldList {
  exclude: boolean;
  fields: string[];
}

function parseFields(text: string): FieldList | undefined {
  const exclude = text.startsWith('-');
  const fields = (exclude ? text.slice(1) : text)
    .split(',')
    .map(field => field.trim())
    .filter(field => field !== '');
  return fields.length > 0 ? { exclude, fields } : undefined;
}

/** The answer to a LIST, cut down to `fields` where the request names some. */
export function filterList(
  list: { metadata: JsonObject; items: Application[] | null },
  fields: string | null,
): JsonObject {
  const wanted = parseFields(fields ?? '');
  if (!wanted) return list;
  const isWanted = (path: string) => {
    const listed = wanted.fields.some(field => within(path, field));
    return wanted.exclude ? !listed : listed;
  };
  const items =
    list.items &&
    list.items.map(app => {
      const picked: JsonObject = {};
      for (const [path, read] of Object.entries(LIST_FIELDS)) {
        const value = read(app);
        const named = isWanted(`items.${path}`);
        if (named && value !== undefined) put(picked, path.split('.'), value);
      }
      return sortKeys(picked);
    });
  return { items, metadata: list.metadata };
}

/** A frame of a watch, cut down to `fields`; any path may be asked for. */
export function filterFrame(frame: JsonObject, fields: string | null): Json {
  const wanted = parseFields(fields ?? '');
  if (!wanted) return frame;
  return walk(frame, '', wanted);
}

function walk(value: Json, path: string, wanted: FieldList): Json {
  const listed = wanted.fields.some(field => within(path, field));
  if (wanted.exclude ? listed : false) return undefined;
  if (!wanted.exclude && listed) return sortKeys(value);
  const leadsToOne = wanted.fields.some(field => within(field, path));
  if (path !== '' && !leadsToOne) {
    return wanted.exclude ? sortKeys(value) : undefined;
  }
  if (!isObject(value)) return wanted.exclude ? value : undefined;

  const picked: JsonObject = {};
  for (const key of Object.keys(value).sort()) {
    const inner = walk(value[key], path ? `${path}.${key}` : key, wanted);
    if (inner !== undefined) picked[key] = inner;
  }
  return Object.keys(picked).length > 0 ? picked : undefined;
}

function put(target: JsonObject, keys: string[], value: Json): void {
  const [key = '', ...rest] = keys;
  if (rest.length === 0) {
    target[key] = value;
    return;
  }
  const inner = target[key];
  const next: JsonObject = isObject(inner) ? inner : {};
  target[key] = next;
  put(next, rest, value);
}

function sortKeys(value: Json): Json {
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.keys(value)
      .sort()
      .map(key => [key, sortKeys(value[key])]),
  );
}
