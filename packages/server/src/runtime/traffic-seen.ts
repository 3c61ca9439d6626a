import type { Clock } from '@armoire/core';
import { type DecisionId, hour, type Instant, type PointId } from '@armoire/protocol';

/** Decisions whose impressions are remembered. */
const usually = 50_000;
/** Only once a point has shown so many does the lack of an impression say something: some shops send none. */
export const impressionsToJudge = 200;
/** Clicks without an impression that anybody may make in an hour: a quick one comes before its impression. */
export const clicksUnseen = 5;

/** Knows which decisions were seen, and tells clicks on what nobody saw. */
export class Seen {
  readonly #clock: Pick<Clock, 'now'>;
  readonly #most: number;
  readonly #decisions = new Set<DecisionId>();
  readonly #impressions = new Map<PointId, number>();
  readonly #unseen = new Map<string, { readonly until: Instant; clicks: number }>();

  constructor(clock: Pick<Clock, 'now'>, most = usually) {
    this.#clock = clock;
    this.#most = most;
  }

  /** An impression that some node took. @param point known for those of this node */
  impression(decision: DecisionId, point?: PointId): void {
    this.#decisions.add(decision);
    forget(this.#decisions, this.#most);
    if (point !== undefined) this.#impressions.set(point, (this.#impressions.get(point) ?? 0) + 1);
  }

  /** Whether a click is one of too many on what nobody saw. */
  isUnseen(decision: DecisionId, point: PointId, senders: readonly string[]): boolean {
    if (this.#decisions.has(decision)) return false;
    if ((this.#impressions.get(point) ?? 0) < impressionsToJudge) return false;
    return senders.map((sender) => this.#clicks(sender)).some((clicks) => clicks > clicksUnseen);
  }

  #clicks(sender: string): number {
    const now = this.#clock.now();
    const known = this.#unseen.get(sender);
    const counted = known !== undefined && known.until > now ? known : { until: now + hour, clicks: 0 };
    if (counted !== known) {
      this.#unseen.delete(sender);
      this.#unseen.set(sender, counted);
      forget(this.#unseen, this.#most);
    }
    counted.clicks++;
    return counted.clicks;
  }
}

function forget(held: Set<string> | Map<string, unknown>, most: number): void {
  if (held.size > most) held.delete(held.keys().next().value as string);
}
