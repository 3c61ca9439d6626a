import type { Instant, PointId } from '@armoire/protocol';
import type { Decision } from '../decisions/index.ts';
import type { Situation, Visitor } from './requests.ts';

/** Decisions kept at once; about two seconds' worth at ten thousand a second, hours' worth in a small shop. */
const most = 20_000;

interface Kept {
  readonly decision: Decision;
  readonly until: Instant;
}

/**
 * Decisions that are given again: a shelf must not change under the eyes of whoever looks at it. Giving one again is no
 * new decision, so nothing is drawn and nothing is logged a second time; whoever asks checks that it may still be shown.
 */
export class Steady {
  readonly #kept = new Map<string, Kept>();

  get(key: string | undefined, at: Instant): Decision | undefined {
    const kept = key === undefined ? undefined : this.#kept.get(key);
    return kept !== undefined && kept.until > at ? kept.decision : undefined;
  }

  /** Fallbacks are not kept: the next request may find a policy that answers. */
  keep(key: string | undefined, decision: Decision, until: Instant): void {
    if (key === undefined || decision.source === 'fallback') return;
    this.#kept.delete(key);
    this.#kept.set(key, { decision, until });
    for (const [oldest, kept] of this.#kept) {
      if (this.#kept.size <= most && kept.until > decision.at) return;
      this.#kept.delete(oldest);
    }
  }

  /** Lets go of everything: what decisions rest on has changed, or somebody was erased. */
  clear(): void {
    this.#kept.clear();
  }
}

/** What has to be asked again, by the same unit, for the same answer; undefined where nobody can be told apart. */
export function steadyKey(
  steady: number | undefined,
  point: PointId,
  { shopper, session }: Visitor,
  view: string | undefined,
  { product, category, cart, values }: Situation,
  count = 1,
): string | undefined {
  if (steady === undefined || steady <= 0) return undefined;
  const unit =
    shopper !== undefined ? ['shopper', shopper] : session !== undefined ? ['session', session] : undefined;
  const who = unit ?? (view === undefined ? undefined : ['view', view]);
  return who && JSON.stringify([point, who, count, product, category, cart ?? [], values ?? {}]);
}
