import { defaultFieldResolver, type GraphQLSchema } from 'graphql';
import type { GatewayContext } from '../context.ts';

/** Throws when whoever asks may not use a field, which is named like `Query.points`. */
export type CheckField = (field: string, context: GatewayContext) => void;

/** Has every field of `Query` and `Mutation` checked before it is resolved. Changes the schema, and returns it. */
export function guardFields(schema: GraphQLSchema, check: CheckField): GraphQLSchema {
  for (const type of [schema.getQueryType(), schema.getMutationType()]) {
    for (const [name, field] of Object.entries(type?.getFields() ?? {})) {
      const resolve = field.resolve ?? defaultFieldResolver;
      field.resolve = (source, args, context: GatewayContext, info) => {
        check(`${type?.name}.${name}`, context);
        return resolve(source, args, context, info);
      };
    }
  }
  return schema;
}
