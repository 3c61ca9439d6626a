import {
  type DecisionId,
  type EventKind,
  type Instant,
  type LoggedEvent,
  type LoggedLine,
  minorDigits,
  netOf,
  type Offset,
  type VariantId,
} from '@armoire/protocol';
import type { Catalog } from '../catalog/index.ts';
import type { PersonName } from '../events/index.ts';
import type { RewardSpec, Terms } from '../rewards/index.ts';
import { type Returned, returns } from './returns.ts';

/** A claim that a decision led to an event; which decision, is for attribution to find out. */
export interface Claim {
  readonly kind: EventKind;
  /** When the event happened; for refunds, when the order was placed. */
  readonly at: Instant;
  /** When it became known. */
  readonly known: Instant;
  /** Until when a price can have been seen for it: the clock of whoever sent it may be ahead. */
  readonly seenUntil: Instant;
  /** What the decision must have chosen: a product, or an action of a choice point. */
  readonly subject: string;
  readonly variant?: VariantId;
  /** The decision that a verified token named. */
  readonly decision?: DecisionId;
  /** The names of whoever did it. */
  readonly people: readonly PersonName[];
  /** For orders: the line as it was bought. */
  readonly line?: LoggedLine;
  /** For orders: the place of the purchase in the log. */
  readonly purchase?: Offset;
  /** For refunds: how much of the line has come back. */
  readonly returned?: Returned;
}

/**
 * The claims of a refund: those of the lines that come back, as they were bought, so that it reaches the same
 * decisions.
 *
 * @param earlier the order's refunds before it
 */
export function refundClaims(
  refund: LoggedEvent,
  people: readonly PersonName[],
  purchase: LoggedEvent,
  earlier: readonly LoggedEvent[],
): Claim[] {
  const known = Math.max(refund.receivedAt, purchase.receivedAt);
  return returns(refund, purchase, earlier).map(({ bought, returned }) => ({
    ...lineClaim(purchase, bought, people),
    kind: 'refund',
    known,
    returned,
  }));
}

function lineClaim(
  { kind, at, receivedAt, offset }: LoggedEvent,
  line: LoggedLine,
  people: readonly PersonName[],
): Claim {
  const { decision } = line;
  return {
    kind,
    at,
    known: receivedAt,
    seenUntil: Math.min(at, receivedAt),
    subject: line.product,
    people,
    line,
    purchase: offset,
    ...(line.variant === undefined ? {} : { variant: line.variant }),
    ...(decision === undefined ? {} : { decision }),
  };
}

/**
 * The claims that an event makes; a purchase claims for each of its lines. Refunds have {@link refundClaims}: when an
 * order was placed, and by whom, is for the order to say.
 */
export function claimsOf(event: LoggedEvent, people: readonly PersonName[]): Claim[] {
  if ('lines' in event) {
    if (event.kind === 'refund') return [];
    return event.lines.map((line) => lineClaim(event, line, people));
  }
  if (!('product' in event) && !('action' in event)) return [];
  const subject = event.product ?? event.action;
  if (subject === undefined) return [];
  const { kind, at, receivedAt: known, decision, variant } = event;
  return [
    {
      kind,
      at,
      known,
      seenUntil: Math.min(at, known),
      subject,
      people,
      ...(variant === undefined ? {} : { variant }),
      ...(decision === undefined ? {} : { decision }),
    },
  ];
}

/**
 * The terms on which the catalogue sells the article of a line now.
 *
 * @param counted what the line is counted by: only where that is relative do terms say to what
 */
export function termsOf(
  line: LoggedLine,
  offset: Offset,
  catalog: Catalog,
  counted?: RewardSpec['purchase'],
): Terms {
  const product = catalog.get(line.product);
  const variant = product?.variants.find(({ id }) => id === line.variant) ?? product?.variants[0];
  const unit = counted === 'relative' ? unitOf(line, variant?.cost !== undefined, catalog) : undefined;
  return {
    article: articleOf(line),
    from: offset,
    taxRate: product?.taxBasis === 'net' ? 0 : (product?.taxRate ?? 0),
    cost: variant?.cost?.amount ?? 0,
    ...(variant?.cost === undefined ? { costUnknown: true } : {}),
    ...(unit === undefined ? {} : { unit }),
  };
}

/** What a mean article brings: profit where the cost of this one is known, else its price. Currencies do not compare. */
function unitOf({ unitPrice }: LoggedLine, costKnown: boolean, { currency, level }: Catalog) {
  if (unitPrice.currency !== currency) return undefined;
  return costKnown ? level.profit : level.price;
}

export function articleOf({ product, variant }: LoggedLine): string {
  return variant ?? product;
}

/**
 * What a line as it was bought is worth under a reward: 1 for the line itself, else net revenue or net profit of all its
 * pieces in major units. Where the cost is unknown, profit is taken to be the revenue.
 *
 * Relative: half a line, and half its net profit over that of one piece of a mean article, ½ + ½ Σ (net − cost) / unit;
 * where the cost is unknown, its net revenue over the mean net price, as if all margins were alike. An article of a mean
 * profit counts 1, and one that brings little still half: were lines nothing but profit, what is dear would be shown in
 * place of what is wanted. A line is 1 where there is nothing to compare it with: a catalogue without prices or without
 * profit, another currency, a purchase that was counted before.
 */
export function lineAmount(line: LoggedLine, spec: RewardSpec, terms: Terms): number {
  if (isPlain(spec, terms)) return 1;
  const { unitPrice, quantity } = line;
  const cost = spec.purchase === 'revenue' ? 0 : terms.cost;
  const sum = (netOf(unitPrice, terms.taxRate).amount - cost) * quantity;
  if (spec.purchase === 'relative' && terms.unit !== undefined) return 0.5 + (0.5 * sum) / terms.unit;
  return sum / 10 ** minorDigits(unitPrice.currency);
}

/** Whether a line counts as such, whatever was paid for it. */
export function isPlain({ purchase }: RewardSpec, { unit }: Terms): boolean {
  return purchase === 'line' || (purchase === 'relative' && unit === undefined);
}

/** Net profit of a line as a share of its net price, −1 at worst; 0 where the cost is unknown, or nothing was paid. */
export function lineMargin({ unitPrice }: LoggedLine, { taxRate, cost, costUnknown }: Terms): number {
  const net = netOf(unitPrice, taxRate).amount;
  return costUnknown === true || net <= 0 ? 0 : Math.max((net - cost) / net, -1);
}
