import type { PointId, ProductId, VariantId } from '@armoire/protocol';
import type { createAsker } from './asker.ts';
import type { Field } from './document.ts';
import { failure } from './failure.ts';
import type { Choice, Quote, Shelf, ShelfRequest, Situation } from './wire.ts';

interface Waiting {
  readonly kind: Field['name'];
  readonly args: Field['args'];
  /** What this request adds to the field's list: shelves of a page, products of `prices`. */
  readonly rows: readonly unknown[];
  readonly resolve: (answer: never) => void;
  readonly reject: (error: unknown) => void;
}

const listed = { page: ['shelves', '[ShelfInput!]!'], prices: ['products', '[ID!]!'] } as const;

const situated = (situation: Situation) => ['SituationInput', situation] as const;

/**
 * Joins what is asked within one microtask into one request: the shelves of equal situations into one page,
 * in the order of asking (it decides which shelf claims a product first), and all prices of a point into one
 * `prices`.
 */
export function createJoiner(ask: ReturnType<typeof createAsker>) {
  let waiting: Waiting[] = [];

  function send(): void {
    const groups = new Map<string, Waiting[]>();
    for (const each of waiting) {
      // What is asked in the same words shares a root field.
      const group = JSON.stringify([each.kind, each.args]);
      groups.set(group, [...(groups.get(group) ?? []), each]);
    }
    waiting = [];
    ask(
      [...groups.values()].map((members) => {
        const { kind, args } = members[0] as Waiting;
        const list = listed[kind as keyof typeof listed];
        const rows = members.flatMap((member) => member.rows);
        return {
          field: { name: kind, args: list ? { [list[0]]: [list[1], rows], ...args } : args },
          resolve(answer: unknown) {
            // What is listed comes back in the order of the rows.
            const { shelves = answer } = answer as { shelves?: unknown };
            for (const { rows, resolve } of members)
              resolve((list ? (shelves as unknown[]).splice(0, rows.length) : answer) as never);
          },
          reject(error: unknown) {
            for (const member of members) member.reject(error);
          },
        };
      }),
    );
  }

  function wait<T>(kind: Field['name'], args: Field['args'], rows: readonly unknown[] = []) {
    return new Promise<T>((resolve, reject) => {
      if (!waiting[0]) queueMicrotask(send);
      waiting.push({ kind, args, rows, resolve, reject });
    });
  }

  const prices = async (products: readonly ProductId[], point?: PointId): Promise<Quote[]> =>
    (await wait<Quote[]>('prices', { point: ['ID', point] }, products)).filter(Boolean);

  return {
    page: (shelves: readonly ShelfRequest[], situation: Situation = {}) =>
      wait<Shelf[]>('page', { situation: situated(situation) }, shelves),

    prices,

    async price(
      product: ProductId,
      { variant, point }: { variant?: VariantId; point?: PointId } = {},
    ): Promise<Quote> {
      if (variant) {
        return wait<Quote>('price', {
          product: ['ID!', product],
          variant: ['ID', variant],
          point: ['ID', point],
        });
      }
      const [quote] = await prices([product], point);
      if (quote) return quote;
      throw failure('UNKNOWN_PRODUCT', product);
    },

    choice: (point: PointId, situation: Situation = {}) =>
      wait<Choice>('choice', { point: ['ID!', point], situation: situated(situation) }),
  };
}
