import { ArmoireError, type LoggedEvent, type PointId, type ProductId, type ShopId } from '@armoire/protocol';
import { type CandidateSource, popularInCategory, together, trending } from '../candidates/index.ts';
import { Catalog, requireVariant } from '../catalog/index.ts';
import type { CandidateSet, Decision } from '../decisions/index.ts';
import { unshowable } from '../eligibility/index.ts';
import { People } from '../events/index.ts';
import { ownPrice } from '../guard/index.ts';
import type { AuditLine, Clock, Entropy, StoreFront } from '../ports/index.ts';
import { decideChoice } from './choice.ts';
import { explain } from './explain.ts';
import { Learned } from './learned.ts';
import { type Fault, type Parts, policiesOf } from './parts.ts';
import type { Point } from './points.ts';
import { Prices } from './price.ts';
import type {
  Choice,
  ChoiceRequest,
  DecisionSink,
  Explanation,
  Page,
  PageRequest,
  PriceRequest,
  Quote,
  Shelf,
} from './requests.ts';
import { decideShelf } from './shelf.ts';

export interface EngineOptions {
  readonly shop: ShopId;
  /** The one currency of the shop's prices. */
  readonly currency: string;
  readonly points: Readonly<Record<PointId, Point>>;
  /** Trending, together and popular when absent. */
  readonly sources?: readonly CandidateSource[];
  readonly clock: Clock;
  readonly entropy: Entropy;
  readonly decided: DecisionSink;
  readonly audit?: (line: AuditLine) => void;
  readonly fault?: (fault: Fault) => void;
  readonly storeFront?: Pick<StoreFront, 'recommendations'>;
  readonly lastPrice?: (point: PointId, variant: string, at: number) => Promise<Decision | undefined>;
}

/** The candidate sources of a shop that configures none. */
export function defaultSources(): CandidateSource[] {
  return [together(), popularInCategory(), trending()];
}

/**
 * The decision engine of one shop. Everything it decides from is in memory; what it decides, it hands to a sink that
 * logs it. It has no clock, no chance and no I/O of its own.
 */
export class Engine {
  readonly shop: ShopId;
  readonly points: Readonly<Record<PointId, Point>>;
  readonly catalog: Catalog;
  readonly learned: Learned;
  readonly people = new People();
  readonly prices: Prices;
  readonly sources: ReadonlyMap<string, CandidateSource>;
  readonly #parts: Parts;

  constructor(options: EngineOptions) {
    const { shop, currency, points, sources = defaultSources(), clock, entropy, decided } = options;
    this.shop = shop;
    this.points = points;
    this.catalog = new Catalog(currency);
    this.learned = new Learned(Object.entries(points), this.catalog);
    this.sources = new Map(sources.map((source) => [source.id, source]));
    this.#parts = {
      shop,
      catalog: this.catalog,
      learned: this.learned,
      person: (visitor) => this.people.person(visitor),
      sources: this.sources,
      clock,
      entropy,
      decided,
      audit: options.audit ?? (() => {}),
      fault: options.fault ?? (() => {}),
      storeFront: options.storeFront,
      lastPrice: options.lastPrice ?? (async () => undefined),
    };
    this.prices = new Prices(this.#parts);
  }

  /** Fills the shelves of a page in their order; a product stands on at most one of them. */
  async page({ visitor, situation, shelves }: PageRequest): Promise<Page> {
    const points = shelves.map(({ point }) => this.#point(point, 'shelf'));
    const taken = new Set<ProductId>();
    const filled: Shelf[] = [];
    for (const [i, request] of shelves.entries()) {
      const point = points[i];
      if (point === undefined) continue;
      const shelf = await decideShelf(this.#parts, point, request, visitor, situation, taken);
      for (const { product } of shelf.items) taken.add(product.id);
      filled.push(shelf);
    }
    return { shelves: filled };
  }

  /** The price of a variant in the present slot; the merchant's own where no price point covers it. */
  async price(request: PriceRequest): Promise<Quote> {
    const id = request.point ?? Object.keys(this.points).find((key) => this.points[key]?.kind === 'price');
    if (id !== undefined) return await this.prices.quote(id, this.#point(id, 'price'), request);
    const product = this.catalog.require(request.product);
    const variant = requireVariant(product, request.variant);
    return {
      product,
      variant,
      price: ownPrice(variant),
      regular: variant.price,
      until: this.#parts.clock.now(),
    };
  }

  choice(request: ChoiceRequest): Choice {
    return decideChoice(this.#parts, this.#point(request.point, 'choice'), request);
  }

  /** Why a decision came out as it did; by its record alone where its policy is no longer configured. */
  explain(decision: Decision, set: CandidateSet | undefined): Explanation {
    const point = this.points[decision.point];
    const policy =
      point &&
      policiesOf(point).find(
        ({ id, version }) => id === decision.policy.id && version === decision.policy.version,
      );
    const held = policy && {
      policy,
      state: this.learned.state(decision.point, policy),
      worth: policy.reward === 'binary' ? 1 : point.reward.cap,
    };
    return explain(decision, set, held, this.catalog);
  }

  /** Whether the product may be shown at this moment. */
  showable(id: ProductId): boolean {
    return unshowable(this.catalog.get(id)) === undefined;
  }

  /** Tells the candidate sources of an event. Call it once for each, in the order of the log. */
  observe(event: LoggedEvent): void {
    this.people.observe(event);
    const person = this.people.person(event);
    for (const source of this.sources.values()) source.observe(event, person, this.catalog);
  }

  #point<K extends Point['kind']>(id: PointId, kind: K): Extract<Point, { kind: K }> {
    const point = this.points[id];
    if (point?.kind === kind) return point as Extract<Point, { kind: K }>;
    const known = Object.keys(this.points).filter((key) => this.points[key]?.kind === kind);
    throw new ArmoireError('UNKNOWN_POINT', `There is no ${kind} point "${id}"`, {
      fix: known.length === 0 ? `Configure a ${kind} point.` : `Use one of ${known.join(', ')}.`,
    });
  }
}
