import { type LogRows, logRows, type Row } from '@armoire/evaluation';
import type { Instant } from '@armoire/protocol';
import type { ShopSettings } from '../../config/index.ts';
import type { Breath } from '../breath.ts';
import { type Columns, ColumnsBuilder, type TargetRow } from '../columns.ts';
import { type NamedPolicy, supportOf } from '../policies.ts';
import type { Expects } from './linear-model.ts';
import type { LeftOut, PastDecision } from './past-log.ts';
import type { Schooling } from './schooling.ts';
import { distributionsOf, nextOf } from './target.ts';

/** What a policy says of a decision. */
interface Asked {
  readonly name: string;
  readonly log: LogRows;
  readonly distributions: readonly Float64Array[];
}

interface RowsOptions {
  /** Decisions from here on are too young. */
  readonly before: Instant;
  /** From the top, that count. */
  readonly places: number | undefined;
  /** Choices that are held in memory at once. */
  readonly most: number | undefined;
  /** The models of `mrdr`, by the names of the policies. */
  readonly robust: ReadonlyMap<string, Expects>;
}

/** Asks policies for their probabilities at logged decisions, and gathers the rows of all of them. */
export class ShopRows {
  readonly leftOut: Record<string, number> = {};
  decisions = 0;
  readonly #shop: ShopSettings;
  readonly #policies: readonly NamedPolicy[];
  readonly #schooling: Schooling;
  readonly #before: Instant;
  readonly #places: number | undefined;
  readonly #robust: ReadonlyMap<string, Expects>;
  readonly #builder: ColumnsBuilder;
  readonly #supports = new Map<string, 'full' | 'none' | undefined>();

  constructor(
    shop: ShopSettings,
    policies: readonly NamedPolicy[],
    schooling: Schooling,
    { before, places, most, robust }: RowsOptions,
  ) {
    this.#shop = shop;
    this.#policies = policies;
    this.#schooling = schooling;
    this.#before = before;
    this.#places = places;
    this.#robust = robust;
    this.#builder = new ColumnsBuilder(
      policies.map(({ name }) => name),
      most,
    );
  }

  get length(): number {
    return this.#builder.length;
  }

  build(): Columns {
    return this.#builder.build();
  }

  /** A policy of many candidates may take its time: others have their turn between two. */
  async add(past: PastDecision | LeftOut, breath: Breath): Promise<void> {
    this.decisions++;
    if ('leftOut' in past) {
      this.#leave(past.leftOut, 1);
      return;
    }
    const asked: Asked[] = [];
    for (const policy of this.#policies) {
      asked.push(this.#ask(policy, past));
      await breath.take();
    }
    const expected = this.#schooling.expects && expectations(past, this.#schooling.expects);
    const robust = new Map([...this.#robust].map(([name, model]) => [name, expectations(past, model)]));
    for (const [i, row] of (asked[0]?.log.rows ?? []).entries()) {
      const targets: Record<string, TargetRow> = {};
      for (const { name, log, distributions } of asked) {
        const { target, above, position = 0 } = log.rows[i] as Row;
        const own = robust.get(name);
        targets[name] = {
          target,
          ...(above === undefined ? {} : { above }),
          ...(expected === undefined ? {} : { expected: expected(position, distributions) }),
          ...(own === undefined ? {} : { robust: own(position, distributions) }),
        };
      }
      this.#builder.add(row, targets);
    }
    this.#leave('places that were not seen', asked[0]?.log.unknown ?? 0);
  }

  #ask({ name, policy }: NamedPolicy, past: PastDecision): Asked {
    const distributions = distributionsOf(policy, this.#schooling.stateOf(policy), past);
    const log = logRows({
      decisions: [past.decision],
      sets: [past.set],
      samples: past.samples,
      target: () => nextOf(distributions),
      matureBefore: this.#before,
      support: ({ id }) => this.#support(id),
      ...(this.#places === undefined ? {} : { places: this.#places }),
    });
    return { name, log, distributions };
  }

  #support(id: string): 'full' | 'none' | undefined {
    if (!this.#supports.has(id)) {
      const configured = Object.values(this.#shop.points).map(({ policy }) => policy);
      this.#supports.set(id, supportOf(id, configured, this.#shop.plugins));
    }
    return this.#supports.get(id);
  }

  #leave(reason: string, count: number): void {
    if (count > 0) this.leftOut[reason] = (this.leftOut[reason] ?? 0) + count;
  }
}

/** What the reward model expects at the places of a decision. */
function expectations(
  { decision, set, actions }: PastDecision,
  expects: Expects,
): (place: number, distributions: readonly Float64Array[]) => NonNullable<Row['expected']> {
  const known = new Map<number, Float64Array>();
  return (place, distributions) => {
    const values = known.get(place) ?? Float64Array.from(actions, ({ features }) => expects(features, place));
    known.set(place, values);
    const target = (distributions[place] ?? new Float64Array(0)).reduce(
      (sum, p, i) => sum + (p === 0 ? 0 : p * (values[i] as number)),
      0,
    );
    const logged = set.entries.findIndex(({ id }) => id === decision.chosen[place]);
    return { logged: values[logged] ?? 0, target };
  };
}
