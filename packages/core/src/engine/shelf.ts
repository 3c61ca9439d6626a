import type { ProductId } from '@armoire/protocol';
import { buildContext, featureVersion } from '../context/index.ts';
import {
  type CandidateEntry,
  candidateSet,
  type Decision,
  encodeActions,
  type Reason,
} from '../decisions/index.ts';
import { ineligible, type Surroundings, unshowable } from '../eligibility/index.ts';
import type { Context } from '../policies/index.ts';
import { drawSlate } from '../slates/index.ts';
import { Deadline } from './deadline.ts';
import { fallback, pick } from './fallbacks.ts';
import { gather } from './gather.ts';
import { decisionBase, type Made, type Parts, policiesOf, policyRecord, unitOf } from './parts.ts';
import type { ShelfPoint } from './points.ts';
import type { Shelf, ShelfRequest, Situation, Visitor } from './requests.ts';

/** Decides one shelf, given what the shelves before it have taken. */
export async function decideShelf(
  parts: Parts,
  point: ShelfPoint,
  request: ShelfRequest,
  visitor: Visitor,
  situation: Situation,
  taken: ReadonlySet<ProductId>,
): Promise<Shelf> {
  const { catalog, clock } = parts;
  const at = clock.now();
  const count = Math.max(request.count ?? point.count, 0);
  const deadline = new Deadline(clock, point.deadline);
  const around: Surroundings = { ...pick(situation), taken };
  const base = {
    ...decisionBase(parts, request.point, visitor, at, shelfContext(parts, at, situation)),
    kind: 'shelf' as const,
  };
  const unit = unitOf(visitor, base.id);

  let made: Made | undefined;
  try {
    const { entries, inputs } = await gather(
      parts,
      request.point,
      point,
      visitor,
      situation,
      around,
      at,
      deadline,
    );
    made = choose(parts, point, { ...base, unit }, entries, inputs, count, deadline);
  } catch (error) {
    parts.fault({ point: request.point, error });
  }
  if (made === undefined) {
    const eligible = (id: ProductId) => ineligible(catalog.get(id), around) === undefined;
    const { storeFront } = parts;
    const popular = parts.sources.get('popular');
    const rest = await fallback({ popular, catalog, clock, storeFront, eligible }, situation, count, at);
    made = {
      decision: {
        ...base,
        unit,
        chosen: rest.products,
        propensities: [],
        policy: policyRecord(parts, point.policy),
        source: 'fallback',
        reasons: rest.products.map(() => [{ code: rest.code }]),
      },
    };
  }
  parts.decided([made.decision], made.set === undefined ? [] : [made.set]);
  return { point: request.point, decision: made.decision, items: items(parts, made.decision) };
}

function shelfContext({ catalog }: Parts, at: number, { product, category, values }: Situation): Context {
  const shown = category ?? (product === undefined ? undefined : catalog.get(product)?.categories.at(-1));
  return buildContext(at, {
    ...values,
    ...(product === undefined ? {} : { product }),
    ...(shown === undefined ? {} : { category: shown }),
  });
}

/** Asks the policies in turn; undefined when there is nothing to choose from. */
function choose(
  parts: Parts,
  point: ShelfPoint,
  base: Omit<Decision, 'chosen' | 'propensities' | 'policy' | 'source' | 'reasons'>,
  entries: readonly CandidateEntry[],
  inputs: readonly string[],
  count: number,
  deadline: Deadline,
): Made | undefined {
  if (entries.length === 0) return undefined;
  const set = candidateSet(parts.shop, featureVersion, parts.catalog.offset, inputs, entries);
  const actions = encodeActions(base, set, parts.catalog);
  for (const policy of policiesOf(point)) {
    try {
      deadline.check();
      const state = parts.learned.state(base.point, policy);
      const drawn = drawSlate(
        policy,
        { context: base.context, actions, state, at: base.at },
        count,
        base.seed,
        () => deadline.check(),
      );
      const decision: Decision = {
        ...base,
        candidateSet: set.hash,
        chosen: drawn.chosen.map((i) => entries[i]?.id ?? ''),
        propensities: drawn.propensities,
        policy: policyRecord(parts, policy),
        source: 'policy',
        reasons: drawn.chosen.map((i, place) =>
          reasonsOf(entries[i], inputs, drawn.propensities[place] ?? 0),
        ),
      };
      return { decision, set };
    } catch (error) {
      parts.fault({ point: base.point, error });
    }
  }
  return undefined;
}

function reasonsOf(
  entry: CandidateEntry | undefined,
  inputs: readonly string[],
  propensity: number,
): Reason[] {
  const from = inputs.flatMap((code, i) => {
    const value = entry?.inputs?.[i] ?? 0;
    return value > 0 ? [{ code, value }] : [];
  });
  return [...from, { code: 'probability', value: propensity }];
}

/** The shelf as it is shown: what is no longer for sale leaves its place empty, and nothing takes it. */
function items({ catalog }: Parts, { chosen, propensities, reasons }: Decision): Shelf['items'] {
  return chosen.flatMap((id, position) => {
    const product = catalog.get(id);
    if (product === undefined || unshowable(product) !== undefined) return [];
    const propensity = propensities[position];
    return [
      {
        product,
        position,
        reasons: reasons[position] ?? [],
        ...(propensity === undefined ? {} : { propensity }),
      },
    ];
  });
}
