import type { Row } from '@armoire/evaluation';
import { ArmoireError } from '@armoire/protocol';
import { loggedName } from './report.ts';

/** More choices than this are not held in memory at once. */
const mostRows = 1_000_000;

/** Numbers of one policy for each row. */
export interface TargetColumns {
  readonly target: Float64Array;
  /** Of all the places above the row's. */
  readonly above: Float64Array;
  /** NaN where there is no reward model. */
  readonly expectedLogged: Float64Array;
  readonly expectedTarget: Float64Array;
  /** The same of the model that `mrdr` takes. */
  readonly robustLogged: Float64Array;
  readonly robustTarget: Float64Array;
}

/** The rows of several policies on one log by columns, which cross to a worker without being copied. */
export interface Columns {
  readonly length: number;
  readonly reward: Float64Array;
  readonly propensity: Float64Array;
  readonly abovePropensity: Float64Array;
  /** Number of what depends on each other. */
  readonly cluster: Float64Array;
  /** −1 where a row stands by itself. */
  readonly position: Float64Array;
  /** 1 where the logging policy explored, 0 where it could choose only one action. */
  readonly explored: Float64Array;
  readonly targets: Readonly<Record<string, TargetColumns>>;
}

/** What a policy says of a row. */
export type TargetRow = Pick<Row, 'target' | 'above' | 'expected' | 'robust'>;

/** Gathers rows. */
export class ColumnsBuilder {
  readonly #shared = {
    reward: new Column(),
    propensity: new Column(),
    abovePropensity: new Column(),
    cluster: new Column(),
    position: new Column(),
    explored: new Column(),
  };
  readonly #targets: Readonly<Record<string, Record<keyof TargetColumns, Column>>>;
  readonly #most: number;
  /** The numbers of clusters by name: the decisions of a shopper lie apart in the log. */
  readonly #clusters = new Map<string, number>();
  #units = 0;

  /** @param most rows that are held in memory at once; a million when absent */
  constructor(names: readonly string[], most = mostRows) {
    this.#most = most;
    const columns = () => ({
      target: new Column(),
      above: new Column(),
      expectedLogged: new Column(),
      expectedTarget: new Column(),
      robustLogged: new Column(),
      robustTarget: new Column(),
    });
    this.#targets = Object.fromEntries(names.map((name) => [name, columns()]));
  }

  get length(): number {
    return this.#shared.reward.length;
  }

  /**
   * Adds one row.
   *
   * @param targets what each policy says of it
   * @throws ArmoireError INVALID_INPUT for more rows than memory is meant for
   */
  add(row: Omit<Row, 'target' | 'expected' | 'robust'>, targets: Readonly<Record<string, TargetRow>>): void {
    if (this.length >= this.#most) {
      const most = this.#most.toLocaleString('en-US');
      throw new ArmoireError('INVALID_INPUT', `There are more than ${most} choices to evaluate`, {
        fix: 'Evaluate a shorter span, or fewer places of the shelf.',
      });
    }
    const shared = this.#shared;
    shared.reward.push(row.reward);
    shared.propensity.push(row.propensity);
    shared.abovePropensity.push(row.above?.propensity ?? 1);
    shared.cluster.push(this.#numberOf(row.cluster));
    shared.position.push(row.position ?? -1);
    shared.explored.push(row.support === 'none' ? 0 : 1);
    for (const [name, columns] of Object.entries(this.#targets)) {
      const said = targets[name];
      columns.target.push(said?.target ?? 0);
      columns.above.push(said?.above?.target ?? 1);
      columns.expectedLogged.push(said?.expected?.logged ?? Number.NaN);
      columns.expectedTarget.push(said?.expected?.target ?? Number.NaN);
      columns.robustLogged.push(said?.robust?.logged ?? Number.NaN);
      columns.robustTarget.push(said?.robust?.target ?? Number.NaN);
    }
  }

  #numberOf(cluster: string | undefined): number {
    const known = cluster === undefined ? undefined : this.#clusters.get(cluster);
    if (known !== undefined) return known;
    if (cluster !== undefined) this.#clusters.set(cluster, this.#units);
    return this.#units++;
  }

  build(): Columns {
    const { reward, propensity, abovePropensity, cluster, position, explored } = this.#shared;
    return {
      length: this.length,
      reward: reward.values(),
      propensity: propensity.values(),
      abovePropensity: abovePropensity.values(),
      cluster: cluster.values(),
      position: position.values(),
      explored: explored.values(),
      targets: Object.fromEntries(
        Object.entries(this.#targets).map(([name, columns]) => [
          name,
          {
            target: columns.target.values(),
            above: columns.above.values(),
            expectedLogged: columns.expectedLogged.values(),
            expectedTarget: columns.expectedTarget.values(),
            robustLogged: columns.robustLogged.values(),
            robustTarget: columns.robustTarget.values(),
          },
        ]),
      ),
    };
  }
}

/** The rows of one policy. */
export function rowsOf(columns: Columns, name: string): Row[] {
  const own = name === loggedName ? undefined : columns.targets[name];
  return Array.from({ length: columns.length }, (_, i) => rowAt(columns, own, i));
}

function rowAt(columns: Columns, own: TargetColumns | undefined, i: number): Row {
  const of = (column: Float64Array) => column[i] as number;
  const [reward, propensity] = [of(columns.reward), of(columns.propensity)];
  const [position, abovePropensity] = [of(columns.position), of(columns.abovePropensity)];
  const shared = {
    reward,
    propensity,
    cluster: String(of(columns.cluster)),
    support: of(columns.explored) === 1 ? 'full' : 'none',
  } as const;
  const placed = (target: number, above: number) => {
    if (position < 0) return {};
    // At the first place nothing stands above: an action has its chances there whatever happens.
    const marginal = position === 0 ? { marginal: { propensity, target } } : {};
    return { position, above: { propensity: abovePropensity, target: above }, ...marginal };
  };
  if (own === undefined) {
    // What was earned is known: a model has nothing to add, whichever estimator takes it.
    const expected = { logged: reward, target: reward };
    return {
      ...shared,
      target: propensity,
      ...placed(propensity, abovePropensity),
      expected,
      robust: expected,
    };
  }
  const expected = { logged: of(own.expectedLogged), target: of(own.expectedTarget) };
  const robust = { logged: of(own.robustLogged), target: of(own.robustTarget) };
  return {
    ...shared,
    target: of(own.target),
    ...placed(of(own.target), of(own.above)),
    ...(Number.isNaN(expected.target) ? {} : { expected }),
    ...(Number.isNaN(robust.target) ? {} : { robust }),
  };
}

/** The memory of all columns, to be handed over. */
export function buffersOf(columns: Columns): ArrayBuffer[] {
  const { reward, propensity, abovePropensity, cluster, position, explored, targets } = columns;
  const own = Object.values(targets).flatMap((each) => [
    each.target,
    each.above,
    each.expectedLogged,
    each.expectedTarget,
    each.robustLogged,
    each.robustTarget,
  ]);
  return [reward, propensity, abovePropensity, cluster, position, explored, ...own].map(
    ({ buffer }) => buffer as ArrayBuffer,
  );
}

/** Numbers that grow by one after another. */
class Column {
  #values = new Float64Array(1024);
  length = 0;

  push(value: number): void {
    if (this.length === this.#values.length) {
      const more = new Float64Array(2 * this.length);
      more.set(this.#values);
      this.#values = more;
    }
    this.#values[this.length++] = value;
  }

  values(): Float64Array {
    return this.#values.slice(0, this.length);
  }
}
