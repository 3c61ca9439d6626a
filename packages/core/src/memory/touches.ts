import type { DecisionId, Instant, LoggedEvent, Offset, ProductId } from '@armoire/protocol';
import { namesOf, type PersonName } from '../events/index.ts';
import type { TouchQuery } from '../ports/index.ts';

interface Touch {
  readonly decision: DecisionId;
  readonly clicked: boolean;
  readonly at: Instant;
  readonly offset: Offset;
}

/** Through which decisions persons saw products and clicked on them, for `EventLog.lastTouch`. */
export class Touches {
  readonly #byProduct = new Map<ProductId, Map<PersonName, Touch[]>>();

  /** Remembers an event, where it is such a touch. */
  add(event: LoggedEvent): void {
    if (!('product' in event) || event.product === undefined || event.decision === undefined) return;
    if (event.excluded !== undefined) return;
    const { kind, at, offset, decision, product } = event;
    if (kind !== 'click' && kind !== 'impression' && kind !== 'view') return;
    const names = this.#byProduct.get(product) ?? new Map<PersonName, Touch[]>();
    this.#byProduct.set(product, names);
    const touch = { decision, clicked: kind === 'click', at, offset };
    for (const name of namesOf(event)) {
      const known = names.get(name);
      if (known === undefined) names.set(name, [touch]);
      else known.push(touch);
    }
  }

  last({
    people,
    product,
    since,
    until,
    before = Number.POSITIVE_INFINITY,
  }: TouchQuery): DecisionId | undefined {
    const names = this.#byProduct.get(product);
    let last: Touch | undefined;
    for (const name of people) {
      for (const touch of names?.get(name) ?? []) {
        if (touch.at < since || touch.at > until || touch.offset >= before) continue;
        if (last === undefined || isLater(touch, last)) last = touch;
      }
    }
    return last?.decision;
  }

  /** Forgets what happened before a time. */
  forget(before: Instant): void {
    for (const [product, names] of this.#byProduct) {
      for (const [name, touches] of names) {
        const kept = touches.filter(({ at }) => at >= before);
        if (kept.length === 0) names.delete(name);
        else if (kept.length < touches.length) names.set(name, kept);
      }
      if (names.size === 0) this.#byProduct.delete(product);
    }
  }
}

/** A click beats what was only seen; then the newer, then what the log got later. */
function isLater(a: Touch, b: Touch): boolean {
  if (a.clicked !== b.clicked) return a.clicked;
  return a.at !== b.at ? a.at > b.at : a.offset > b.offset;
}
