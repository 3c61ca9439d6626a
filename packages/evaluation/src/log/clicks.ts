import type { Decision, Outcome, PlacedClick } from '@armoire/core';

/**
 * The places of a log as `positionCells` of `@armoire/core` takes them: those of decisions of policies of which anything
 * is known. A place of such a slate that nothing is known of was not clicked on.
 */
export function placedClicks(decisions: readonly Decision[], outcomes: readonly Outcome[]): PlacedClick[] {
  const clicked = clicksOf(outcomes);
  return decisions.flatMap(({ id, source, chosen, propensities }) => {
    const clicks = source === 'policy' ? clicked.get(id) : undefined;
    if (clicks === undefined) return [];
    return chosen.map((action, position) => ({
      action,
      position,
      propensity: propensities[position] ?? 0,
      click: clicks.has(position),
    }));
  });
}

/** The positions of the clicks of each slate, as `continuationCells` of `@armoire/core` takes them. */
export function clickedSlates(outcomes: readonly Outcome[]): number[][] {
  return [...clicksOf(outcomes).values()].map((clicks) => [...clicks].sort((a, b) => a - b));
}

/** By decision; a set without entries for those that were seen and not clicked on. */
function clicksOf(outcomes: readonly Outcome[]): ReadonlyMap<string, Set<number>> {
  const clicked = new Map<string, Set<number>>();
  for (const { decision, position, seen } of outcomes) {
    const clicks = clicked.get(decision) ?? new Set();
    clicked.set(decision, clicks);
    if (seen.includes('click')) clicks.add(position);
  }
  return clicked;
}
