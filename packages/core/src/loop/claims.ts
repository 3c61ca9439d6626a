import {
  type DecisionId,
  type EventKind,
  type Instant,
  isOrderKind,
  type LoggedEvent,
  type LoggedLine,
  minorDigits,
  netOf,
  type Product,
  type ProductId,
  type VariantId,
} from '@armoire/protocol';
import type { Catalog } from '../catalog/index.ts';
import type { PersonName } from '../events/index.ts';
import type { RewardSpec } from '../rewards/index.ts';

/** A claim that a decision led to an event; which decision, is for attribution to find out. */
export interface Claim {
  readonly kind: EventKind;
  /** When the event happened; for refunds, when the order was placed. */
  readonly at: Instant;
  /** When it became known. */
  readonly known: Instant;
  /** What the decision must have chosen: a product, or an action of a choice point. */
  readonly subject: string;
  readonly variant?: VariantId;
  /** The decision that a verified token named. */
  readonly decision?: DecisionId;
  /** The names of whoever did it. */
  readonly people: readonly PersonName[];
  readonly line?: LoggedLine;
  /** For refunds: the line as it was bought, if it is known. */
  readonly bought?: LoggedLine;
}

/**
 * The claims that an event makes. An order event claims for each of its lines; a refund claims as the purchase did,
 * at the time of the purchase, so that it reaches the same decision.
 *
 * @param purchase for refunds, the order as it was bought, if it is known; if not, only lines with a token claim
 */
export function claimsOf(
  event: LoggedEvent,
  people: readonly PersonName[],
  purchase: LoggedEvent | undefined,
): Claim[] {
  if (isOrderKind(event.kind) && 'lines' in event) {
    const unknown = event.kind === 'refund' && purchase === undefined;
    // When an order was placed, and by whom, is for the order to say: without it only a token leads anywhere.
    const lines = event.lines.filter(({ decision }) => !unknown || decision !== undefined);
    return lines.map((line) => {
      const bought =
        purchase !== undefined && 'lines' in purchase
          ? purchase.lines.find((l) => sameArticle(l, line))
          : undefined;
      const decision = line.decision ?? bought?.decision;
      return {
        kind: event.kind,
        at: purchase?.at ?? event.at,
        known: event.receivedAt,
        subject: line.product,
        people,
        line,
        ...(line.variant === undefined ? {} : { variant: line.variant }),
        ...(decision === undefined ? {} : { decision }),
        ...(bought === undefined ? {} : { bought }),
      };
    });
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
      subject,
      people,
      ...(variant === undefined ? {} : { variant }),
      ...(decision === undefined ? {} : { decision }),
    },
  ];
}

function sameArticle(
  a: { product: ProductId; variant?: VariantId },
  b: { product: ProductId; variant?: VariantId },
): boolean {
  return a.product === b.product && (b.variant === undefined || a.variant === b.variant);
}

/**
 * What an order line is worth under a reward: 1 for the line itself (for a refund, the share of its pieces that came
 * back), else net revenue or net profit of all its pieces in major units. Where the cost is unknown, profit is taken to
 * be the revenue.
 *
 * @param bought for refunds, the line as it was bought, if it is known
 */
export function lineAmount(
  line: LoggedLine,
  bought: LoggedLine | undefined,
  spec: RewardSpec,
  catalog: Catalog,
): number {
  if (spec.purchase === 'line')
    return bought === undefined ? 1 : Math.min(line.quantity / bought.quantity, 1);
  const product: Product | undefined = catalog.get(line.product);
  const net = product?.taxBasis === 'net' ? line.unitPrice : netOf(line.unitPrice, product?.taxRate ?? 0);
  const variant = product?.variants.find(({ id }) => id === line.variant) ?? product?.variants[0];
  const cost = spec.purchase === 'profit' ? (variant?.cost?.amount ?? 0) : 0;
  return ((net.amount - cost) * line.quantity) / 10 ** minorDigits(line.unitPrice.currency);
}
