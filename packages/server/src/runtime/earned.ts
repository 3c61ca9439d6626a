import type { Clock, StateStore } from '@armoire/core';
import type { EarnedGateway, EarnedQuery, EarnedReport } from '@armoire/graphql';
import { ArmoireError } from '@armoire/protocol';
import { type OutcomeParts, pointOutcomes } from './earned-outcomes.ts';
import { Reckoning, type ReckoningParts } from './earned-reckoning.ts';
import { pointEarned, totalEarned } from './earned-report.ts';

/** Ranges whose reckoning is kept; one that is asked for again goes on from where it stopped. */
const most = 4;

export interface EarnedParts extends ReckoningParts {
  readonly state: Pick<StateStore, 'outcomes'>;
  readonly clock: Pick<Clock, 'now'>;
}

/**
 * Says what Armoire is worth, from the logs and behind the answers. The first look at a range reads all of it, the next
 * ones only what is new.
 */
export class Earned implements EarnedGateway {
  readonly #parts: EarnedParts;
  readonly #kept = new Map<string, Reckoning>();

  constructor(parts: EarnedParts) {
    this.#parts = parts;
  }

  /** @throws ArmoireError UNKNOWN_POINT, INVALID_INPUT */
  async earned({ point, since, until }: EarnedQuery): Promise<EarnedReport> {
    const { points, clock } = this.#parts;
    if (since !== undefined && until !== undefined && since >= until) {
      throw new ArmoireError('INVALID_INPUT', 'The range ends before it begins', {
        path: 'until',
        fix: 'Give an until that is later than since.',
      });
    }
    const reckoning = this.#reckoning(since, until);
    await this.#advance(reckoning);
    const known = [...reckoning.layers.keys()].filter((id) => point === undefined || id === point);
    if (point !== undefined && known.length === 0 && points[point] === undefined) {
      throw new ArmoireError('UNKNOWN_POINT', `There is no point "${point}"`, {
        path: 'point',
        fix: `Use one of ${Object.keys(points).join(', ')}.`,
      });
    }
    const told = known.flatMap((id) => {
      const layer = reckoning.layers.get(id);
      return layer === undefined ? [] : [pointEarned(id, points[id], layer)];
    });
    return {
      ...(since === undefined ? {} : { since }),
      until: Math.min(reckoning.until, clock.now()),
      points: told,
      total: totalEarned(told),
    };
  }

  outcomes(query: EarnedQuery & { readonly point: string }) {
    return pointOutcomes(this.#parts satisfies OutcomeParts, query);
  }

  /** Lets go of what was counted: somebody was erased, and counts no more. */
  forget(): void {
    this.#kept.clear();
  }

  #reckoning(since = 0, until = Number.MAX_SAFE_INTEGER): Reckoning {
    const key = JSON.stringify([since, until]);
    const reckoning = this.#kept.get(key) ?? new Reckoning(this.#parts, since, until);
    this.#kept.delete(key);
    this.#kept.set(key, reckoning);
    for (const oldest of this.#kept.keys()) {
      if (this.#kept.size <= most) break;
      this.#kept.delete(oldest);
    }
    return reckoning;
  }

  /** What was counted by half is not gone on with. */
  async #advance(reckoning: Reckoning): Promise<void> {
    try {
      await reckoning.advance(this.#parts.clock.now());
    } catch (error) {
      for (const [key, kept] of this.#kept) if (kept === reckoning) this.#kept.delete(key);
      throw error;
    }
  }
}
