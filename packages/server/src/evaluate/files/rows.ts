import type { Row } from '@armoire/evaluation';
import { type Columns, ColumnsBuilder, type TargetRow } from '../columns.ts';
import type { NamedPolicy } from '../policies.ts';
import type { FileChoice } from './choice.ts';
import type { FileModel } from './model.ts';
import { Pupil } from './pupil.ts';

/** Teaches policies on the first part of a foreign log, and gathers the rows of the second. */
export class FileRows {
  readonly #pupils: ReadonlyMap<string, Pupil>;
  readonly #builder: ColumnsBuilder;
  /** For each policy, the product of its chances at the choices of an example above the next one. */
  readonly #above = new Map<string, number>();
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

  add(choice: FileChoice, model: FileModel | undefined): void {
    const { reward, propensity, chosen, cluster, position, above } = choice;
    if (cluster === undefined || cluster !== this.#cluster) this.#above.clear();
    this.#cluster = cluster;
    const values = model && Float64Array.from(choice.actions, (_, action) => model(choice, action));
    const targets: Record<string, TargetRow> = {};
    for (const [name, pupil] of this.#pupils) {
      const distribution = pupil.distribution(choice);
      const target = distribution[chosen] ?? 0;
      const before = this.#above.get(name) ?? 1;
      targets[name] = {
        target,
        ...(above === undefined ? {} : { above: { propensity: above.propensity, target: before } }),
        ...(values === undefined ? {} : { expected: expectation(values, chosen, distribution) }),
      };
      this.#above.set(name, before * target);
    }
    // Places of other people's slates were logged apart, so that only what has a cluster is a slate.
    const placed = cluster === undefined ? {} : { cluster, ...(position === undefined ? {} : { position }) };
    this.#builder.add({ reward, propensity, ...placed, ...(above === undefined ? {} : { above }) }, targets);
  }
}

function expectation(
  values: Float64Array,
  chosen: number,
  distribution: Float64Array,
): NonNullable<Row['expected']> {
  const target = distribution.reduce((sum, p, i) => sum + p * (values[i] ?? 0), 0);
  return { logged: values[chosen] ?? 0, target };
}
