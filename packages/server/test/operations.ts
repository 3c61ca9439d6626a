import {
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLOutputType,
  type GraphQLSchema,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isObjectType,
  isRequiredArgument,
} from 'graphql';

/** One field of `Query` or `Mutation`, such as `Query.points`, with a request that asks for all of it. */
export interface FieldCall {
  readonly name: string;
  readonly body: { readonly query: string; readonly variables: Record<string, unknown> };
}

/** A value for an argument or an input field of a scalar type. */
export type Values = (name: string, type: string) => unknown;

/** A call of every field of a schema, with every argument given. */
export function callsOf(schema: GraphQLSchema, values: Values): readonly FieldCall[] {
  return [schema.getQueryType(), schema.getMutationType()].flatMap((type) =>
    Object.values(type?.getFields() ?? {}).map((field) => {
      const verb = type === schema.getQueryType() ? 'query' : 'mutation';
      const declared = field.args.map(({ name, type }) => `$${name}: ${type}`).join(', ');
      const given = field.args.map(({ name }) => `${name}: $${name}`).join(', ');
      const [head, tail] = field.args.length === 0 ? ['', ''] : [`(${declared})`, `(${given})`];
      return {
        name: `${type?.name}.${field.name}`,
        body: {
          query: `${verb} ${head} { ${field.name}${tail}${selection(field.type, 5)} }`,
          variables: Object.fromEntries(
            field.args.map(({ name, type }) => [name, givenFor(name, type, values)]),
          ),
        },
      };
    }),
  );
}

/** Everything below a type that takes no arguments, so many levels deep. */
function selection(type: GraphQLOutputType, levels: number): string {
  const named = getNamedType(type);
  if (!isObjectType(named)) return '';
  const isLeaf = (field: GraphQLField<unknown, unknown>) => !isObjectType(getNamedType(field.type));
  const fields = Object.values(named.getFields())
    .filter((field) => !field.args.some(isRequiredArgument))
    .filter((field) => levels > 1 || isLeaf(field))
    .map((field) => `${field.name}${selection(field.type, levels - 1)}`);
  return ` { __typename ${fields.join(' ')} }`;
}

function givenFor(name: string, type: GraphQLInputType, values: Values): unknown {
  if (isNonNullType(type)) return givenFor(name, type.ofType, values);
  if (isListType(type)) return [givenFor(name, type.ofType, values)];
  if (isEnumType(type)) return values(name, type.name) ?? type.getValues()[0]?.name;
  if (!isInputObjectType(type)) return values(name, type.name);
  const fields = Object.values(type.getFields());
  return Object.fromEntries(fields.map((field) => [field.name, givenFor(field.name, field.type, values)]));
}
