import { readFileSync } from 'node:fs';
import { type Circumstance, circumstances, everyCircumstance, type PriorBook } from '@armoire/pricing';
import { ArmoireError, type Duration, day } from '@armoire/protocol';
import { z } from 'zod';
import { keysOf, oneOf } from '../fields.ts';

const coefficients = {
  /** Log of the pieces sold in a period, elasticity, and one for each number of the circumstances. */
  mean: z.array(z.number()).min(2).readonly(),
  deviation: z.array(z.number().positive()).min(2).readonly(),
};

/** What `armoire pricing fit --out` writes: what a shop's orders say of demand. */
const fitted = keysOf({
  /** Version of this format. */
  demand: z.literal(1, { error: 'is of another version; write it anew with: armoire pricing fit --out' }),
  shop: z.string(),
  /** The orders that it was fitted to, as instants. */
  since: z.number().optional(),
  until: z.number().optional(),
  /** Length of a period. */
  days: z.number().positive(),
  circumstances: z.array(oneOf([...everyCircumstance])).readonly(),
  /** What the articles of a category have in common: the mean, and the spread over them. */
  categories: z.array(keysOf({ category: z.string(), ...coefficients })).readonly(),
  articles: z
    .array(keysOf({ product: z.string(), ...coefficients, dispersion: z.number().positive() }))
    .readonly(),
});

export type DemandPriorFile = z.output<typeof fitted>;

/** The name of a file, or what stands in it. */
export const demandPrior = z.union([z.string().min(1), fitted]);

/**
 * Least deviations of the coefficients of an article: prices of a history were not drawn by chance, and demand moves on.
 * That of the elasticity is a share of it.
 */
const least = { level: 0.3, elasticity: 0.25, circumstance: 0.1 };

interface Wanted {
  readonly shop: string;
  readonly slot: Duration;
  /** The circumstances that the model knows; any where it knows none, since the first coefficients are the same. */
  readonly kinds: readonly Circumstance[] | undefined;
}

/**
 * What a fit says of articles and categories, for slots of another length than its periods.
 *
 * @throws ArmoireError INVALID_CONFIG for a file that is missing or none, of another shop, or of other circumstances
 */
export function priorBook(given: z.output<typeof demandPrior>, { shop, slot, kinds }: Wanted): PriorBook {
  const file = typeof given === 'string' ? readFitted(given) : given;
  const { names, kinds: known } = circumstances(
    Object.fromEntries(file.circumstances.map((kind) => [kind, true])),
  );
  if (file.shop !== shop)
    throw invalid(
      `is of shop "${file.shop}", not "${shop}"`,
      `Fit one with: armoire pricing fit --shop ${shop} --out FILE`,
    );
  if (kinds !== undefined && kinds.join() !== known.join())
    throw invalid(
      `was fitted with ${list(known)}, and the policy looks at ${list(kinds)}`,
      `Give the policy the same circumstances, or fit with: armoire pricing fit${kinds.length === 0 ? '' : ` --with ${kinds.join()}`} --out FILE`,
    );
  const width = 2 + names.length;
  const wrong = [...file.articles, ...file.categories].some(
    ({ mean, deviation }) => mean.length !== width || deviation.length !== width,
  );
  if (wrong)
    throw invalid(
      `has articles without ${width} coefficients`,
      'Fit it anew: armoire pricing fit --out FILE',
    );
  const scale = Math.log(slot / (file.days * day));
  const kept = kinds === undefined ? 2 : width;
  const scaled = ({
    mean,
    deviation,
  }: {
    readonly mean: readonly number[];
    readonly deviation: readonly number[];
  }) => ({
    mean: mean.slice(0, kept).map((each, k) => (k === 0 ? each + scale : each)),
    deviation: deviation.slice(0, kept).map((each, k) => Math.max(each, leastOf(k, mean[1] ?? 0))),
  });
  const articles = new Map(
    file.articles.map((each) => [
      each.product,
      { of: 'article' as const, coefficients: scaled(each), dispersion: each.dispersion },
    ]),
  );
  const categories = new Map(
    file.categories.map((each) => [each.category, { of: 'category' as const, coefficients: scaled(each) }]),
  );
  return ({ product, category }) => articles.get(product) ?? categories.get(category ?? '');
}

function leastOf(k: number, elasticity: number): number {
  if (k === 0) return least.level;
  return k === 1 ? least.elasticity * Math.max(Math.abs(elasticity), 1) : least.circumstance;
}

function readFitted(name: string): DemandPriorFile {
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(name, 'utf8'));
  } catch (cause) {
    throw invalid(
      `${name} cannot be read: ${(cause as Error).message}`,
      `Write it with: armoire pricing fit --out ${name}`,
      cause,
    );
  }
  const read = fitted.safeParse(content);
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  throw invalid(
    `${name}: ${[...(issue?.path ?? []), issue?.message].join(' ')}`,
    `Write it anew with: armoire pricing fit --out ${name}`,
  );
}

function list(kinds: readonly Circumstance[]): string {
  return kinds.length === 0 ? 'no circumstances' : kinds.join(', ');
}

function invalid(message: string, fix: string, cause?: unknown): ArmoireError {
  return new ArmoireError('INVALID_CONFIG', `prior: ${message}`, { path: 'policy.prior', fix, cause });
}
