import { makeExecutableSchema } from '@graphql-tools/schema';
import { buildSchema, validateSchema } from 'graphql';
import { describe, expect, test } from 'vitest';
import { merchantSchema, merchantTypeDefs, printSdl, resolvers, shopperSchema, typeDefs } from '../index.ts';

describe.each([
  ['shopper', shopperSchema(), typeDefs],
  ['merchant', merchantSchema(), merchantTypeDefs],
])('the %s schema', (_, schema, source) => {
  test('is valid', () => {
    expect(validateSchema(schema)).toEqual([]);
  });

  test('is printed as it was written', () => {
    expect(printSdl(schema)).toBe(printSdl(buildSchema(source)));
  });
});

test('typeDefs and resolvers fit @graphql-tools/schema, with every resolver used', () => {
  expect(() =>
    makeExecutableSchema({
      typeDefs,
      resolvers,
      resolverValidationOptions: { requireResolversToMatchSchema: 'error' },
    }),
  ).not.toThrow();
});
