import { type ASTNode, GraphQLError } from 'graphql';

/** The error of a value that a scalar does not take; with a code, as all errors that leave this package have. */
export function refuse(message: string, fix: string, node?: ASTNode): GraphQLError {
  return new GraphQLError(message, {
    ...(node === undefined ? {} : { nodes: [node] }),
    extensions: { code: 'INVALID_INPUT', fix },
  });
}
