import { typeDefs } from '@armoire/graphql';
import {
  buildSchema,
  type ConstArgumentNode,
  type DirectiveNode,
  type GraphQLSchema,
  Kind,
  type NameNode,
  parse,
  print,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from 'graphql';
import type { Engine } from '../engine/engine.ts';
import type { PriceArms } from './arms.ts';

/** What a quote tells of a price that was learned, besides the price. */
const told = new Set(['decision', 'source', 'reduction', 'priceToken', 'token']);

const named = (value: string): NameNode => ({ kind: Kind.NAME, value });
const skipped: DirectiveNode = {
  kind: Kind.DIRECTIVE,
  name: named('skip'),
  arguments: [
    {
      kind: Kind.ARGUMENT,
      name: named('if'),
      value: { kind: Kind.BOOLEAN, value: true },
    } as ConstArgumentNode,
  ],
};

let schema: GraphQLSchema | undefined;

/** The same question, where every quote is of the merchant's own price; undefined for what is no question. */
export function askingOwn(text: string): string | undefined {
  schema ??= buildSchema(typeDefs);
  const info = new TypeInfo(schema);
  try {
    const asked = visit(
      parse(text),
      visitWithTypeInfo(info, {
        Field(field) {
          if (info.getParentType()?.name !== 'Quote') return undefined;
          const name = field.name.value;
          if (told.has(name)) return { ...field, directives: [skipped] };
          if (name !== 'price') return undefined;
          return { ...field, alias: field.alias ?? field.name, name: named('regular') };
        },
      }),
    );
    return print(asked);
  } catch {
    return undefined;
  }
}

/** What may be a token of Armoire's, wherever in a question it stands. */
const tokens = /eyJ[\w-]+\.[\w-]+\.[\w-]+/g;
const most = 8;
/** Bytes; beyond them the engine refuses a question anyway. */
const longest = 1_000_000;
/** Where Medusa's own routes send questions, which Medusa has read and measured. */
const inside = 'armoire.invalid';

/**
 * An engine that quotes the merchant's own prices to whoever is not in the arm that sees what was learned: the engine
 * itself knows one price for everybody.
 */
export function inArms(engine: Engine, arms: PriceArms): Engine {
  const learned = async (text: string) => {
    if (!arms.armed) return false;
    for (const [token] of [...text.matchAll(tokens)].slice(0, most)) {
      const drawn = await arms.drawn(token);
      if (drawn !== undefined) return drawn.arm === 'learned';
    }
    return false;
  };
  return {
    ...engine,
    async send(request) {
      if (!isQuestion(request)) return await engine.send(request);
      const text = await request.text();
      const own = /\bprices?\b/.test(text) && !(await learned(text));
      const headers = new Headers(request.headers);
      headers.delete('content-length');
      return await engine.send(new Request(request, { headers, body: own ? rewritten(text) : text }));
    },
  };
}

/** A page's question that is small enough to be read here; what is larger, or of unknown length, the engine refuses. */
function isQuestion({ url, method, headers }: Request): boolean {
  const { pathname, hostname } = new URL(url);
  if (pathname !== '/graphql' || method !== 'POST') return false;
  return hostname === inside || Number(headers.get('content-length') ?? Number.NaN) <= longest;
}

function rewritten(text: string): string {
  try {
    const body = JSON.parse(text) as { readonly query?: unknown };
    const query = typeof body.query === 'string' ? askingOwn(body.query) : undefined;
    return query === undefined ? text : JSON.stringify({ ...body, query });
  } catch {
    // The engine says what is wrong with it.
    return text;
  }
}
