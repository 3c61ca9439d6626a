import { readFileSync } from 'node:fs';

/** One of Vowpal Wabbit's own test commands with what it printed. */
export interface VwCase {
  readonly id: number;
  readonly desc: string;
  readonly command: string;
  readonly file: string;
  readonly examples: number;
  readonly loss: number | undefined;
  readonly features: number | undefined;
}

/** Least examples of a command whose loss says something. */
const least = 100;

interface Written {
  readonly id: number;
  readonly desc: string;
  readonly vw_command: string;
  readonly input_files: readonly [string];
  readonly depends_on: readonly number[];
  readonly expected: Readonly<Record<string, string>>;
}

/** The commands by what can be done with them. */
export interface Sorted {
  readonly eligible: readonly VwCase[];
  /** Need a binary model that another command wrote. */
  readonly stored: readonly VwCase[];
  /** Have fewer than a hundred examples, or no recorded count or loss. */
  readonly small: readonly VwCase[];
}

export function sortedCases(path: string): Sorted {
  const written = JSON.parse(readFileSync(path, 'utf8')) as Written[];
  const sorted = { eligible: [] as VwCase[], stored: [] as VwCase[], small: [] as VwCase[] };
  for (const {
    id,
    desc,
    vw_command: command,
    input_files: [file],
    depends_on,
    expected,
  } of written) {
    const number = (key: string) => {
      const value = Number.parseFloat(expected[key] ?? '');
      return Number.isFinite(value) ? value : undefined;
    };
    const examples = number('number of examples') ?? 0;
    const loss = number('average loss');
    const features = number('total feature number');
    const found = { id, desc, command, file, examples, loss, features };
    if (examples < least || loss === undefined) sorted.small.push(found);
    else if (depends_on.length > 0 || / -i /.test(command)) sorted.stored.push(found);
    else sorted.eligible.push(found);
  }
  return sorted;
}

/** The options of a command that say how it learns and what it estimates. */
export interface VwOptions {
  /** What it does with an example. */
  readonly task: 'choose' | 'explore' | 'evaluate';
  readonly type: 'ips' | 'dm' | 'dr' | 'mtr';
  readonly rate: number;
  readonly epsilon: number;
  /** Words up to this many apart make a pair; absent without n-grams. */
  readonly skips?: number;
  /** First letters of two namespaces whose features are crossed. */
  readonly crossed?: readonly [string, string];
  /** Actions of examples of one line. */
  readonly arms: number;
}

export function optionsOf(command: string): VwOptions {
  const of = (name: string) => new RegExp(`(?:^|\\s)${name} (\\S+)`).exec(command)?.[1];
  const has = (name: string) => new RegExp(`(?:^|\\s)${name}(?:\\s|$)`).test(command);
  const [a, b] = of('-q') ?? '';
  const explores = has('--cb_explore') || has('--cb_explore_adf');
  const skips = has('--ngram') ? Number(of('--skips') ?? 0) : undefined;
  return {
    task: has('--eval') ? 'evaluate' : explores ? 'explore' : 'choose',
    type: (of('--cb_type') as VwOptions['type'] | undefined) ?? (explores ? 'mtr' : 'dr'),
    rate: Number(of('-l') ?? 0.5),
    epsilon: Number(of('--epsilon') ?? 0.05),
    ...(skips === undefined ? {} : { skips }),
    ...(a === undefined || b === undefined ? {} : { crossed: [a, b] }),
    arms: Number(of('--cb') ?? of('--cb_explore') ?? 0),
  };
}
