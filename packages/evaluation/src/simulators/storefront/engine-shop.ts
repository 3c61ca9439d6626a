import {
  type CandidateSet,
  type CandidateSource,
  type Clock,
  type Decision,
  Engine,
  type Fault,
  Learner,
  type MemoryStorage,
  memoryStorage,
  type NewEvent,
  type Point,
  seededEntropy,
  Views,
} from '@armoire/core';
import type { Instant, PointId, Product, ShopEvent } from '@armoire/protocol';
import type { PageAnswer, PageAsk, PriceAnswer, PriceAsk, Shop } from './shop.ts';

export interface EngineShopOptions {
  readonly points: Readonly<Record<PointId, Point>>;
  readonly products: readonly Product[];
  readonly currency: string;
  readonly clock: Clock;
  /** Of the decisions' ids and seeds. */
  readonly seed: number;
  /** What an earlier shop has kept: the new one goes on from there. Empty when absent. */
  readonly storage?: MemoryStorage;
  /**
   * Whether the log keeps of a candidate set only what was chosen from it, and no reasons: all that learning needs, and
   * a tenth of the memory of a long simulation whose decisions nobody replays, evaluates or explains. False when absent.
   */
  readonly brief?: boolean;
  /** The engine's own when absent. */
  readonly sources?: readonly CandidateSource[];
  /** Told what a fallback answered for. */
  readonly fault?: (fault: Fault) => void;
}

/**
 * A shop whose engine, log and learner live in this process. A decision's token is its id. Nothing is judged by its
 * sender here, so that bots teach it.
 */
export interface EngineShop extends Shop {
  readonly engine: Engine;
  readonly learner: Learner;
  readonly storage: MemoryStorage;
  /** Learns all that has happened, and closes the places whose wait is over. */
  settle(): Promise<void>;
}

const shop = 'simulated';

/** Opens a shop on an engine with stores in memory. It learns from every batch of events before it answers again. */
export async function engineShop(options: EngineShopOptions): Promise<EngineShop> {
  const {
    points,
    products,
    currency,
    clock,
    seed,
    brief = false,
    sources,
    fault,
    storage = memoryStorage(),
  } = options;
  let due: Instant = Number.POSITIVE_INFINITY;
  const engine: Engine = new Engine({
    shop,
    currency,
    points,
    clock,
    entropy: seededEntropy(seed),
    decided: (...made) => {
      const [decisions, sets] = brief ? onlyChosen(...made) : made;
      void storage.decisions.append(decisions, sets);
      learner.remember(decisions, sets);
    },
    slots: storage.slots,
    claimed: (decisions, sets) => learner.remember(decisions, sets),
    ...(sources === undefined ? {} : { sources }),
    ...(fault === undefined ? {} : { fault }),
  });
  const learner: Learner = new Learner({
    engine,
    clock,
    events: storage.events,
    decisions: storage.decisions,
    state: storage.state,
    waiting: (at) => {
      due = Math.min(due, at);
    },
  });
  const views = new Views(engine, storage.events, storage.state);
  const upsert = (product: Product) => ({ kind: 'upsert' as const, product });
  await storage.catalog.apply(shop, products.map(upsert));
  const known = await storage.catalog.current(shop, 0, Number.MAX_SAFE_INTEGER);
  for (const { change, offset } of known) engine.show(change, offset);
  await views.load();
  await learner.load();

  const settle = async () => {
    await learner.drain();
    if (due > clock.now()) return;
    due = Number.POSITIVE_INFINITY;
    await learner.closeDue();
  };
  return {
    engine,
    learner,
    storage,
    settle,
    async page({ visitor, situation, shelves }: PageAsk): Promise<PageAnswer> {
      const page = await engine.page({ visitor, situation, shelves });
      return {
        kind: 'page',
        shelves: page.shelves.map(({ point, decision, items }) => ({
          point,
          token: decision.id,
          items: items.map(({ product, position }) => ({ product: product.id, position })),
        })),
      };
    },
    async price({ visitor, point, product, variant }: PriceAsk): Promise<PriceAnswer> {
      const { price } = await engine.price({ visitor, point, product, variant });
      return { kind: 'price', price };
    },
    async send(events: readonly ShopEvent[]): Promise<void> {
      const appended = await storage.events.append(
        shop,
        events.map((event) => resolved(event, clock.now())),
      );
      await views.push(appended.events);
      learner.push(appended.events);
      await settle();
    },
    async update(changed: readonly Product[]): Promise<void> {
      const stored = await storage.catalog.apply(shop, changed.map(upsert));
      for (const { change, offset } of stored) engine.show(change, offset);
    },
  };
}

/** The event as the log takes it: what a server would verify is taken at its word. */
function resolved(event: ShopEvent, receivedAt: Instant): NewEvent {
  if ('lines' in event) {
    const lines = event.lines.map(({ token, ...line }) => ({ ...line, ...decision(token) }));
    return { ...event, lines, receivedAt };
  }
  if (event.kind === 'search') return { ...event, receivedAt };
  const { token, ...rest } = event;
  return { ...rest, ...decision(token), receivedAt };
}

function decision(token: string | undefined): { decision?: string } {
  return token === undefined ? {} : { decision: token };
}

/** Decisions without reasons, with sets of their own that hold nothing but what was chosen. */
function onlyChosen(
  decisions: readonly Decision[],
  sets: readonly CandidateSet[],
): [decisions: readonly Decision[], sets: readonly CandidateSet[]] {
  const kept: CandidateSet[] = [];
  const named = decisions.map((decision) => {
    const set = sets.find(({ hash }) => hash === decision.candidateSet);
    if (set === undefined) return { ...decision, reasons: [] };
    const hash = `${set.hash}/${decision.id}`;
    kept.push({ ...set, hash, entries: set.entries.filter(({ id }) => decision.chosen.includes(id)) });
    return { ...decision, candidateSet: hash, reasons: [] };
  });
  return [named, kept];
}
