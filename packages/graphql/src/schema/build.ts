import { makeExecutableSchema } from '@graphql-tools/schema';
import { type GraphQLSchema, printSchema } from 'graphql';
import type { GatewayContext } from '../context.ts';
import { merchantResolvers, resolvers } from '../resolvers/index.ts';
import { merchantTypeDefs } from './merchant.ts';
import { typeDefs } from './shopper.ts';

/** The shopper's schema, executable; its context is a {@link GatewayContext} with `shopper`. */
export function shopperSchema(): GraphQLSchema {
  return makeExecutableSchema<GatewayContext>({ typeDefs, resolvers });
}

/** The merchant's schema, executable; its context is a {@link GatewayContext} with `merchant` and `actor`. */
export function merchantSchema(): GraphQLSchema {
  return makeExecutableSchema<GatewayContext>({ typeDefs: merchantTypeDefs, resolvers: merchantResolvers });
}

/** A schema in the schema definition language, as client generators read it. */
export function printSdl(schema: GraphQLSchema): string {
  return `${printSchema(schema)}\n`;
}
