import {
  BREAK,
  type DocumentNode,
  type ExecutionResult,
  type FieldNode,
  GraphQLError,
  type GraphQLSchema,
  getVariableValues,
  Kind,
  locatedError,
  type OperationDefinitionNode,
  visit,
} from 'graphql';
import { type CompiledQuery, compileQuery, isCompiledQuery } from 'graphql-jit';
import type { Plugin } from 'graphql-yoga';

export interface CompiledSettings {
  /** A query that is asked this often is compiled. */
  readonly after?: number;
  /** Queries that are kept compiled; of more, the one that was compiled first is run as before. */
  readonly most?: number;
}

interface Known {
  uses: number;
  run: CompiledQuery['query'] | undefined;
}

/** What a page asks all day, and whose resolvers keep to what compiled queries can do: no list of promises, say. */
const fields: ReadonlySet<string> = new Set(['page', 'recommendations', 'price', 'choice', 'product']);

/**
 * Runs the queries of pages as functions that are compiled of them (graphql-jit): a page's widget asks the same few
 * again and again. Everything else is executed as always, and so are variables that are refused: what is wrong with
 * them is said in the same words.
 */
export function useCompiled({ after = 20, most = 100 }: CompiledSettings = {}): Plugin {
  // Yoga parses a text once as long as it remembers it, so that documents stand for texts.
  const known = new WeakMap<DocumentNode, Known>();
  const compiled = new Set<Known>();
  return {
    onExecute({ args, setExecuteFn }) {
      const { document, schema, operationName, rootValue, contextValue, variableValues } = args;
      const operation = operationOf(document);
      if (operation === undefined) return;
      const query = known.get(document) ?? { uses: 0, run: undefined };
      known.set(document, query);
      if (query.uses++ === after && isCompilable(operation)) {
        query.run = compile(schema, document, operationName ?? undefined);
        const [first] = compiled.add(query);
        if (first !== undefined && compiled.size > most) {
          first.run = undefined;
          compiled.delete(first);
        }
      }
      const { run } = query;
      if (run === undefined) return;
      if (getVariableValues(schema, operation.variableDefinitions ?? [], variableValues ?? {}).errors) return;
      setExecuteFn(async () => placed(await run(rootValue, contextValue, variableValues), operation));
    },
  };
}

/** Undefined where a query cannot be compiled, or where the host forbids to make code of text. */
function compile(schema: GraphQLSchema, document: DocumentNode, operationName?: string): Known['run'] {
  try {
    const made = compileQuery(schema, document, operationName);
    return isCompiledQuery(made) ? made.query : undefined;
  } catch (error) {
    if (error instanceof EvalError) return undefined;
    throw error;
  }
}

function operationOf({ definitions }: DocumentNode): OperationDefinitionNode | undefined {
  const [only, ...others] = definitions;
  return only?.kind === Kind.OPERATION_DEFINITION && others.length === 0 ? only : undefined;
}

/** A query without fragments and directives, which asks for pages alone. Its aliases are no words of JavaScript's. */
function isCompilable(operation: OperationDefinitionNode): boolean {
  const { selections } = operation.selectionSet;
  const known = selections.every((each) => each.kind === Kind.FIELD && fields.has(each.name.value));
  let plain = known && operation.operation === 'query';
  const refuse = () => {
    plain = false;
    return BREAK;
  };
  visit(operation, {
    Directive: refuse,
    InlineFragment: refuse,
    Field: (field) => (keyOf(field).startsWith('__') ? refuse() : undefined),
  });
  return plain;
}

function keyOf({ alias, name }: FieldNode): string {
  return (alias ?? name).value;
}

/** Errors with the places in the query that they come from, which compiled queries do not tell as others do. */
function placed(result: ExecutionResult, operation: OperationDefinitionNode): ExecutionResult {
  const { errors } = result;
  if (errors === undefined || errors.length === 0) return result;
  return { ...result, errors: errors.map((error) => placedError(error, operation)) };
}

function placedError(error: GraphQLError, operation: OperationDefinitionNode): GraphQLError {
  const { path = [], originalError, message } = error;
  let nodes: readonly (OperationDefinitionNode | FieldNode)[] = [operation];
  for (const key of path) {
    if (typeof key === 'number') continue;
    const below = nodes.flatMap(({ selectionSet }) => selectionSet?.selections ?? []);
    nodes = below.filter((node): node is FieldNode => node.kind === Kind.FIELD && keyOf(node) === key);
  }
  return locatedError(originalError ?? new GraphQLError(message), nodes, path);
}
