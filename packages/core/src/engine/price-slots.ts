import type { PointId, ProductId, VariantId } from '@armoire/protocol';
import { type Decision, slotsAhead } from '../decisions/index.ts';
import type { SlotDecision } from '../ports/index.ts';
import type { Parts } from './parts.ts';
import type { PricePoint } from './points.ts';
import { slotOf } from './price-decision.ts';

/** A variant whose price is asked for. */
export interface Wanted {
  readonly id: PointId;
  readonly point: PricePoint;
  readonly product: ProductId;
  readonly variant: VariantId;
}

/** What the node does not know of a slot it learns by losing a claim; then it decides once more, and once again. */
const rounds = 3;

interface Made {
  readonly wanted: Wanted;
  readonly claim: SlotDecision;
}

/**
 * The newest decision about each variant, as this node knows it, and how the next one is agreed upon with the other
 * nodes. What is asked for in one go (the products of a page) is claimed in one go.
 */
export class SlotKeeper {
  readonly #parts: Parts;
  readonly #decide: (wanted: Wanted, last: Decision | undefined) => SlotDecision | undefined;
  readonly #last = new Map<string, Decision | undefined>();
  readonly #pending = new Map<string, Promise<void>>();
  #batch: Wanted[] = [];
  #next: Promise<void> | undefined;

  /** @param decide makes the decision that is due, undefined when there is none; nothing waits within it */
  constructor(
    parts: Parts,
    decide: (wanted: Wanted, last: Decision | undefined) => SlotDecision | undefined,
  ) {
    this.#parts = parts;
    this.#decide = decide;
  }

  last(id: PointId, variant: VariantId): Decision | undefined {
    return this.#last.get(keyOf({ id, variant }));
  }

  /** Whether the newest decision was read, even if there is none. One from a clock that was far ahead does not count. */
  knows(wanted: Wanted): boolean {
    const key = keyOf(wanted);
    if (!this.#last.has(key)) return false;
    const slot = this.#last.get(key)?.unit.slot ?? Number.NEGATIVE_INFINITY;
    return slot <= this.#furthest(wanted);
  }

  /** Decides what is due and claims its slot, once however many ask; resolves when it is known what holds. */
  settle(wanted: Wanted): Promise<void> {
    const key = keyOf(wanted);
    const pending = this.#pending.get(key);
    if (pending !== undefined) return pending;
    this.#batch.push(wanted);
    // Whatever is asked for before this turn ends comes along.
    this.#next ??= Promise.resolve().then(() => {
      const batch = this.#batch;
      this.#batch = [];
      this.#next = undefined;
      return this.#settleAll(batch);
    });
    const settled = this.#next.finally(() => this.#pending.delete(key));
    this.#pending.set(key, settled);
    return settled;
  }

  async #settleAll(batch: readonly Wanted[]): Promise<void> {
    let open = batch;
    for (let round = 0; round < rounds && open.length > 0; round++) {
      const made = open.flatMap((wanted) => {
        const claim = this.#made(wanted);
        return claim === undefined ? [] : [{ wanted, claim }];
      });
      const claimed = new Set(made.map(({ wanted }) => wanted));
      const unknown = open.filter((wanted) => !claimed.has(wanted) && !this.knows(wanted));
      const [standing] = await Promise.all([this.#claim(made), this.#recall(unknown)]);
      open = made.flatMap(({ wanted, claim }, i) => (standing[i]?.id === claim.decision.id ? [] : [wanted]));
    }
  }

  /**
   * A decision that is due. Of a variant whose newest decision was not read, it is made as if there were none: where
   * there is one, the claim is lost to it, and so one trip to the store tells, and mostly settles, everything.
   */
  #made(wanted: Wanted): SlotDecision | undefined {
    const last = this.knows(wanted) ? this.#last.get(keyOf(wanted)) : undefined;
    try {
      return this.#decide(wanted, last);
    } catch (error) {
      // One product that cannot be decided must not take its neighbours with it.
      this.#parts.fault({ point: wanted.id, error });
      return undefined;
    }
  }

  async #claim(made: readonly Made[]): Promise<readonly Decision[]> {
    if (made.length === 0) return [];
    const standing = await this.#parts.slots.claim(made.map(({ claim }) => claim));
    for (const [i, { wanted }] of made.entries()) this.#last.set(keyOf(wanted), standing[i]);
    this.#tell(made.flatMap(({ claim }, i) => (standing[i]?.id === claim.decision.id ? [claim] : [])));
    return standing;
  }

  #tell(won: readonly SlotDecision[]): void {
    if (won.length === 0) return;
    this.#parts.claimed(
      won.map(({ decision }) => decision),
      won.flatMap(({ set }) => set ?? []),
    );
  }

  /** Reads the newest decisions where none is due: those of a point and a slot together. */
  async #recall(unknown: readonly Wanted[]): Promise<void> {
    const groups = new Map<string, Wanted[]>();
    for (const wanted of unknown) {
      const key = JSON.stringify([wanted.id, this.#furthest(wanted)]);
      const group = groups.get(key);
      if (group === undefined) groups.set(key, [wanted]);
      else group.push(wanted);
    }
    await Promise.all(
      [...groups.values()].map(async (group) => {
        const [first] = group;
        if (first === undefined) return;
        const { shop, slots } = this.#parts;
        const units = group.map(({ variant }) => variant);
        const newest = await slots.newest(shop, first.id, units, this.#furthest(first));
        const found = new Map(newest.map((decision) => [decision.unit.id, decision]));
        for (const wanted of group) this.#last.set(keyOf(wanted), found.get(wanted.variant));
      }),
    );
  }

  #furthest({ point }: Wanted): number {
    return slotOf(point, this.#parts.clock.now()) + slotsAhead;
  }
}

function keyOf({ id, variant }: Pick<Wanted, 'id' | 'variant'>): string {
  return `${id}/${variant}`;
}
