import { GraphQLScalarType, Kind, type ObjectValueNode, valueFromASTUntyped } from 'graphql';
import { refuse } from './refuse.ts';

export type Attributes = Readonly<Record<string, string | number | boolean>>;

const fix = 'Send one flat object, such as {device: "phone", returning: true}; leave out what is unknown.';

function isFlat(value: unknown): value is string | number | boolean {
  return typeof value === 'string' || typeof value === 'boolean' || Number.isFinite(value);
}

/** A copy without a prototype: a key such as `__proto__` stays a key. */
function flat(value: unknown): Attributes {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw refuse('Attributes are an object', fix);
  }
  const result: Record<string, string | number | boolean> = Object.create(null);
  for (const [key, entry] of Object.entries(value)) {
    if (!isFlat(entry)) throw refuse(`The attribute "${key}" is not a string, a number or a boolean`, fix);
    result[key] = entry;
  }
  return result;
}

/** Validation asks before the variables are known: their values are looked at when the query runs. */
function entriesOf(node: ObjectValueNode, variables: Readonly<Record<string, unknown>> | null | undefined) {
  const known = variables ? node.fields : node.fields.filter(({ value }) => value.kind !== Kind.VARIABLE);
  return Object.fromEntries(
    known.map(({ name, value }) => [name.value, valueFromASTUntyped(value, variables)] as const),
  );
}

/**
 * Anything else that is known of a situation: a flat record of strings, finite numbers and booleans.
 *
 * @param name the scalar's name in the schema
 */
export function attributes(name = 'Attributes'): GraphQLScalarType<Attributes, Attributes> {
  return new GraphQLScalarType({
    name,
    description: 'A flat JSON object of strings, numbers and booleans.',
    serialize: flat,
    parseValue: flat,
    parseLiteral(node, variables) {
      if (node.kind !== Kind.OBJECT) throw refuse('Attributes are written as an object', fix, node);
      return flat(entriesOf(node, variables));
    },
  });
}
