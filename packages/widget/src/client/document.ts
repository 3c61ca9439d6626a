import { selections, type Visitor } from './wire.ts';

/** One root field of a query: its name, what it answers, and its arguments with their GraphQL types. */
export interface Field {
  readonly name: 'page' | 'price' | 'prices' | 'choice';
  readonly args: Readonly<Record<string, readonly [type: string, value: unknown]>>;
}

export interface GraphQLDocument {
  readonly query: string;
  readonly variables: Record<string, unknown>;
}

/**
 * Writes several root fields as one query, under the aliases `f0`, `f1`, …; values travel as variables, so
 * that equal pages send equal text, which a server parses once. Arguments without a value are left out.
 */
export function toDocument(fields: readonly Field[], visitor: Visitor | undefined): GraphQLDocument {
  const variables: Record<string, unknown> = {};
  const declared: string[] = [];
  const declare = (name: string, type: string, value: unknown) => {
    variables[name] = value;
    declared.push(`$${name}:${type}`);
  };
  if (visitor) declare('v', 'VisitorInput', visitor);
  const body = fields.map(({ name, args }, index) => {
    const passed = visitor ? ['visitor:$v'] : [];
    for (const [argument, [type, value]] of Object.entries(args)) {
      if (value === undefined) continue;
      declare(argument + index, type, value);
      passed.push(`${argument}:$${argument}${index}`);
    }
    return `f${index}:${name}(${passed.join()})${selections[name === 'prices' ? 'price' : name]}`;
  });
  return { query: `query Armoire(${declared.join()}){${body.join(' ')}}`, variables };
}
