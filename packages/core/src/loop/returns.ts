import type { LoggedEvent, LoggedLine } from '@armoire/protocol';

/** The parts of a line, from 0 to 1, that had come back before a refund, and with it. */
export interface Returned {
  /** Of its pieces. */
  readonly pieces: Part;
  /** Of what was paid for them: less than of the pieces where a part of the price was given back for them. */
  readonly money: Part;
}

interface Part {
  readonly before: number;
  readonly after: number;
}

/** A line of an order that comes back. */
export interface Return {
  readonly bought: LoggedLine;
  readonly returned: Returned;
}

/** What has come back of a line so far: whole numbers, so that all the parts of a line are exactly the line. */
interface Tally {
  pieces: number;
  money: number;
}

/**
 * What a refund takes back, line by line, given the refunds before it. Lines that were never bought in this order, and
 * what comes back twice, take nothing back.
 *
 * @param earlier in the order of the log
 */
export function returns(
  refund: LoggedEvent,
  purchase: LoggedEvent,
  earlier: readonly LoggedEvent[],
): readonly Return[] {
  const bought = linesOf(purchase);
  const tallies = bought.map((): Tally => ({ pieces: 0, money: 0 }));
  for (const event of earlier) for (const line of linesOf(event)) take(line, bought, tallies);
  return linesOf(refund).flatMap((line) => take(line, bought, tallies) ?? []);
}

function linesOf(event: LoggedEvent): readonly LoggedLine[] {
  return 'lines' in event ? event.lines : [];
}

function take(
  line: LoggedLine,
  bought: readonly LoggedLine[],
  tallies: readonly Tally[],
): Return | undefined {
  const same = bought.flatMap((each, i) => (sameArticle(each, line) ? [i] : []));
  // Of several lines about the article the first that is still with the shopper comes back.
  const index = same.find((i) => (tallies[i]?.pieces ?? 0) < (bought[i]?.quantity ?? 0)) ?? same[0] ?? -1;
  const [of, tally] = [bought[index], tallies[index]];
  if (of === undefined || tally === undefined) return undefined;
  const before = partsOf(of, tally);
  tally.pieces += line.quantity;
  tally.money += line.quantity * line.unitPrice.amount;
  const after = partsOf(of, tally);
  return {
    bought: of,
    returned: {
      pieces: { before: before.pieces, after: after.pieces },
      money: { before: before.money, after: after.money },
    },
  };
}

function partsOf({ quantity, unitPrice }: LoggedLine, tally: Tally): Tally {
  const pieces = Math.min(tally.pieces / quantity, 1);
  const paid = quantity * unitPrice.amount;
  return { pieces, money: paid > 0 ? Math.min(tally.money / paid, 1) : pieces };
}

function sameArticle(a: LoggedLine, b: LoggedLine): boolean {
  return a.product === b.product && (b.variant === undefined || a.variant === b.variant);
}
