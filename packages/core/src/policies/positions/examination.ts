import type { ActionId } from '@armoire/protocol';

/** One place of a logged decision, and whether it was clicked on. */
export interface PlacedClick {
  readonly action: ActionId;
  /** From 0. */
  readonly position: number;
  /** Of the action in its place, given those above; places without one say nothing. */
  readonly propensity: number;
  readonly click: boolean;
}

/** What is known of one action in one place: sums over the log, so that those of parts of it add up. */
export interface PositionCell {
  readonly action: ActionId;
  readonly position: number;
  /** Σw, Σw², Σw·c and Σw²·c, with w = 1/propensity and c = 1 for a click. */
  readonly weight: number;
  readonly squares: number;
  readonly clicks: number;
  readonly clickSquares: number;
}

/** How likely a place is looked at, relative to the first, with an interval that holds it in 95 of 100 logs. */
export interface Examination {
  readonly position: number;
  readonly examination: number;
  readonly low: number;
  readonly high: number;
  /** Actions that were seen both here and in the first place: all that it rests on. */
  readonly actions: number;
}

/** Of the normal distribution, for 95 %. */
const critical = 1.959963984540054;

/** Sums a log up, and those of other parts of it with it. */
export function positionCells(
  clicks: Iterable<PlacedClick>,
  known: Iterable<PositionCell> = [],
): PositionCell[] {
  const cells = new Map<string, PositionCell>();
  const add = (more: PositionCell) => {
    const key = `${more.position} ${more.action}`;
    const cell = cells.get(key);
    cells.set(
      key,
      cell === undefined
        ? more
        : {
            ...more,
            weight: cell.weight + more.weight,
            squares: cell.squares + more.squares,
            clicks: cell.clicks + more.clicks,
            clickSquares: cell.clickSquares + more.clickSquares,
          },
    );
  };
  for (const cell of known) add(cell);
  for (const { action, position, propensity, click } of clicks) {
    if (!(propensity > 0)) continue;
    const weight = 1 / propensity;
    const c = Number(click);
    add({
      action,
      position,
      weight,
      squares: weight ** 2,
      clicks: c * weight,
      clickSquares: c * weight ** 2,
    });
  }
  return [...cells.values()];
}

/**
 * The position-based model (Richardson, Dominowska and Ragno 2007): an action a in place k is clicked on with
 * probability θ_k · γ_a, looked at and liked. With r_ak the self-normalised inverse-propensity mean of its clicks there,
 * r_ak / r_a0 = θ_k / θ_0 for any action that policy and chance have put into both places, so that
 *
 *     θ_k = Σ_a h_ak · r_ak / Σ_a h_ak · r_a0,   h_ak = n_ak · n_a0 / (n_ak + n_a0)
 *
 * where n = (Σw)²/Σw² is what the weights leave of the counts: actions count by how well both are known. This is
 * harvesting of interventions (Agarwal, Zaitsev, Wang, Li, Najork and Joachims 2019) with logged propensities for their
 * swaps of rankers. Intervals are by the delta method on log θ, with Var r = Σ w²(c − r)² / (Σw)².
 *
 * Deviations: every place is compared with the first, not all with all; propensities are those given the places above,
 * so that an action which is liked where it stands above is missing below, and θ comes out too low by as much as liking
 * differs between visitors; and places of one decision count as independent.
 *
 * @returns for each place that shares actions with the first, in order; the first itself is 1
 */
export function fitPositions(cells: readonly PositionCell[]): Examination[] {
  const byPosition = new Map<number, Map<ActionId, PositionCell>>();
  for (const cell of cells) {
    const place = byPosition.get(cell.position) ?? new Map<ActionId, PositionCell>();
    byPosition.set(cell.position, place.set(cell.action, cell));
  }
  const top = byPosition.get(0) ?? new Map<ActionId, PositionCell>();
  return [...byPosition.keys()]
    .sort((a, b) => a - b)
    .flatMap((position) =>
      position === 0
        ? [{ position, examination: 1, low: 1, high: 1, actions: top.size }]
        : compared(position, byPosition.get(position) ?? top, top),
    );
}

function compared(
  position: number,
  here: ReadonlyMap<ActionId, PositionCell>,
  top: ReadonlyMap<ActionId, PositionCell>,
): Examination[] {
  let [mine, first, mineVariance, firstVariance, actions] = [0, 0, 0, 0, 0];
  for (const [action, cell] of here) {
    const above = top.get(action);
    if (above === undefined) continue;
    const h = 1 / (cell.squares / cell.weight ** 2 + above.squares / above.weight ** 2);
    const [a, b] = [meanOf(cell), meanOf(above)];
    mine += h * a.mean;
    first += h * b.mean;
    mineVariance += h ** 2 * a.variance;
    firstVariance += h ** 2 * b.variance;
    actions++;
  }
  if (!(mine > 0 && first > 0)) return [];
  const examination = mine / first;
  const spread = Math.exp(critical * Math.sqrt(mineVariance / mine ** 2 + firstVariance / first ** 2));
  return [{ position, examination, low: examination / spread, high: examination * spread, actions }];
}

function meanOf({ weight, squares, clicks, clickSquares }: PositionCell) {
  const mean = clicks / weight;
  return { mean, variance: (clickSquares * (1 - 2 * mean) + mean ** 2 * squares) / weight ** 2 };
}
