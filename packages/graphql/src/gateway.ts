import type {
  AuditLine,
  Choice,
  ChoiceRequest,
  Decision,
  DecisionFilter,
  Explanation,
  Page,
  PageRequest,
  PriceRequest,
  Quote,
  StoredPage,
} from '@armoire/core';
import type {
  CatalogChange,
  DecisionId,
  ErrorBody,
  PointId,
  PriceClaims,
  Product,
  ProductId,
  ShopperToken,
} from '@armoire/protocol';
import type { AccessGateway } from './access-gateway.ts';
import type { EarnedGateway } from './earned-gateway.ts';
import type { EvaluationGateway } from './evaluation-gateway.ts';
import type { InsightGateway } from './insight-gateway.ts';
import type { PeopleGateway } from './people-gateway.ts';
import type { PricesGateway } from './prices-gateway.ts';
import type { PricingGateway } from './pricing-gateway.ts';
import type { RulesGateway } from './rules-gateway.ts';

/** What became of a batch of events or catalogue changes, row by row: good rows are kept when others are refused. */
export interface Receipt {
  readonly accepted: number;
  /** Known already, or older than what is known. */
  readonly duplicates: number;
  readonly rejected: readonly (ErrorBody & { readonly index: number })[];
}

/** What the shopper's schema asks of a shop. The server implements it; any other host may. */
export interface ShopperGateway {
  page(request: PageRequest): Promise<Page>;
  price(request: PriceRequest): Promise<Quote>;
  choice(request: ChoiceRequest): Promise<Choice>;
  product(id: ProductId): Product | undefined;
  /** Whether the product may still be shown at this moment: asked again while the answer is written. */
  showable(id: ProductId, decision?: Decision): boolean;
  /** Signs a token that ties events to a decision. At once where it can: a page asks for one per shelf. */
  token(decision: Decision): string | Promise<string>;
  /** Signs a token that says what was offered, and until when it is charged. */
  priceToken(quote: Quote): string | Promise<string>;
  /** The token that a shopper should keep from now on: the same, a renewed one, or that of somebody new. */
  shopper(token?: string): Promise<ShopperToken>;
  /** Takes events from a browser: unvalidated input, order events refused. Resolves when they are durable. */
  track(events: readonly unknown[]): Promise<Receipt>;
}

export interface PointSummary {
  readonly id: PointId;
  readonly kind: 'shelf' | 'price' | 'choice';
  readonly policy: { readonly id: string; readonly version: number; readonly support: 'full' | 'none' };
  /** Samples learned so far. */
  readonly samples: number;
}

/** What the merchant's schema asks of a shop; every call is made with a secret key that was checked before. */
export interface MerchantGateway {
  points(): Promise<readonly PointSummary[]>;
  decision(id: DecisionId): Promise<Decision | undefined>;
  decisions(filter: DecisionFilter, limit: number, cursor?: string): Promise<StoredPage<Decision>>;
  explain(id: DecisionId): Promise<Explanation>;
  audit(limit: number, before?: string): Promise<readonly AuditLine[]>;
  /** What a price token says. Throws INVALID_TOKEN or EXPIRED_TOKEN. */
  offeredPrice(token: string): Promise<PriceClaims>;
  killSwitch(): Promise<boolean>;
  /** On: every price is the merchant's own until it is turned off. Writes an audit line. */
  setKillSwitch(on: boolean, actor: string, why: string): Promise<boolean>;
  /**
   * Takes one price change back: the price before it holds until the next slot, or, where the store charges it, is
   * written by the next cycle. Writes an audit line.
   */
  undo(auditId: string, actor: string): Promise<AuditLine>;
  /** For shops without an adapter: the catalogue, purchases and refunds, by secret key. Unvalidated input. */
  upsertProducts(products: readonly unknown[]): Promise<Receipt>;
  removeProducts(changes: readonly (CatalogChange & { kind: 'tombstone' })[]): Promise<Receipt>;
  recordOrders(events: readonly unknown[]): Promise<Receipt>;
  /** Keys and users. */
  readonly access: AccessGateway;
  /** Prices that people decide about. */
  readonly prices: PricesGateway;
  /** How prices work. */
  readonly pricing: PricingGateway;
  /** Single people. */
  readonly people: PeopleGateway;
  /** What is wanted of shelves beyond what is learned. */
  readonly rules: RulesGateway;
  /** What people watch. */
  readonly insight: InsightGateway;
  /** What Armoire is worth. */
  readonly earned: EarnedGateway;
  /** What other policies would have earned. */
  readonly evaluation: EvaluationGateway;
}
