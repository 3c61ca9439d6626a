import { mrdrWeight, type Row } from '@armoire/evaluation';
import { type Columns, ColumnsBuilder, type TargetRow } from '../columns.ts';
import type { NamedPolicy } from '../policies.ts';
import type { FileChoice } from './choice.ts';
import type { FileModel } from './model.ts';
import { Pupil } from './pupil.ts';
import { RecentChoices } from './recent.ts';

/** Teaches policies on the first part of a foreign log, and gathers the rows of the second. */
export class FileRows {
  readonly #pupils: ReadonlyMap<string, Pupil>;
  readonly #builder: ColumnsBuilder;
  /** For each policy, the product of its chances at the choices of an example above the next one. */
  readonly #above = new Map<string, number>();
  /** What the model of a policy for `mrdr` is fitted to. */
  readonly #weighed = new Map<string, RecentChoices>();
  readonly #robust = new Map<string, FileModel>();
  #cluster: string | undefined;

  /** @param cap largest reward of the part that is learned from */
  constructor(policies: readonly NamedPolicy[], cap: number) {
    this.#pupils = new Map(policies.map(({ name, policy }) => [name, new Pupil(policy, cap)]));
    this.#builder = new ColumnsBuilder(policies.map(({ name }) => name));
  }

  get length(): number {
    return this.#builder.length;
  }

  build(): Columns {
    return this.#builder.build();
  }

  learn(choice: FileChoice): void {
    for (const pupil of this.#pupils.values()) pupil.learn(choice);
  }

  /** Takes a choice of the first part, when the policies have learned from all of it, for the models of `mrdr`. */
  weigh(logged: FileChoice): void {
    const choice = encoded(logged);
    const { chosen, propensity } = choice;
    for (const [name, pupil] of this.#pupils) {
      const recent = this.#weighed.get(name) ?? new RecentChoices();
      this.#weighed.set(name, recent);
      recent.add(choice, mrdrWeight({ propensity, target: pupil.distribution(choice)[chosen] ?? 0 }));
    }
  }

  /** Fits the models of `mrdr`, one for each policy that would have made some of the choices it was given. */
  fit(): void {
    for (const [name, recent] of this.#weighed) {
      const model = recent.fit();
      if (model !== undefined) this.#robust.set(name, model);
    }
    this.#weighed.clear();
  }

  add(logged: FileChoice, model: FileModel | undefined): void {
    const choice = this.#robust.size === 0 ? logged : encoded(logged);
    const { reward, propensity, chosen, cluster, position, above } = choice;
    if (cluster === undefined || cluster !== this.#cluster) this.#above.clear();
    this.#cluster = cluster;
    const values = model && valuesOf(model, choice);
    const targets: Record<string, TargetRow> = {};
    for (const [name, pupil] of this.#pupils) {
      const distribution = pupil.distribution(choice);
      const target = distribution[chosen] ?? 0;
      const before = this.#above.get(name) ?? 1;
      const robust = this.#robust.get(name);
      targets[name] = {
        target,
        ...(above === undefined ? {} : { above: { propensity: above.propensity, target: before } }),
        ...(values && { expected: expectation(values, chosen, distribution) }),
        ...(robust && { robust: expectation(valuesOf(robust, choice), chosen, distribution) }),
      };
      this.#above.set(name, before * target);
    }
    // Places of other people's slates were logged apart, so that only what has a cluster is a slate.
    const placed = cluster === undefined ? {} : { cluster, ...(position === undefined ? {} : { position }) };
    this.#builder.add({ reward, propensity, ...placed, ...(above === undefined ? {} : { above }) }, targets);
  }
}

/** The choice with features that are made once, and not each time a model looks at them. */
function encoded(choice: FileChoice): FileChoice {
  return { ...choice, actions: choice.actions.map(({ id, features }) => ({ id, features })) };
}

function valuesOf(model: FileModel, choice: FileChoice): Float64Array {
  return Float64Array.from(choice.actions, (_, action) => model(choice, action));
}

function expectation(
  values: Float64Array,
  chosen: number,
  distribution: Float64Array,
): NonNullable<Row['expected']> {
  const target = distribution.reduce((sum, p, i) => sum + p * (values[i] ?? 0), 0);
  return { logged: values[chosen] ?? 0, target };
}
