import { type DecisionId, type Instant, type LoggedEvent, type Offset, second } from '@armoire/protocol';
import type { Clock } from '../ports/index.ts';
import { type Attribution, namedBy } from './attribution.ts';

/**
 * Nodes write decisions behind their answers, so an event may come to the log before the decision that it names, taken
 * by another node. It is waited for as long as this after the event was received.
 */
export const longestUnderWay = 10 * second;
/** A machine that is so slow that the event itself came late is slow with the decision, too: it is looked for as long. */
export const leastWait = 5 * second;

export interface UnderWayParts {
  readonly attribution: Attribution;
  readonly clock: Pick<Clock, 'now'>;
  /** Told of decisions that were waited for in vain. */
  readonly lost: ((decisions: readonly DecisionId[]) => void) | undefined;
}

/** Holds events whose decision is still under way to the log. */
export class UnderWay {
  readonly #parts: UnderWayParts;
  /** Up to where, since when, decisions are looked for that events name; the oldest look first. */
  #looks: readonly { readonly upTo: Offset; readonly since: Instant }[] = [];

  constructor(parts: UnderWayParts) {
    this.#parts = parts;
  }

  /** The events before the first one whose decision may still come. @param learned up to where events are learned */
  async ready(events: readonly LoggedEvent[], learned: Offset): Promise<readonly LoggedEvent[]> {
    const { attribution } = this.#parts;
    const named = (event: LoggedEvent) => (attribution.concerns(event) ? namedBy(event) : []);
    const missing = await attribution.missing(new Set(events.flatMap(named)));
    if (missing.size === 0) return events;
    this.#look(events.at(-1)?.offset ?? learned, learned);
    const lost = new Set<DecisionId>();
    const held = events.findIndex((event) => {
      const awaited = named(event).filter((id) => missing.has(id) && !lost.has(id));
      if (awaited.length > 0 && this.#mayCome(event)) return true;
      for (const id of awaited) lost.add(id);
      return false;
    });
    if (lost.size > 0) {
      attribution.giveUp([...lost]);
      this.#parts.lost?.([...lost]);
    }
    return held === -1 ? events : events.slice(0, held);
  }

  /** The offset of the first event that was attributed, by a touch, to a decision which may still come. */
  async heldByTouch(
    events: readonly LoggedEvent[],
    resolved: readonly (readonly DecisionId[])[],
    learned: Offset,
  ): Promise<Offset | undefined> {
    const missing = await this.#parts.attribution.missing(new Set(resolved.flat()));
    if (missing.size === 0) return undefined;
    this.#look(events.at(-1)?.offset ?? learned, learned);
    return events.find(
      (event, i) => (resolved[i] ?? []).some((id) => missing.has(id)) && this.#mayCome(event),
    )?.offset;
  }

  #look(upTo: Offset, learned: Offset): void {
    this.#looks = this.#looks.filter((look) => look.upTo > learned);
    if ((this.#looks.at(-1)?.upTo ?? learned) < upTo)
      this.#looks = [...this.#looks, { upTo, since: this.#parts.clock.now() }];
  }

  /** Whether the decision of an event may still come to the log. No clock of another node can hold it for longer. */
  #mayCome({ offset, receivedAt }: LoggedEvent): boolean {
    const now = this.#parts.clock.now();
    const waited = now - (this.#looks.find(({ upTo }) => upTo >= offset)?.since ?? now);
    return waited < leastWait || (waited < longestUnderWay && now < receivedAt + longestUnderWay);
  }
}
