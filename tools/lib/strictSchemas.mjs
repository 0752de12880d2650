// Turns what Kubernetes and CRDs publish into strict, self-contained JSON
// schemas: an unknown or misspelt field is an error.

/** @typedef {Record<string, any>} Schema */

const PRESERVE = 'x-kubernetes-preserve-unknown-fields';
const INT_OR_STRING = 'x-kubernetes-int-or-string';

/**
 * A strict schema of one kind of the Kubernetes API, with the definitions it
 * refers to and no others.
 *
 * @param {Schema} swagger Kubernetes' own api/openapi-spec/swagger.json
 * @param {string} name of the definition, e.g. io.k8s.api.apps.v1.Deployment
 * @returns {Schema}
 */
export function kubernetesSchema(swagger, name) {
  /** @type {Record<string, Schema>} */
  const definitions = {};
  /** @param {string} definition */
  const add = definition => {
    if (definitions[definition]) return;
    definitions[definition] = {};
    definitions[definition] =
      special(definition) ?? strict(swagger.definitions[definition], add);
  };
  add(name);
  const [{ group, version, kind }] =
    swagger.definitions[name]['x-kubernetes-group-version-kind'];
  const own = definitions[name] ?? {};
  own.properties.apiVersion = {
    const: group ? `${group}/${version}` : version,
  };
  own.properties.kind = { const: kind };
  own.required = [...new Set([...(own.required ?? []), 'apiVersion', 'kind'])];
  return { $schema: DRAFT, $ref: `#/definitions/${name}`, definitions };
}

/**
 * A strict schema of one version of a custom resource.
 *
 * @param {Schema} crd the CustomResourceDefinition
 * @param {string} version
 * @returns {Schema}
 */
export function customResourceSchema(crd, version) {
  const found = crd.spec.versions.find(
    (/** @type {{name: string}} */ item) => item.name === version,
  );
  const schema = strict(found.schema.openAPIV3Schema, () => {});
  schema.properties.apiVersion = { const: `${crd.spec.group}/${version}` };
  schema.properties.kind = { const: crd.spec.names.kind };
  schema.properties.metadata = { type: 'object' };
  schema.required = [
    ...new Set([...(schema.required ?? []), 'apiVersion', 'kind', 'metadata']),
  ];
  return { $schema: DRAFT, ...schema };
}

const DRAFT = 'http://json-schema.org/draft-07/schema#';

/**
 * Types that are more than their schema says.
 * @param {string} name
 * @returns {Schema | undefined}
 */
function special(name) {
  switch (name) {
    case 'io.k8s.apimachinery.pkg.util.intstr.IntOrString':
      return { type: ['string', 'integer'] };
    case 'io.k8s.apimachinery.pkg.api.resource.Quantity':
      return { type: ['string', 'number'] };
    default:
      return undefined;
  }
}

/**
 * @param {Schema} schema
 * @param {(definition: string) => void} refer told every definition it uses
 * @returns {Schema}
 */
function strict(schema, refer) {
  if (schema.$ref) {
    refer(schema.$ref.replace('#/definitions/', ''));
    return { $ref: schema.$ref };
  }
  if (schema[INT_OR_STRING]) {
    return { type: ['string', 'integer'] };
  }
  /** @type {Schema} */
  const result = {};
  for (const key of [
    'type',
    'enum',
    'pattern',
    'minimum',
    'maximum',
    'minLength',
    'maxLength',
    'minItems',
    'maxItems',
    'minProperties',
    'maxProperties',
    'required',
  ]) {
    if (schema[key] !== undefined) result[key] = schema[key];
  }
  for (const key of ['oneOf', 'anyOf', 'allOf']) {
    // These carry conditions only; closing them would forbid their siblings.
    if (schema[key]) result[key] = schema[key];
  }
  if (schema.not) result.not = schema.not;
  if (schema.items) result.items = strict(schema.items, refer);
  if (schema.properties) {
    result.properties = mapValues(schema.properties, property =>
      nullable(strict(property, refer)),
    );
    for (const name of schema.required ?? []) {
      const own = schema.properties[name];
      if (own) result.properties[name] = strict(own, refer);
    }
  }
  if (
    schema.additionalProperties &&
    typeof schema.additionalProperties === 'object'
  ) {
    result.additionalProperties = strict(schema.additionalProperties, refer);
  } else if (
    schema.properties &&
    !schema[PRESERVE] &&
    schema.additionalProperties !== true
  ) {
    result.additionalProperties = false;
  }
  return result;
}

/**
 * Kubernetes drops a null where a field is optional.
 * @param {Schema} schema
 * @returns {Schema}
 */
function nullable(schema) {
  return typeof schema.type === 'string' && !schema.enum
    ? { ...schema, type: [schema.type, 'null'] }
    : schema;
}

/**
 * @param {Record<string, Schema>} object
 * @param {(value: Schema) => Schema} change
 */
function mapValues(object, change) {
  return Object.fromEntries(
    Object.entries(object).map(([key, value]) => [key, change(value)]),
  );
}
