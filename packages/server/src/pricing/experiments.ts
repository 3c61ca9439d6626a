import { blocksUntil, type Switchback, stretchAt, switchbackStart } from '@armoire/core';
import { missingBlocks, switchbackEffect, type UnitBlocks } from '@armoire/evaluation';
import type { ExperimentResult, PriceExperimentReport } from '@armoire/graphql';
import { type Instant, second } from '@armoire/protocol';
import { experimentName } from '../config/index.ts';
import type { ShopRuntime } from '../runtime/index.ts';
import { type ExperimentRecord, keepReport, noteExperiments } from './experiment-records.ts';
import { type Taking, takings } from './takings.ts';

/** What is younger may not be in the log yet: another node may be writing it. */
const settled = 30 * second;

type Metric = ExperimentResult['metric'];

/**
 * What the price experiments of a shop tell by now, by intention to treat: a sale counts for the arm whose turn it was.
 * Those that have ended, too: as the log tells it, or, once old events were dropped, as it was last told.
 */
export async function priceExperiments(shop: ShopRuntime): Promise<readonly PriceExperimentReport[]> {
  const all = await noteExperiments(shop);
  if (all.length === 0) return [];
  await shop.written();
  const [first] = await shop.storage.events.read(shop.id, 0, 1);
  return await Promise.all(
    all.map(async (kept) => {
      const { design, told: before } = kept.record;
      const whole = before?.first === first?.offset || (first?.at ?? Number.NaN) <= switchbackStart(design);
      if (before !== undefined && !whole) return withEnd(kept.record, before.report);
      const now = shop.clock.now();
      const told = await reportOf(shop, kept.record, now);
      // What has not begun has told nothing.
      if (design.from <= now) await keepReport(shop, kept, { report: told, first: first?.offset });
      return told;
    }),
  );
}

function withEnd(
  { ended }: ExperimentRecord,
  { turn: _, ended: _before, ...report }: PriceExperimentReport,
): PriceExperimentReport {
  return ended === undefined ? report : { ...report, ended };
}

async function reportOf(
  { id: shop, storage, engine, settings }: ShopRuntime,
  { point, design, chooses, ended }: ExperimentRecord,
  now: Instant,
): Promise<PriceExperimentReport> {
  const { arms, unit, slot, hold, washout, from, until } = design;
  const over = Math.min(now - settled, ended ?? Number.POSITIVE_INFINITY);
  const blocks = blocksUntil(design, over);
  const sums = new Turns(design);
  const start = switchbackStart(design);
  const end = start + blocks * arms.length * slot * hold;
  const parts = { id: shop, events: storage.events, catalog: engine.catalog };
  if (blocks > 0) for await (const taking of takings(parts, start, end)) sums.add(taking);
  const turn = unit === 'shop' && ended === undefined ? stretchAt(design, '', now)?.arm : undefined;
  return {
    point,
    name: experimentName(design),
    unit,
    arms,
    chooses,
    from,
    ...(until === undefined ? {} : { until }),
    ...(ended === undefined ? {} : { ended }),
    stretch: slot * hold,
    washout,
    ...(turn === undefined ? {} : { turn }),
    blocks,
    results: sums.results(blocks, settings.currency),
    linesWithoutCost: sums.linesWithoutCost,
  };
}

/** Totals of the turns of each unit. */
class Turns {
  linesWithoutCost = 0;
  readonly #experiment: Switchback;
  /** By unit and metric: of each block and arm. */
  readonly #totals = new Map<string, Map<string, Map<string, number>>>();
  readonly #currencies = new Set<string>();

  constructor(experiment: Switchback) {
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
