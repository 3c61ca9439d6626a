import type { ProductId } from '@armoire/protocol';
import type { Decision } from '../decisions/index.ts';
import type { Parts } from './parts.ts';
import type { Shelf } from './requests.ts';
import { familiesOf, standing } from './ruled.ts';
import { isShown } from './shadow.ts';

/** The shelf of a decision as it is shown: what may no longer be shown leaves its place empty, and nothing takes it. */
export function shownShelf(parts: Parts, decision: Decision): Shelf {
  return { point: decision.point, decision, items: isShown(decision) ? items(parts, decision) : [] };
}

function items(parts: Parts, decision: Decision): Shelf['items'] {
  const { chosen, propensities, reasons } = decision;
  const stands = standing(parts, decision);
  return chosen.flatMap((id, position) => {
    const product = stands(id);
    if (product === undefined) return [];
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

/**
 * A decision that may be given again: it was made under the rules as they are, something of it may still be shown, and
 * nothing of it stands on the page already.
 * Of the rest, what has gone leaves its place empty.
 */
export function stillShown(
  parts: Parts,
  decision: Decision | undefined,
  taken: ReadonlySet<ProductId>,
): Decision | undefined {
  if (decision === undefined || decision.chosen.some((id) => taken.has(id))) return undefined;
  if ((decision.rules ?? 0) !== parts.rules.rules.version) return undefined;
  const families = familiesOf([...taken], parts.catalog);
  const stands = standing(parts, decision);
  const shown = decision.chosen.flatMap((id) => stands(id) ?? []);
  if (shown.some(({ family }) => family !== undefined && families.has(family))) return undefined;
  return shown.length > 0 ? decision : undefined;
}
