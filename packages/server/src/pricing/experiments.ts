import { blocksUntil, type PriceExperiment, stretchAt, switchbackStart } from '@armoire/core';
import { missingBlocks, switchbackEffect, type UnitBlocks } from '@armoire/evaluation';
import type { ExperimentResult, PriceExperimentReport } from '@armoire/graphql';
import { type Instant, type PointId, second } from '@armoire/protocol';
import { experimentName } from '../config/index.ts';
import type { ShopRuntime } from '../runtime/index.ts';
import { type Taking, takings } from './takings.ts';

/** What is younger may not be in the log yet: another node may be writing it. */
const settled = 30 * second;

type Metric = ExperimentResult['metric'];

/** What the price experiments of a shop tell by now, by intention to treat: a sale counts for the arm whose turn it was. */
export async function priceExperiments(shop: ShopRuntime): Promise<readonly PriceExperimentReport[]> {
  const now = shop.clock.now();
  const points = Object.entries(shop.engine.points).flatMap(([id, point]) =>
    point.kind === 'price' && point.experiment !== undefined ? [[id, point.experiment] as const] : [],
  );
  await shop.written();
  return await Promise.all(points.map(([id, experiment]) => reportOf(shop, id, experiment, now)));
}

async function reportOf(
  { id: shop, storage, engine, settings }: ShopRuntime,
  point: PointId,
  experiment: PriceExperiment,
  now: Instant,
): Promise<PriceExperimentReport> {
  const { arms, unit, slot, hold, washout, from, until, chooses } = experiment;
  const blocks = blocksUntil(experiment, now - settled);
  const sums = new Turns(experiment);
  const start = switchbackStart(experiment);
  const end = start + blocks * arms.length * slot * hold;
  const parts = { id: shop, events: storage.events, catalog: engine.catalog };
  if (blocks > 0) for await (const taking of takings(parts, start, end)) sums.add(taking);
  const turn = unit === 'shop' ? stretchAt(experiment, '', now)?.arm : undefined;
  return {
    point,
    name: experimentName(experiment),
    unit,
    arms,
    chooses: arms.map((arm) => idOf(chooses[arm])),
    from,
    ...(until === undefined ? {} : { until }),
    stretch: slot * hold,
    washout,
    ...(turn === undefined ? {} : { turn }),
    blocks,
    results: sums.results(blocks, settings.currency),
    linesWithoutCost: sums.linesWithoutCost,
  };
}

function idOf(chooses: PriceExperiment['chooses'][string] | undefined): string {
  return typeof chooses === 'object' ? chooses.id : 'own';
}

/** Totals of the turns of each unit. */
class Turns {
  linesWithoutCost = 0;
  readonly #experiment: PriceExperiment;
  /** By unit and metric: of each block and arm. */
  readonly #totals = new Map<string, Map<string, Map<string, number>>>();
  readonly #currencies = new Set<string>();

  constructor(experiment: PriceExperiment) {
    this.#experiment = experiment;
  }

  add({ at, line, pieces, money }: Taking): void {
    const { unit } = this.#experiment;
    const stretch = stretchAt(this.#experiment, line.product, at);
    if (stretch === undefined || at < stretch.counts) return;
    if (pieces > 0 && !money.costKnown) this.linesWithoutCost++;
    this.#currencies.add(money.currency);
    const name = unit === 'shop' ? '' : line.product;
    const turn = turnName(stretch.block, stretch.arm);
    this.#put(name, 'units', turn, pieces);
    this.#put(name, keyOf('revenue', money.currency), turn, money.revenue);
    this.#put(name, keyOf('profit', money.currency), turn, money.profit);
  }

  #put(unit: string, metric: string, turn: string, value: number): void {
    const metrics = this.#totals.get(unit) ?? new Map<string, Map<string, number>>();
    this.#totals.set(unit, metrics);
    const totals = metrics.get(metric) ?? new Map<string, number>();
    metrics.set(metric, totals);
    totals.set(turn, (totals.get(turn) ?? 0) + value);
  }

  /** @param blocks that are over; @param currency of the shop, which is told of also where nothing is sold */
  results(blocks: number, currency: string): readonly ExperimentResult[] {
    const [control, ...others] = this.#experiment.arms;
    const currencies = [...new Set([currency, ...this.#currencies])].sort();
    const metrics: (readonly [Metric, string | undefined])[] = [
      ...currencies.flatMap((each) => [['profit', each] as const, ['revenue', each] as const]),
      ['units', undefined],
    ];
    return others.flatMap((arm) =>
      metrics.map(([metric, of]): ExperimentResult => {
        const units = this.#unitsOf(keyOf(metric, of), blocks);
        const missing = missingBlocks(units, control, arm);
        return {
          arm,
          metric,
          ...(of === undefined ? {} : { currency: of }),
          ...(missing.length === 0 ? { effect: switchbackEffect(units, control, arm) } : {}),
          missing,
        };
      }),
    );
  }

  #unitsOf(metric: string, blocks: number): readonly UnitBlocks[] {
    const { arms, slot, hold } = this.#experiment;
    const start = switchbackStart(this.#experiment);
    const names = this.#totals.size === 0 ? [''] : [...this.#totals.keys()];
    return names.map((name) => {
      const totals = this.#totals.get(name)?.get(metric);
      return Array.from({ length: blocks }, (_, block) =>
        arms.flatMap((_arm, place) => {
          const begins = start + (block * arms.length + place) * slot * hold;
          const stretch = stretchAt(this.#experiment, name, begins);
          if (stretch === undefined) return [];
          return [{ arm: stretch.arm, value: totals?.get(turnName(block, stretch.arm)) ?? 0 }];
        }),
      );
    });
  }
}

function turnName(block: number, arm: string): string {
  return `${block}/${arm}`;
}

function keyOf(metric: Metric, currency: string | undefined): string {
  return currency === undefined ? metric : `${metric} ${currency}`;
}
