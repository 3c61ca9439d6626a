import { GraphQLScalarType } from 'graphql';
import { refuse } from './refuse.ts';

function outputOnly(): never {
  throw refuse('Json is written by the server only', 'Use the input type of the field.');
}

/** What an audit line found before and left after: any JSON value; output only. */
export const json = new GraphQLScalarType({
  name: 'Json',
  description: 'Any JSON value; output only.',
  serialize: (value) => value,
  parseValue: outputOnly,
  parseLiteral: outputOnly,
});
