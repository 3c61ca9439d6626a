import { manualClock } from '@armoire/core';
import {
  engineShop,
  type PairedDifference,
  pairedDifference,
  plainShop,
  popularityShop,
  type Settings,
  type Shop,
  type ShopTotals,
  type Summary,
  simulate,
  storefrontWorld,
  type TunedPopularity,
  tunePopularity,
  type World,
  type WorldOptions,
} from '@armoire/evaluation';
import { type Duration, day } from '@armoire/protocol';
import { briefStorage } from './brief/index.ts';
import { defaultShelves } from './shelves.ts';

export const armNames = ['learner', 'popularity', 'random'] as const;
export type ArmName = (typeof armNames)[number];

type Behaviour = Partial<Pick<Settings, 'organic' | 'attention' | 'season' | 'stock' | 'bots'>>;

export interface ExperimentOptions {
  readonly sessions: number;
  readonly seed: number;
  readonly products: number;
  /** Radians by which tastes turn in 30 days. */
  readonly drift: number;
  /** How shoppers, and programs, behave otherwise than by default. */
  readonly behaviour?: Behaviour;
  /** The others are compared with the last one. */
  readonly arms: readonly ArmName[];
  readonly progress?: (text: string) => void;
}

/** What an arm and its shoppers brought up to a number of sessions. */
export interface Point {
  readonly sessions: number;
  readonly totals: Readonly<ShopTotals>;
}

export interface ArmReport {
  readonly arm: ArmName;
  readonly summary: Summary;
  readonly course: readonly Point[];
}

export interface Comparison {
  readonly arm: ArmName;
  readonly against: ArmName;
  readonly clicks: PairedDifference;
  readonly profit: PairedDifference;
}

export interface Experiment {
  readonly world: World;
  readonly arms: readonly ArmReport[];
  readonly comparisons: readonly Comparison[];
  /** Absent when popularity is none of the arms. */
  readonly tuned?: TunedPopularity;
}

/** 2026-01-01T00:00:00Z. */
const start = 1_767_225_600_000;
const currency = 'EUR';
/** Added to the seed for worlds in which popularity is tuned. */
const apart = [1_000_001, 1_000_002, 1_000_003];
/** A small shop: the sessions of a run are some weeks, in which half-lives can differ. */
const sessionsPerDay = 500;

/** The kind of world that a number of sessions happens in; a shopper comes four times. */
export function worldFor({ sessions, products, drift, behaviour }: Omit<ExperimentOptions, 'seed' | 'arms'>) {
  const settings = {
    shelves: defaultShelves(currency).asks,
    shoppers: Math.max(100, Math.ceil(sessions / 4)),
    sessionsPerDay,
    drift,
    ...behaviour,
  };
  const size = { products, categories: Math.max(1, Math.min(8, Math.floor(products / 5))) };
  return { at: start, currency, size, settings } satisfies Omit<WorldOptions, 'seed'>;
}

/** Lets the same shoppers, with the same random streams, visit one shop after another. */
export async function experiment(options: ExperimentOptions): Promise<Experiment> {
  const { sessions, seed, arms, progress = () => {} } = options;
  const kind = worldFor(options);
  const world = storefrontWorld({ ...kind, seed });
  const tuned = arms.includes('popularity')
    ? await tunePopularity({
        world: kind,
        seeds: apart.map((by) => (seed + by) % 2 ** 32),
        sessions: Math.min(sessions, 10_000),
        progress: (done, of) => progress(`tuning popularity: ${done} of ${of}`),
      })
    : undefined;
  const reports: ArmReport[] = [];
  for (const arm of arms) {
    const shown = (done: number) => progress(`${arm}: ${done.toLocaleString('en-US')} sessions`);
    reports.push(await visited(arm, world, sessions, tuned?.halfLife, shown));
  }
  const control = reports.at(-1) as ArmReport;
  const comparisons = reports.slice(0, -1).map(({ arm, summary }) => ({
    arm,
    against: control.arm,
    clicks: pairedDifference(summary, control.summary, ({ clicks }) => clicks),
    profit: pairedDifference(summary, control.summary, ({ profit }) => profit),
  }));
  return { world, arms: reports, comparisons, ...(tuned === undefined ? {} : { tuned }) };
}

async function visited(
  arm: ArmName,
  world: World,
  sessions: number,
  halfLife: Duration = 30 * day,
  shown: (sessions: number) => void,
): Promise<ArmReport> {
  const clock = manualClock(world.at);
  const shops: Record<ArmName, () => Shop | Promise<Shop>> = {
    learner: () => learner(world, clock),
    popularity: () => popularityShop(world, halfLife),
    random: () => plainShop(world, world.seed),
  };
  const course: Point[] = [];
  const running = simulate({ shop: await shops[arm](), world, sessions, seed: world.seed, clock });
  for (;;) {
    const { done, value } = await running.next();
    if (done === true) return { arm, summary: value, course };
    course.push({ sessions: value.sessions, totals: value.totals });
    shown(value.sessions);
  }
}

/** An engine with the points of a shop that configures none. */
export function learner(world: World, clock: ReturnType<typeof manualClock>): Promise<Shop> {
  const { points } = defaultShelves(world.currency);
  const products = [...world.articles.values()].map(({ product }) => product);
  const { currency, seed } = world;
  const storage = briefStorage(clock);
  return engineShop({ points, products, currency, clock, seed, storage, brief: true });
}
