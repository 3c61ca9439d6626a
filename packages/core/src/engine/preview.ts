import type { PointId, ProductId } from '@armoire/protocol';
import { featureVersion } from '../context/index.ts';
import { candidateSet, encodeActions, loggedScores, type Reason } from '../decisions/index.ts';
import { ineligible } from '../eligibility/index.ts';
import { hashString } from '../random/index.ts';
import { type Rule, RuleBook, shapeOf } from '../rules/index.ts';
import { drawSlate } from '../slates/index.ts';
import { Deadline } from './deadline.ts';
import { gather } from './gather.ts';
import { withKin } from './kindred.ts';
import type { Parts } from './parts.ts';
import type { ShelfPoint } from './points.ts';
import type { Situation, Visitor } from './requests.ts';
import { ruled, ruleReasons } from './ruled.ts';
import { scored } from './scored.ts';
import { shelfContext } from './shelf.ts';

/** Time for each side of a preview: nobody's page waits for it. */
const patience = 5000;
/** Slates drawn for the probabilities. */
const draws = 40;

/** Rules that are tried out, and where. */
export interface PreviewRequest {
  readonly point: PointId;
  readonly rules: readonly Rule[];
  readonly situation: Situation;
  readonly visitor?: Visitor;
  readonly count?: number;
  /** Called between two steps of the work, so that others are served meanwhile. */
  readonly pause?: () => Promise<void>;
}

export interface PreviewedProduct {
  readonly product: ProductId;
  readonly title: string;
  /** Probability that it stands on the shelf: the mean over slates, of the policy's own probabilities. */
  readonly before: number;
  readonly after: number;
  /** Rules of the trial that select it and are at work here. */
  readonly rules: readonly { readonly id: string; readonly effect: Rule['effect'] }[];
  /** Why the trial keeps it off the shelf. */
  readonly barred?: string;
}

/** One of the shelves that may come of it. */
export interface PreviewedShelf {
  readonly places: readonly PreviewedPlace[];
}

export interface PreviewedPlace {
  readonly product: ProductId;
  readonly title: string;
  /** Probability of the product in this place, given those before. */
  readonly propensity: number;
  readonly reasons: readonly Reason[];
}

export interface RulesPreview {
  readonly before: PreviewedShelf;
  readonly after: PreviewedShelf;
  /** Everything that may stand on either shelf, the likeliest of the new one first. */
  readonly products: readonly PreviewedProduct[];
}

interface Side {
  readonly shelf: PreviewedShelf;
  readonly chances: ReadonlyMap<ProductId, number>;
}

/** What a shelf would be with other rules, beside what it is: nothing is decided or logged. */
export async function previewRules(
  parts: Parts,
  point: ShelfPoint,
  request: PreviewRequest,
): Promise<RulesPreview> {
  const { catalog, clock } = parts;
  const { visitor = {}, situation } = request;
  const trial = new RuleBook();
  trial.use(parts.rules.rules.version + 1, request.rules, catalog);
  const at = clock.now();
  const context = shelfContext(parts, at, situation, visitor);
  const by = (book: RuleBook) =>
    ruled(parts, book, request.point, visitor, situation, context, at, new Set());
  const before = await preview(parts, point, request, at, by(parts.rules));
  const tried = by(trial);
  const after = await preview(parts, point, request, at, tried);
  const ids = new Set([...after.chances.keys(), ...before.chances.keys()]);
  const products = [...ids].map((id): PreviewedProduct => {
    const product = catalog.get(id);
    const own = product && tried.active?.of(product);
    const barred = ineligible(product, tried.around);
    return {
      product: id,
      title: product?.title ?? id,
      before: before.chances.get(id) ?? 0,
      after: after.chances.get(id) ?? 0,
      rules: (own ?? []).map(({ rule }) => ({ id: rule.id, effect: rule.effect })),
      ...(barred === undefined ? {} : { barred }),
    };
  });
  products.sort((a, b) => b.after - a.after || b.before - a.before);
  return { before: before.shelf, after: after.shelf, products };
}

/** One side: a shelf, and the probability of each product, as the mean of its conditional ones over some slates. */
async function preview(
  parts: Parts,
  point: ShelfPoint,
  { point: id, situation, visitor = {}, count = point.count, pause }: PreviewRequest,
  at: number,
  { active, around, supply }: ReturnType<typeof ruled>,
): Promise<Side> {
  const { catalog, clock, learned, shop } = parts;
  const deadline = new Deadline(clock, patience);
  const { entries, inputs } = await gather(
    parts,
    id,
    point,
    visitor,
    situation,
    around,
    at,
    deadline,
    supply,
  );
  const set = candidateSet(shop, featureVersion, catalog.offset, inputs, withKin(parts, point, entries));
  const context = shelfContext(parts, at, situation, visitor);
  const about = { kind: 'shelf', context, at } as const;
  const actions = encodeActions(about, set, catalog);
  const scores = loggedScores(await scored(parts, id, point, about, set, deadline));
  const ids = entries.map((entry) => entry.id);
  const shape = shapeOf(ids, catalog, active);
  const { policy } = point;
  const input = { context, actions, state: learned.state(id, policy), at, ...(scores && { scores }) };
  const sums = new Float64Array(ids.length);
  const add = (probabilities: Float64Array) => {
    for (const [i, p] of probabilities.entries()) sums[i] = (sums[i] as number) + p;
  };
  const draw = (n: number) =>
    drawSlate(policy, input, count, hashString('preview', n), () => deadline.check(), shape, add);
  const first = draw(0);
  for (let n = 1; n < draws; n++) {
    await pause?.();
    draw(n);
  }
  const products = first.chosen.map((i) => ids[i] as ProductId);
  const reasons = ruleReasons(products, first, catalog, active);
  return {
    shelf: {
      places: products.map((product, place) => ({
        product,
        title: catalog.get(product)?.title ?? product,
        propensity: first.propensities[place] ?? 0,
        reasons: reasons[place] ?? [],
      })),
    },
    chances: new Map(ids.map((each, i) => [each, (sums[i] as number) / draws])),
  };
}
