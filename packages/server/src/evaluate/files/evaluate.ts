import { basename } from 'node:path';
import type { EstimatorId, IntervalChoice, Tuning, VwEntry } from '@armoire/evaluation';
import { ArmoireError } from '@armoire/protocol';
import { Plugins } from '../../config/plugins.ts';
import { openSource } from '../../import/source.ts';
import { Breath } from '../breath.ts';
import { judged } from '../judging.ts';
import { type NamedPolicy, policiesOf } from '../policies.ts';
import type { BadLine, EvaluationReport } from '../report.ts';
import type { FileChoice, FileEntry } from './choice.ts';
import type { FileModel } from './model.ts';
import { obdChoices, obdItems } from './obd.ts';
import { mostExamples, RecentChoices } from './recent.ts';
import { FileRows } from './rows.ts';
import { armsOf, vwChoices } from './vw.ts';

export const fileFormats = ['obd', 'vw'] as const;

export type FileFormat = (typeof fileFormats)[number];

export interface FileEvaluation {
  readonly format: FileFormat;
  /** Read in this order, as one log; plain or gzip. */
  readonly files: readonly string[];
  /** The `item_context.csv` of an Open Bandit log. */
  readonly items?: string;
  /** As {@link policiesOf} reads them; `uniform` when there are none. */
  readonly policies: readonly string[];
  readonly estimators: readonly EstimatorId[];
  /** Share of the log, from its start, that policies and a fitted model learn from; what is left is evaluated. */
  readonly learnShare?: number;
  /** Somebody else's expected rewards. */
  readonly model?: FileModel;
  /** Fits a ridge regression of the reward on the first part. */
  readonly fit?: boolean;
  readonly level?: number;
  readonly interval?: IntervalChoice;
  readonly tuning?: Tuning;
  readonly progress?: (text: string) => void;
}

/** Half to learn from, half to be asked at. */
const usualShare = 0.5;
/** Bad lines that are named. */
const mostNamed = 20;

/**
 * What policies would have earned on a foreign log. The files are read as streams, twice: once to see what is in them,
 * once to learn from the first part and to ask at the second; where `mrdr` is fitted, the first part once more, with
 * what the policies have learned from it. Computing is cut into slices of a few milliseconds, and
 * what is estimated is computed in a thread of its own, as for the log of a shop.
 *
 * @throws ArmoireError NOT_FOUND for a file that cannot be read; INVALID_INPUT for policies that there are not, a model
 * that does not fit, or that `mrdr` cannot take, or files without a logged choice
 */
export async function evaluateFiles(asked: FileEvaluation): Promise<EvaluationReport> {
  const { estimators, level = 0.95, interval = { method: 'asymptotic' }, tuning = 'least-error' } = asked;
  const { format, progress } = asked;
  const none = new Plugins([], { id: 'files', currency: 'XXX' });
  checkModel(asked);
  const policies = policiesOf(asked.policies.length === 0 ? ['uniform'] : asked.policies, none);
  const share = shareOf(asked, policies);
  const breath = new Breath();
  const log = await survey(asked, breath);
  const until = Math.floor(share * log.choices);
  const rows = new FileRows(policies, log.largest);
  const recent = new RecentChoices();
  let model = asked.model;
  for await (const choice of choices(asked, log, breath)) {
    const seen = choice.index + 1;
    if (seen % 1000 === 0) progress?.(`${seen} of ${log.choices} choices`);
    if (seen <= until) {
      rows.learn(choice);
      if (asked.fit === true) recent.add(choice);
      if (seen < until || asked.fit !== true) continue;
      model = recent.fit();
      if (estimators.includes('mrdr')) await weigh(asked, log, until, rows, breath);
      continue;
    }
    rows.add(choice, model);
  }
  return {
    log: {
      source: format,
      name: asked.files.map((file) => basename(file)).join(', '),
      decisions: log.examples,
      rows: rows.length,
      learned: until,
      leftOut: log.leftOut,
      notes: notesOf(asked, log, until),
      bad: { lines: log.badLines, first: log.bad },
    },
    level,
    estimators,
    policies: await judged(rows.build(), { estimators, level, interval, tuning }),
  };
}

/** Shows the rows the end of the first part once more. */
async function weigh(
  asked: FileEvaluation,
  log: Survey,
  until: number,
  rows: FileRows,
  breath: Breath,
): Promise<void> {
  for await (const choice of choices(asked, log, breath)) {
    if (choice.index >= until) break;
    if (choice.index >= until - mostExamples) rows.weigh(choice);
  }
  rows.fit();
}

/** @throws ArmoireError INVALID_INPUT */
function checkModel({ model, estimators }: FileEvaluation): void {
  if (model === undefined || !estimators.includes('mrdr')) return;
  throw new ArmoireError(
    'INVALID_INPUT',
    '"mrdr" fits a model by weights of its own, and cannot take a given one',
    {
      fix: 'Ask for dr with the given model, or let one be fitted (--fit).',
    },
  );
}

function shareOf({ learnShare, fit }: FileEvaluation, policies: readonly NamedPolicy[]): number {
  const learns = fit === true || policies.some(({ policy }) => policy.id !== 'uniform');
  const share = learnShare ?? (learns ? usualShare : 0);
  if (share >= 0 && share < 1 && (share > 0 || fit !== true)) return share;
  throw new ArmoireError('INVALID_INPUT', `No model can be fitted and evaluated with a share of ${share}`, {
    fix: 'Give --learn-share a number in (0, 1), such as 0.5.',
  });
}

interface Survey {
  readonly examples: number;
  readonly choices: number;
  readonly arms: number;
  /** Whether some examples stand for others that were thrown away. */
  readonly weighted: boolean;
  /** The largest reward, either way. */
  readonly largest: number;
  readonly leftOut: Readonly<Record<string, number>>;
  readonly badLines: number;
  readonly bad: readonly BadLine[];
}

async function survey(asked: FileEvaluation, breath: Breath): Promise<Survey> {
  const leftOut: Record<string, number> = {};
  const bad: BadLine[] = [];
  let [choices, examples, largest, badLines] = [0, 0, 0, 0];
  const known = { arms: 0, weighted: false };
  for await (const { file, entry } of entries(asked, known)) {
    await breath.take();
    if ('leftOut' in entry) {
      leftOut[entry.leftOut] = (leftOut[entry.leftOut] ?? 0) + 1;
      if (entry.bad !== undefined) {
        badLines++;
        const { line, code, message } = entry.bad;
        if (bad.length < mostNamed) bad.push({ file: basename(file), line, code, message });
      } else examples++;
      continue;
    }
    if (!((entry.position ?? 0) > 0 && entry.cluster !== undefined)) examples++;
    choices++;
    largest = Math.max(largest, Math.abs(entry.reward));
    if (choices % 10_000 === 0) asked.progress?.(`${choices} choices seen`);
  }
  if (choices > 0) return { examples, choices, largest, leftOut, badLines, bad, ...known };
  const found = Object.entries(leftOut).map(([reason, count]) => `${count} ${reason}`);
  throw new ArmoireError(
    'INVALID_INPUT',
    `There is no logged choice in ${asked.files.join(', ')}: ${found.join('; ') || 'nothing'}`,
    { fix: 'Give a log of choices among actions, with the probabilities with which they were made.' },
  );
}

/** The choices of all files, numbered. */
async function* choices(asked: FileEvaluation, log: Survey, breath: Breath): AsyncGenerator<FileChoice> {
  let index = 0;
  for await (const { entry, file } of entries(asked, { ...log })) {
    await breath.take();
    if ('leftOut' in entry) continue;
    const cluster = entry.cluster === undefined ? {} : { cluster: `${file}:${entry.cluster}` };
    yield { ...entry, ...cluster, index: index++ };
  }
}

/** All entries of all files; notes on the way what single entries of Vowpal Wabbit do not say. */
async function* entries(
  { format, files, items: itemFile }: FileEvaluation,
  known: { arms: number; weighted: boolean },
): AsyncGenerator<{ readonly file: string; readonly entry: FileEntry }> {
  const items = itemFile === undefined ? undefined : await itemsOf(itemFile);
  for (const entry of items?.bad ?? []) yield { file: itemFile ?? '', entry };
  for (const file of files) {
    const source = await openSource(file);
    const see = (entry: VwEntry) => {
      known.arms = Math.max(known.arms, armsOf(entry));
      known.weighted ||= entry.kind === 'cb' && entry.weight !== 1;
    };
    const choices =
      format === 'obd'
        ? obdChoices(source.chunks(), items?.items ?? new Map())
        : vwChoices(source.chunks(), known.arms, see);
    for await (const entry of choices) yield { file, entry };
  }
}

async function itemsOf(file: string) {
  const { items, bad } = await obdItems((await openSource(file)).chunks());
  return { items, bad: bad.map((each) => ({ leftOut: 'lines that could not be read', bad: each })) };
}

function notesOf(
  { fit, model, format, estimators }: FileEvaluation,
  { weighted }: Survey,
  until: number,
): string[] {
  return [
    format === 'vw'
      ? 'Values are rewards for each choice: costs with the other sign.'
      : 'Values are clicks for each choice.',
    ...(until > 0
      ? [`The first ${until} choices are learned from, and only those after them evaluated.`]
      : []),
    ...(fit === true
      ? ['The reward model is a ridge regression on hashed features, fitted to the first part.']
      : []),
    ...(fit === true && estimators.includes('mrdr')
      ? [
          'That of mrdr is another for each policy, which counts the same choices by the weights of that policy.',
        ]
      : []),
    ...(model === undefined ? [] : ['The reward model was given.']),
    ...(weighted ? ['Examples that stand for others (pdrop) count once.'] : []),
  ];
}
