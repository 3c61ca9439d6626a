import { createReadStream, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type CbEntry, readVw } from '@armoire/evaluation';
import { atLeast, atMost, type Bar, type Benchmark, dataFile } from './support/report.ts';
import { optionsOf, sortedCases, type VwCase } from './support/vw/cases.ts';
import { actionsOf } from './support/vw/features.ts';
import { corePolicy, sparseLearner } from './support/vw/learners.ts';
import { type ProgressiveLoss, progressiveLoss } from './support/vw/progressive.ts';

/**
 * Vowpal Wabbit's own contextual-bandit inputs: all of them are read; and those of its commands with at least a hundred
 * examples that need no stored model are done again, progressively, beside the loss that it recorded. There is no bar
 * on equality: hashes, floats and learners differ. Needs no quick form.
 */
export const run: Benchmark = async ({ say }) => {
  const path = dataFile('vw-cb/cases.json');
  const folder = dirname(path);
  const { eligible, stored, small } = sortedCases(path);
  const { files, unread, faults } = await readAll(join(folder, 'train-sets'));
  say(`${files} files read; ${faults} lines in them are faulty by intention, and were named`);
  say(`${eligible.length + stored.length + small.length} commands: ${eligible.length} are done again,`);
  say(`${stored.length} need a model that another command stored (${ids(stored)}),`);
  say(`${small.length} have fewer than 100 examples or no recorded loss.`);
  say('');
  say(`${['case', 'recorded', 'sparse', 'core'].map((head) => head.padStart(11)).join('')}  estimate`);
  const figures: Record<string, number> = {};
  let rows = 0;
  for (const each of eligible) {
    const entries = await examplesOf(join(folder, each.file));
    const options = optionsOf(each.command);
    const run = (learner: typeof sparseLearner): ProgressiveLoss =>
      progressiveLoss(entries, options, learner(options), (entry) => actionsOf(entry, options));
    const [sparse, core] = [run(sparseLearner), run(corePolicy)];
    say(`${[each.id, each.loss, sparse.loss, core.loss].map(cell).join('')}  ${estimateOf(options)}`);
    say(`        ${each.command}`);
    say(`        differs: ${differencesOf(each, sparse.features)}`);
    for (const [name, value] of [
      ['recorded', each.loss ?? Number.NaN],
      ['sparse', sparse.loss],
      ['core', core.loss],
    ] as const)
      figures[`case ${each.id}, ${name}`] = value;
    if (Number.isFinite(sparse.loss) && Number.isFinite(core.loss)) rows++;
  }
  const bars: Bar[] = [
    atMost('files that are not read', unread, 0),
    atLeast('eligible commands with a row', rows, eligible.length),
  ];
  return { figures: { ...figures, files, 'faulty lines': faults }, bars };
};

/** Reads every file; one without a single entry that is not bad counts as unread, but for what is faulty as a whole. */
async function readAll(folder: string): Promise<{ files: number; unread: number; faults: number }> {
  const names = readdirSync(folder);
  let [unread, faults] = [0, 0];
  for (const name of names) {
    let [good, bad] = [0, 0];
    for await (const { kind } of readVw(createReadStream(join(folder, name))))
      kind === 'bad' ? bad++ : good++;
    faults += bad;
    if (good === 0 && !wholly.has(name)) unread++;
  }
  return { files: names.length, unread, faults };
}

/** Of one line with pdrop 1, of which Vowpal Wabbit reads no example either. */
const wholly: ReadonlySet<string> = new Set(['cb_simple_pdrop1.json']);

async function examplesOf(file: string): Promise<CbEntry[]> {
  const found: CbEntry[] = [];
  for await (const entry of readVw(createReadStream(file))) if (entry.kind === 'cb') found.push(entry);
  return found;
}

function estimateOf({ task, type, epsilon }: ReturnType<typeof optionsOf>): string {
  const how = type === 'dr' ? 'dr' : `ips (${type})`;
  if (task === 'evaluate') return `${how} of the actions that the log names`;
  return task === 'explore' ? `${how}, ε-greedy ${epsilon}` : `${how} of the best action`;
}

function differencesOf({ command, features, examples, file }: VwCase, ours: number): string {
  const found = ['our hash and doubles'];
  if (features === ours) found.push(`the same ${ours} features`);
  else if (features === ours / 2) found.push(`the same features, which VW counts once for both actions`);
  else found.push(`${ours} features in ${examples} examples of ${file}, where VW has ${features}`);
  if (command.includes('--experimental_igl'))
    found.push('not comparable: VW must guess the costs from features of the feedback, ours is told them');
  if (command.includes('--coin')) found.push('VW learns by coin betting, ours by adaptive gradients');
  if (command.includes('--cb_force_legacy')) found.push('VW reduces to cost-sensitive one-against-all');
  found.push('core: 128 hashed features, closed-form ridge, no importance weights');
  return found.join('; ');
}

function ids(cases: readonly VwCase[]): string {
  return cases.map(({ id }) => id).join(', ');
}

function cell(value: number | undefined): string {
  const text = value === undefined ? '—' : Number.isInteger(value) ? String(value) : value.toFixed(6);
  return text.padStart(11);
}
