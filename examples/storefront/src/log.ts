import type { Explanation } from '@armoire/core';
import type { ShopArmoire } from './armoire.ts';
import type { LogParts } from './pages/admin.ts';

/** Decisions on the page, and explanations kept for the next refresh. */
const shown = 24;
const kept = 500;
const audited = 25;

/** Gathers what the log of decisions shows. */
export class DecisionLogView {
  readonly #armoire: ShopArmoire;
  readonly #explained = new Map<string, Explanation>();

  constructor(armoire: ShopArmoire) {
    this.#armoire = armoire;
  }

  async read(point: string | undefined): Promise<LogParts> {
    const { merchant } = this.#armoire;
    const [{ items }, points, audit, killed] = await Promise.all([
      merchant.decisions(point === undefined ? {} : { point }, shown),
      merchant.points(),
      merchant.audit(audited),
      merchant.killSwitch(),
    ]);
    // Undoing acts on the last change of a price only: older ones are history.
    const undoable = new Set<string>();
    const subjects = new Set<string>();
    for (const { id, subject, action } of audit) {
      if (action === 'price.set' && !subjects.has(subject)) undoable.add(id);
      subjects.add(subject);
    }
    return {
      decisions: items,
      points,
      audit,
      killed,
      point,
      undoable,
      explanations: await this.#explain(items.map(({ id }) => id)),
      rewards: await this.#armoire.rewards(items),
      now: Date.now(),
    };
  }

  /** Explains decisions once, when they are first shown: what the policy believed then. */
  async #explain(ids: readonly string[]): Promise<ReadonlyMap<string, Explanation>> {
    for (const id of ids) {
      if (this.#explained.has(id)) continue;
      // A decision of a policy that is no longer configured cannot be explained.
      const explanation = await this.#armoire.merchant.explain(id).catch(() => undefined);
      if (explanation !== undefined) this.#explained.set(id, explanation);
      if (this.#explained.size > kept) this.#explained.delete(this.#explained.keys().next().value ?? '');
    }
    return this.#explained;
  }
}
