import { type GraphQLSchema, graphql } from 'graphql';
import { maskError } from '../src/index.ts';

/** Executes a query; what comes back went through JSON, with errors as a client sees them. */
export async function ask(
  schema: GraphQLSchema,
  source: string,
  contextValue: object,
  variableValues: Record<string, unknown> = {},
) {
  const { data, errors } = await graphql({ schema, source, contextValue, variableValues });
  return JSON.parse(
    JSON.stringify({ data, ...(errors ? { errors: errors.map((error) => maskError(error)) } : {}) }),
  );
}
