import {
  type DefinitionNode,
  type DocumentNode,
  type GraphQLSchema,
  Kind,
  type ObjectTypeDefinitionNode,
  type ObjectTypeExtensionNode,
  OperationTypeNode,
  parse,
  visit,
} from 'graphql';
import { typeDefs } from '../schema/shopper.ts';
import type { ExtensionField, Names } from './options.ts';

/** The fields that their product type is given stand here as those of a type, like the ones of the roots. */
const ours = /* GraphQL */ `${typeDefs}
type ProductFields {
  "A shelf for this product's page."
  recommendations(point: ID!, count: Int, visitor: VisitorInput): Shelf
  "What it costs now."
  price(variant: ID, point: ID, visitor: VisitorInput): Quote
}
`;

/** Where our fields go: the names of their types. */
export interface Targets {
  readonly Query: string;
  readonly Mutation: string;
  readonly Product: string;
}

const targetOf: Readonly<Record<string, keyof Targets>> = {
  Query: 'Query',
  Mutation: 'Mutation',
  ProductFields: 'Product',
};
const builtIn = new Set(['ID', 'String', 'Int', 'Float', 'Boolean']);
const productTypes = new Set(['Product', 'Image', 'Variant']);

function nameNode(value: string) {
  return { kind: Kind.NAME, value } as const;
}

/** References renamed; where products are theirs, an item's product may be null: their catalogue has the last word. */
function referring<D extends DefinitionNode>(definition: D, names: Names, product: string | undefined): D {
  return visit(definition, {
    NonNullType: ({ type }) =>
      product !== undefined && type.kind === Kind.NAMED_TYPE && type.name.value === 'Product'
        ? { ...type, name: nameNode(product) }
        : undefined,
    NamedType: (node) =>
      builtIn.has(node.name.value) ? undefined : { ...node, name: nameNode(names.type(node.name.value)) },
  });
}

/** The picked fields, all nullable: a failure of ours leaves the rest of their answer standing. */
function extending(
  { fields = [] }: ObjectTypeDefinitionNode,
  target: keyof Targets,
  targets: Targets,
  picked: ReadonlySet<ExtensionField>,
  names: Names,
): ObjectTypeExtensionNode {
  return {
    kind: Kind.OBJECT_TYPE_EXTENSION,
    name: nameNode(targets[target]),
    fields: fields
      .filter(({ name }) => (picked as ReadonlySet<string>).has(`${target}.${name.value}`))
      .map((field) => ({
        ...field,
        name: nameNode(names.field(field.name.value)),
        type: field.type.kind === Kind.NON_NULL_TYPE ? field.type.type : field.type,
      })),
  };
}

/** A schema without mutations gets its first. */
function firstMutation(extension: ObjectTypeExtensionNode): DefinitionNode[] {
  const type = { kind: Kind.NAMED_TYPE, name: extension.name } as const;
  return [
    { ...extension, kind: Kind.OBJECT_TYPE_DEFINITION },
    {
      kind: Kind.SCHEMA_EXTENSION,
      operationTypes: [{ kind: Kind.OPERATION_TYPE_DEFINITION, operation: OperationTypeNode.MUTATION, type }],
    },
  ];
}

/**
 * What is added to their schema, under its names there.
 *
 * @param loads whether items of shelves are products of theirs; then our product types stay away
 */
export function extensionDocument(
  theirs: GraphQLSchema,
  targets: Targets,
  picked: ReadonlySet<ExtensionField>,
  names: Names,
  loads: boolean,
): DocumentNode {
  const product = loads ? targets.Product : undefined;
  const definitions = parse(ours, { noLocation: true }).definitions.flatMap((each): DefinitionNode[] => {
    const name = 'name' in each ? (each.name?.value ?? '') : '';
    if (loads && productTypes.has(name)) return [];
    const definition = referring(each, names, product);
    const target = targetOf[name];
    if (definition.kind !== Kind.OBJECT_TYPE_DEFINITION || target === undefined) {
      return [{ ...definition, name: nameNode(names.type(name)) } as DefinitionNode];
    }
    const extension = extending(definition, target, targets, picked, names);
    if (extension.fields?.length === 0) return [];
    return target === 'Mutation' && !theirs.getMutationType() ? firstMutation(extension) : [extension];
  });
  return { kind: Kind.DOCUMENT, definitions };
}
