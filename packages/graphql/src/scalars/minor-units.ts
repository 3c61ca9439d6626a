import { GraphQLScalarType, Kind } from 'graphql';
import { refuse } from './refuse.ts';

const fix = 'Give money as an integer count of the minor unit: 1999 for 19.99 EUR.';

/** A safe integer, or a refusal. A string is refused too: it would hide a lost digit. */
function minor(value: unknown): number {
  if (typeof value === 'number' && Number.isSafeInteger(value)) return value === 0 ? 0 : value;
  throw refuse(`${shown(value)} is not a whole number of minor units below 2^53`, fix);
}

function shown(value: unknown): string {
  return typeof value === 'number' ? String(value) : `A value of type ${typeof value}`;
}

/**
 * Money's amount: a JSON integer of magnitude below 2^53, where GraphQL's own Int ends at 32 bits.
 *
 * @param name the scalar's name in the schema
 */
export function minorUnits(name = 'MinorUnits'): GraphQLScalarType<number, number> {
  return new GraphQLScalarType({
    name,
    description: 'A whole number of minor units (cents) as a JSON number of magnitude below 2^53.',
    serialize: minor,
    parseValue: minor,
    parseLiteral(node) {
      // `1e3` and `1.0` are float literals: refused like 1.5, so that one spelling means one thing.
      if (node.kind !== Kind.INT) throw refuse('Minor units are written as an integer', fix, node);
      const value = Number(node.value);
      if (!Number.isSafeInteger(value)) throw refuse(`${node.value} is beyond 2^53`, fix, node);
      return value === 0 ? 0 : value;
    },
  });
}
