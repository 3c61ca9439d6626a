import { createReadStream, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readVw, type VwEntry } from './index.ts';

const folder = join(process.env.ARMOIRE_DATA ?? '', 'vw-cb');
const files = join(folder, 'train-sets');

/**
 * Every file of Vowpal Wabbit's test inputs, by what it is; with the number of its examples. Those of `supervised`,
 * `costs` and `continuous` are no logs of choices among actions, and are read as what they are.
 */
const content: Record<string, Partial<Record<VwEntry['kind'], number>>> = {
  '0002_25.dat': { supervised: 25 },
  'automl_spin_off.txt': { cb: 18 },
  'automl_spin_off_small.txt': { cb: 2 },
  // A line that is not to be learned from, six rewards without their decisions, and a checkpoint.
  'b1848_dsjson_parser_regression.txt': { cb: 1, observation: 6, note: 1 },
  'cats.acpx': { continuous: 57 },
  'cats_room_temp.json': { continuous: 100 },
  'cats_train.json': { continuous: 10 },
  'cb_adf_crash_1.data': { cb: 1 },
  'cb_adf_multipass_crash_1.data': { cb: 2 },
  'cb_adf_sm.data': { cb: 4 },
  'cb_as_ccb.json': { cb: 1 },
  'cb_explore_cover.dat': { cb: 8 },
  'cb_features_w_zero_vals.dat': { cb: 3 },
  'cb_features_w_zero_vals.dsjson': { cb: 2 },
  'cb_l_namespace.txt': { cb: 1 },
  'cb_load.dat': { cb: 113 },
  'cb_multi_cost.dat': { cb: 5 },
  'cb_simple.json': { cb: 1 },
  'cb_simple_pdrop.json': { cb: 1 },
  // Refused: with pdrop 1 every example was thrown away, so that what is left stands for infinitely many.
  'cb_simple_pdrop1.json': { bad: 1 },
  'cb_test.json': { cb: 3 },
  'cb_test.ldf': { cb: 3 },
  'cb_test256.json': { cb: 260 },
  'cb_test_medium.ldf': { cb: 15 },
  'cb_test_non_binary_costs.ldf': { cb: 15 },
  'cb_test_nonewline.ldf': { cb: 3 },
  'cb_test_small.ldf': { cb: 6 },
  'cb_test_with_empty_shared_feature.ldf': { cb: 3 },
  'ccb_audit.dat': { ccb: 4 },
  'ccb_audit_multi.dat': { ccb: 1 },
  'ccb_audit_multi_default_ns.dat': { ccb: 1 },
  'ccb_automl.dsjson': { ccb: 9 },
  'ccb_data.json': { ccb: 59 },
  'ccb_data_noevent.json': { ccb: 59 },
  // Lines 57 and 69 are no JSON: a quotation mark is missing in each.
  'ccb_data_parse_error.json': { ccb: 68, bad: 2 },
  'ccb_losses.txt': { ccb: 1 },
  'ccb_lots_of_interactions.dat': { ccb: 11 },
  'ccb_lots_of_interactions_mini.dat': { ccb: 4 },
  'ccb_reuse_medium.dsjson': { ccb: 4 },
  'ccb_reuse_small.data': { ccb: 4 },
  'ccb_simple.json': { ccb: 1 },
  'ccb_simple_pdrop.json': { ccb: 1 },
  'ccb_test.dat': { ccb: 24 },
  'ccb_test_interactions.dat': { ccb: 8 },
  'ccb_test_nonewline.dat': { ccb: 24 },
  'ccb_zero_value_features.dat': { ccb: 3 },
  cs_cb: { costs: 3 },
  'cs_test.ldf': { costs: 3 },
  'decisionservice.json': { cb: 3 },
  'dsjson_cb.json': { cb: 23 },
  'dsjson_cb_default_ns.json': { cb: 4 },
  'dsjson_cb_part1.json': { cb: 12 },
  'dsjson_cb_part2.json': { cb: 11 },
  'explore_eval_egreedy.dat': { cb: 50 },
  'igl.dsjson': { cb: 200 },
  'igl_3states.dsjson': { cb: 200 },
  'igl_3states_1.dsjson': { cb: 10 },
  'igl_3states_2.dsjson': { cb: 10 },
  'issue3062.txt': { cb: 1 },
  'issue4669.dsjson': { ccb: 1 },
  'las_100_actions.txt': { cb: 2 },
  multiclass: { supervised: 10 },
  'no_shared_features.json': { cb: 1 },
  rcv1_cb_eval: { cb: 1000 },
  'rcv1_raw_cb_small.vw': { cb: 1000 },
  'slates_simple.txt': { slates: 3 },
  'slates_simple_nonewline.txt': { slates: 3 },
  'slates_simple_unlabeled.dsjson': { slates: 2 },
  'slates_simple_w_interactions.txt': { slates: 3 },
  'slates_zero_value_features.txt': { slates: 3 },
};

interface Case {
  readonly id: number;
  readonly vw_command: string;
  readonly input_files: readonly [string];
  readonly expected: { readonly 'number of examples'?: string };
}

async function all<T>(stream: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const each of stream) found.push(each);
  return found;
}

async function entries(file: string): Promise<VwEntry[]> {
  return await all(readVw(createReadStream(file)));
}

const reason =
  "Vowpal Wabbit's own inputs (skipped without ARMOIRE_DATA, which names the folder that has them as vw-cb)";
describe.skipIf(process.env.ARMOIRE_DATA === undefined)(reason, () => {
  it('are all known here by what they are', () => {
    expect(readdirSync(files).sort()).toEqual(Object.keys(content).sort());
  });

  it.each(Object.entries(content))('%s is %j', async (name, counts) => {
    const found = await entries(join(files, name));
    const counted: Record<string, number> = {};
    for (const { kind } of found) counted[kind] = (counted[kind] ?? 0) + 1;
    expect(counted).toEqual(counts);
    for (const entry of found) if (entry.kind !== 'bad') expect(entry.line).toBeGreaterThan(0);
  });

  it('has as many examples as Vowpal Wabbit counted in each of its commands', async () => {
    const cases = JSON.parse(readFileSync(join(folder, 'cases.json'), 'utf8')) as Case[];
    const differing: [number, string | undefined, number][] = [];
    for (const {
      id,
      vw_command: command,
      input_files: [file],
      expected,
    } of cases) {
      const told = expected['number of examples'];
      if (told === undefined) continue;
      const found = await entries(join(folder, file));
      const examples = found.filter((entry) => !['bad', 'note', 'observation'].includes(entry.kind));
      const counted = examples.filter((entry) => !(entry.kind === 'cb' && entry.skipLearn === true));
      // It counts nothing when it is told to predict nothing.
      if (!command.includes('--no_predict') && Number(told) !== counted.length)
        differing.push([id, told, counted.length]);
    }
    expect(differing).toEqual([]);
  });
});
