import {
  ArmoireError,
  type CatalogChange,
  type Instant,
  type LoggedEvent,
  type Offset,
  type PointId,
  type ProductId,
  type ShopId,
} from '@armoire/protocol';
import {
  buyAgain,
  type CandidateQuery,
  type CandidateSource,
  newest,
  popularInCategory,
  Repeats,
  recentlyViewed,
  together,
  trending,
} from '../candidates/index.ts';
import { Catalog, changedProduct, requireVariant } from '../catalog/index.ts';
import { nowhere, Sessions, type ShopPlace } from '../context/index.ts';
import type { CandidateSet, Decision } from '../decisions/index.ts';
import { unshowable } from '../eligibility/index.ts';
import { People } from '../events/index.ts';
import { ownPrice, type PriceFacts } from '../guard/index.ts';
import type {
  AuditLine,
  Clock,
  Entropy,
  Neighbour,
  PriceSlots,
  SlotDecision,
  StoreFront,
} from '../ports/index.ts';
import { Profiles } from '../profiles/index.ts';
import { Ranker } from '../ranking/index.ts';
import { type CompiledRules, type Rule, RuleBook } from '../rules/index.ts';
import { type Belief, believe } from './believe.ts';
import { decideChoice } from './choice.ts';
import { Deadline } from './deadline.ts';
import { explain } from './explain.ts';
import { pick } from './fallbacks.ts';
import { gather } from './gather.ts';
import { Learned } from './learned.ts';
import type { Fault, Parts } from './parts.ts';
import { type Point, policyOf } from './points.ts';
import { type PreviewRequest, previewRules, type RulesPreview } from './preview.ts';
import { Prices } from './price.ts';
import { aloneSlots } from './price-alone.ts';
import { claimPrices, isTimely, proposePrices } from './price-proposals.ts';
import { type PriceSink, ShownPrices } from './price-shown.ts';
import { type StandingPrice, standPrices } from './price-standing.ts';
import { learnOrder } from './rank.ts';
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
  Visitor,
} from './requests.ts';
import { standing } from './ruled.ts';
import { decideShelf } from './shelf.ts';
import { Steady } from './steady.ts';

export interface EngineOptions {
  readonly shop: ShopId;
  /** The one currency of the shop's prices. */
  readonly currency: string;
  readonly points: Readonly<Record<PointId, Point>>;
  /** Trending, together and popular when absent. */
  readonly sources?: readonly CandidateSource[];
  /** Where the shop is: UTC, and without holidays, when absent. */
  readonly place?: ShopPlace;
  readonly clock: Clock;
  readonly entropy: Entropy;
  readonly decided: DecisionSink;
  readonly audit?: (line: AuditLine) => void;
  readonly fault?: (fault: Fault) => void;
  /** Told of each event of the log, whoever took it, before anything else hears of it. */
  readonly observed?: (event: LoggedEvent) => void;
  readonly storeFront?: Pick<StoreFront, 'recommendations'>;
  /** Products with texts like that of one, by cosine, nearest first: for policies that learn from likes; none when absent. */
  readonly near?: (product: ProductId) => readonly Neighbour[];
  /** What the nodes of a shop agree on prices by; when absent this engine is the only one, and remembers by itself. */
  readonly slots?: PriceSlots;
  /** Told of price decisions that `slots` has kept, and so logged; the others go to `decided`. */
  readonly claimed?: DecisionSink;
  /** Told of each price that shoppers are shown anew. */
  readonly shown?: PriceSink;
}

/**
 * The candidate sources of a shop that configures none.
 *
 * @param options `atLeast`: on how many distinct people what they show rests; 3 when absent, 1 asks for nobody
 */
export function defaultSources(options: { readonly atLeast?: number } = {}): CandidateSource[] {
  return [
    together(options),
    popularInCategory(options),
    trending(options),
    newest(),
    buyAgain(),
    recentlyViewed(),
  ];
}

/** What may be shown of a decision, as long as the clock and the rules stand as they do. */
interface Stood {
  readonly decision: Decision;
  readonly at: Instant;
  readonly rules: CompiledRules;
  readonly stands: ReturnType<typeof standing>;
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
  readonly profiles = new Profiles();
  readonly ranker: Ranker;
  readonly prices: Prices;
  readonly shownPrices: ShownPrices;
  readonly sources: ReadonlyMap<string, CandidateSource>;
  readonly #rules = new RuleBook();
  /** What happened so far in each session. */
  readonly sessions = new Sessions();
  readonly #repeats = new Repeats();
  readonly #observed: (event: LoggedEvent) => void;
  readonly #parts: Parts;
  readonly #steady = new Steady();
  #stood: Stood | undefined;

  constructor(options: EngineOptions) {
    const { shop, currency, points, sources = defaultSources(), clock, entropy, decided } = options;
    this.shop = shop;
    this.#observed = options.observed ?? (() => {});
    this.points = points;
    this.catalog = new Catalog(currency);
    this.learned = new Learned(Object.entries(points), this.catalog);
    this.sources = new Map(sources.map((source) => [source.id, source]));
    this.ranker = new Ranker([...this.sources.keys()]);
    this.shownPrices = new ShownPrices(shop, options.place?.market ?? '', options.shown ?? (() => {}));
    this.#parts = {
      shop,
      shown: this.shownPrices,
      catalog: this.catalog,
      learned: this.learned,
      known: (visitor) => this.#known(visitor),
      people: this.people,
      steady: this.#steady,
      ranker: this.ranker,
      rules: this.#rules,
      place: options.place ?? nowhere,
      sessions: this.sessions,
      sources: this.sources,
      clock,
      entropy,
      decided,
      fault: options.fault ?? (() => {}),
      storeFront: options.storeFront,
      near: options.near ?? (() => []),
      slots: options.slots ?? aloneSlots(options.audit),
      claimed: options.slots === undefined ? decided : (options.claimed ?? (() => {})),
    };
    this.prices = new Prices(this.#parts);
  }

  /** Fills the shelves of a page in their order; a product stands on at most one of them. */
  async page({ visitor, situation, view, shelves }: PageRequest): Promise<Page> {
    const points = shelves.map(({ point }) => this.#point(point, 'shelf'));
    if (visitor.excluded === undefined) this.sessions.asked(visitor, this.#parts.clock.now());
    const taken = new Set<ProductId>();
    const filled: Shelf[] = [];
    for (const [i, request] of shelves.entries()) {
      const point = points[i];
      if (point === undefined) continue;
      const shelf = await decideShelf(this.#parts, point, request, visitor, situation, taken, view);
      for (const { product } of shelf.items) taken.add(product.id);
      filled.push(shelf);
    }
    return { shelves: filled };
  }

  /** The candidates of a shelf in the ranker's order, before any policy explores: nothing is decided or logged. */
  async rank(
    id: PointId,
    { visitor, situation }: Pick<PageRequest, 'visitor' | 'situation'>,
  ): Promise<ProductId[]> {
    const point = this.#point(id, 'shelf');
    const { clock } = this.#parts;
    const deadline = new Deadline(clock, point.deadline);
    const around = pick(situation, this.#parts.place);
    const { entries } = await gather(
      this.#parts,
      id,
      point,
      visitor,
      situation,
      around,
      clock.now(),
      deadline,
    );
    return entries.map((entry) => entry.id);
  }

  /**
   * What a point's policy believes of its actions now, for nobody in particular; see {@link Belief}.
   *
   * @throws ArmoireError UNKNOWN_POINT
   */
  believe(point: PointId, limit: number): Promise<readonly Belief[]> {
    return believe(this.#parts, point, this.points[point], limit);
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

  /** What the policy of a price point would take now; see {@link proposePrices}. @throws ArmoireError UNKNOWN_POINT */
  proposePrices(
    point: PointId,
    asked: readonly PriceFacts[],
    { once = false }: { readonly once?: boolean } = {},
  ): Promise<readonly SlotDecision[]> {
    return proposePrices(this.#parts, point, this.#point(point, 'price'), asked, once);
  }

  /** Logs proposed prices that are charged, and quotes them from now on. Those that come too late are left: see {@link standPrices}. */
  async claimPrices(point: PointId, made: readonly SlotDecision[]): Promise<void> {
    const now = this.#parts.clock.now();
    const settings = this.#point(point, 'price');
    await this.#claim(made.filter(({ decision }) => isTimely(settings, decision, now)));
  }

  /** Logs prices that are charged without having been drawn for the slot; see {@link standPrices}. */
  async standPrices(point: PointId, asked: readonly StandingPrice[]): Promise<void> {
    const { made, held } = await standPrices(this.#parts, point, this.#point(point, 'price'), asked);
    this.#quote(held);
    await this.#claim(made);
  }

  async #claim(made: readonly SlotDecision[]): Promise<void> {
    this.#quote((await claimPrices(this.#parts, made)).map(({ decision }) => decision));
  }

  #quote(decisions: readonly Decision[]): void {
    for (const decision of decisions) {
      const { price, point } = decision;
      const settings = this.points[point];
      const written = settings?.kind === 'price' && settings.written === true;
      if (price !== undefined && written) this.prices.charges(price.variant, price.amount, decision);
    }
  }

  choice(request: ChoiceRequest): Choice {
    return decideChoice(this.#parts, this.#point(request.point, 'choice'), request);
  }

  /** Why a decision came out as it did; by its record alone where its policy is no longer configured. */
  explain(decision: Decision, set: CandidateSet | undefined): Explanation {
    const point = this.points[decision.point];
    const policy = point && policyOf(point, decision);
    const held = policy && {
      policy,
      state: this.learned.state(decision.point, policy),
      worth: policy.reward === 'binary' ? 1 : point.reward.cap,
    };
    return explain(decision, set, held, this.catalog);
  }

  /** Decides everything anew: what decisions rest on has changed, or somebody was erased. */
  renew(): void {
    this.#steady.clear();
  }

  /** Whether the product may be shown at this moment: by itself, or as part of a decision, by the rules as they are. */
  showable(id: ProductId, decision?: Decision): boolean {
    if (decision !== undefined) return this.#standing(decision)(id) !== undefined;
    return unshowable(this.catalog.get(id)) === undefined;
  }

  /** The merchant's rules as they are at work. */
  get rules(): { readonly version: number; readonly rules: readonly Rule[] } {
    return this.#rules.rules;
  }

  /** Puts a version of the rules to work, from the next decision on. */
  useRules(version: number, rules: readonly Rule[]): void {
    this.#rules.use(version, rules, this.catalog);
    this.#steady.clear();
  }

  /** What a shelf would be with other rules, beside what it is: nothing is decided or logged. */
  async previewRules(request: PreviewRequest): Promise<RulesPreview> {
    return await previewRules(this.#parts, this.#point(request.point, 'shelf'), request);
  }

  /** Takes a change of the catalogue into memory: what is shown from now on. */
  show(change: CatalogChange, offset: Offset): void {
    const before = this.catalog.get(changedProduct(change));
    this.catalog.apply(change, offset);
    this.#rules.changed(changedProduct(change), this.catalog.get(changedProduct(change)));
    for (const source of this.sources.values()) source.changed?.(change, before);
  }

  /** Call it before the log is told again from its beginning: forgets which events are repeats, and the sessions. */
  observeAnew(): void {
    this.#repeats.clear();
    this.sessions.clear();
  }

  /** Tells the candidate sources of an event. Call it once for each, in the order of the log. */
  observe(event: LoggedEvent): void {
    this.#observed(event);
    if (event.excluded !== undefined) return;
    this.sessions.observe(event);
    this.people.observe(event);
    const person = this.people.person(event);
    const names = person === undefined ? [] : this.people.names(event);
    learnOrder(this, event, person, this.profiles.of(person));
    this.profiles.observe(event, person, this.catalog, names);
    const repeated = !this.#repeats.counts(event, person);
    for (const source of this.sources.values()) {
      if (!repeated || source.crowd !== true) source.observe(event, person, this.catalog, names);
    }
  }

  /** {@link standing}, once for all that is asked about a decision at one moment: which rules are at work is one question. */
  #standing(decision: Decision): ReturnType<typeof standing> {
    const about = { decision, at: this.#parts.clock.now(), rules: this.#rules.rules };
    const last = this.#stood;
    if (last?.decision === decision && last.at === about.at && last.rules === about.rules) return last.stands;
    this.#stood = { ...about, stands: standing(this.#parts, decision) };
    return this.#stood.stands;
  }

  #known(visitor: Visitor): Pick<CandidateQuery, 'person' | 'profile'> {
    const person = this.people.person(visitor);
    const profile = this.profiles.of(person);
    return {
      ...(person === undefined ? {} : { person }),
      ...(profile === undefined ? {} : { profile }),
    };
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
