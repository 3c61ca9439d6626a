/** A GraphQL document with the shape of its answer. */
export interface Document<Data, Variables extends object = Record<string, never>> {
  readonly text: string;
  /** Never there: carries the types. */
  readonly types?: (variables: Variables) => Data;
}

export function query<Data, Variables extends object = Record<string, never>>(
  text: string,
): Document<Data, Variables> {
  return { text };
}
