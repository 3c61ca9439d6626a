import { readFile, writeFile } from 'node:fs/promises';
import { type EstimatorId, estimators, type IntervalChoice, type Tuning } from '@armoire/evaluation';
import { ArmoireError } from '@armoire/protocol';
import { openStorage } from '@armoire/storage';
import { loadConfig, resolveConfig } from '../../config/index.ts';
import {
  type EvaluationReport,
  evaluateFiles,
  evaluateShop,
  evaluationAsHtml,
  evaluationAsText,
  type FileFormat,
  fileFormats,
  readModel,
} from '../../evaluate/index.ts';
import { instantOf } from '../instant.ts';
import { type Output, print } from '../output.ts';
import { progressLine } from '../progress.ts';
import { shopOf } from '../shop.ts';

export interface EvaluateCommand {
  readonly files: readonly string[];
  readonly config?: string;
  readonly shop?: string;
  readonly point?: string;
  readonly format?: string;
  readonly policy?: readonly string[];
  readonly estimator?: string;
  readonly from?: string;
  readonly to?: string;
  readonly places?: string;
  readonly items?: string;
  readonly model?: string;
  readonly fit?: boolean;
  readonly learnShare?: string;
  readonly level?: string;
  readonly bootstrap?: string;
  readonly bernstein?: string;
  readonly tuning?: string;
  readonly html?: string;
}

/** The exit code where the log says too little of a policy. */
const notEnough = 3;

/** `armoire evaluate`: 0 when every policy has a value, 3 when one has none for lack of evidence. */
export async function evaluate(output: Output, options: EvaluateCommand): Promise<number> {
  const line = progressLine(output);
  try {
    const report =
      options.format === undefined ? await ownLog(options, line.show) : await foreign(options, line.show);
    line.end();
    if (options.html !== undefined) await writeFile(options.html, evaluationAsHtml(report));
    const written = options.html === undefined ? '' : `\n\nWritten to ${options.html}.`;
    print(output, report, `${evaluationAsText(report)}${written}`);
    return report.policies.every(({ verdict }) => verdict === 'estimate') ? 0 : notEnough;
  } finally {
    line.end();
  }
}

async function ownLog(options: EvaluateCommand, show: (text: string) => void): Promise<EvaluationReport> {
  const { point } = options;
  for (const name of ['items', 'model', 'fit', 'learnShare'] as const)
    if (options[name] !== undefined) throw onlyFor(name, 'files, with --format');
  if (options.files.length > 0) throw invalid('Files were given without --format', `Give ${formats()}.`);
  if (point === undefined)
    throw invalid('Nothing says what to evaluate', `Give --point, or files with --format ${formats()}.`);
  const from = instantOf(options.from, '--from');
  const to = instantOf(options.to, '--to');
  const places = options.places === undefined ? undefined : whole(options.places, '--places');
  const { config } = await loadConfig(options.config);
  const settings = resolveConfig(config);
  const shop = shopOf(settings, options.shop);
  const storage = await openStorage({ url: settings.storage });
  try {
    return await evaluateShop({
      shop,
      storage,
      point,
      policies: options.policy ?? [],
      estimators: estimatorsOf(options.estimator ?? 'ips,snips,dr'),
      now: Date.now(),
      ...(from === undefined ? {} : { from }),
      ...(to === undefined ? {} : { to }),
      ...(places === undefined ? {} : { places }),
      ...judging(options),
      progress: (done) => show(`${done.toLocaleString('en-US')} decisions`),
    });
  } finally {
    await storage.close();
  }
}

async function foreign(options: EvaluateCommand, show: (text: string) => void): Promise<EvaluationReport> {
  const { files, items, model } = options;
  for (const name of ['point', 'from', 'to', 'places', 'shop'] as const)
    if (options[name] !== undefined) throw onlyFor(name, "the shop's own log, without --format");
  if (files.length === 0) throw invalid('There is no file to evaluate', 'Name the files.');
  if (model !== undefined && options.fit === true)
    throw invalid('--model and --fit give two models', 'Give one of them.');
  const modelled = model !== undefined || options.fit === true;
  const usual = modelled ? 'dm,ips,snips,dr' : 'ips,snips';
  return await evaluateFiles({
    format: formatOf(options.format),
    files,
    policies: options.policy ?? [],
    estimators: estimatorsOf(options.estimator ?? usual),
    ...(items === undefined ? {} : { items }),
    ...(model === undefined ? {} : { model: readModel(model, await text(model)) }),
    ...(options.fit === undefined ? {} : { fit: options.fit }),
    ...(options.learnShare === undefined ? {} : { learnShare: share(options.learnShare, '--learn-share') }),
    ...judging(options),
    progress: show,
  });
}

function judging({ level, tuning, ...options }: EvaluateCommand) {
  const interval = intervalOf(options);
  return {
    ...(level === undefined ? {} : { level: share(level, '--level') }),
    ...(interval && { interval }),
    ...(tuning === undefined ? {} : { tuning: tuningOf(tuning) }),
  };
}

function intervalOf({
  bootstrap,
  bernstein,
}: Pick<EvaluateCommand, 'bootstrap' | 'bernstein'>): IntervalChoice | undefined {
  if (bootstrap !== undefined && bernstein !== undefined)
    throw invalid('--bootstrap and --bernstein give two intervals', 'Give one of them.');
  if (bootstrap !== undefined)
    return { method: 'bootstrap', seed: 1, resamples: whole(bootstrap, '--bootstrap') };
  return bernstein === undefined ? undefined : { method: 'bernstein', ...rangeOf(bernstein) };
}

/** A bound, or the lower and the upper one: costs are rewards below zero. */
function rangeOf(given: string): { readonly low: number; readonly bound: number } {
  const numbers = given.split(',').map((each) => (each.trim() === '' ? Number.NaN : Number(each)));
  const [low = 0, bound = 0] = numbers.length === 1 ? [0, ...numbers] : numbers;
  if (numbers.length <= 2 && numbers.every(Number.isFinite) && low < bound) return { low, bound };
  const fix = 'Give the largest weight × reward that could occur, such as 20, or both ends, such as -20,0.';
  throw invalid(`--bernstein: "${given}" is no range`, fix);
}

function tuningOf(given: string): Tuning {
  if (given === 'least-error' || given === 'slope') return given;
  throw invalid(`--tuning: there is no rule "${given}"`, 'Give least-error or slope.');
}

function estimatorsOf(names: string): EstimatorId[] {
  const known = Object.keys(estimators) as EstimatorId[];
  return [...new Set(names.split(','))].map((given) => {
    const name = given.trim();
    const found = known.find((each) => each === name);
    if (found !== undefined) return found;
    throw invalid(`--estimator: there is no estimator "${name}"`, `Give some of ${known.join(', ')}.`);
  });
}

function formatOf(name: string | undefined): FileFormat {
  const found = fileFormats.find((each) => each === name);
  if (found !== undefined) return found;
  throw invalid(`--format: there is no format "${name}"`, `Give ${formats()}.`);
}

function formats(): string {
  return fileFormats.join(' or ');
}

async function text(file: string): Promise<string> {
  return await readFile(file, 'utf8').catch((cause: unknown) => {
    const fix = 'Check the path and the permissions.';
    throw new ArmoireError('NOT_FOUND', `${file} is no file that can be read`, { fix, cause });
  });
}

function whole(given: string, name: string): number {
  const value = Number(given);
  if (Number.isInteger(value) && value >= 1) return value;
  throw invalid(`${name}: "${given}" will not do`, 'Give a whole number above 0.');
}

function share(given: string, name: string): number {
  const value = Number(given);
  if (value > 0 && value < 1) return value;
  throw invalid(`${name}: "${given}" will not do`, 'Give a number between 0 and 1, such as 0.5.');
}

function onlyFor(name: string, what: string): ArmoireError {
  const option = name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
  return invalid(`--${option} is for ${what}`, 'Leave it out.');
}

function invalid(message: string, fix: string): ArmoireError {
  return new ArmoireError('INVALID_INPUT', message, { fix });
}
