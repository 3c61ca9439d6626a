import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { seededRng } from '@armoire/core';
import type { EstimatorId } from '@armoire/evaluation';
import { afterAll, describe, expect, it } from 'vitest';
import { evaluateFiles, type FileEvaluation, readModel } from '../index.ts';

const folder = mkdtempSync(join(tmpdir(), 'armoire-evaluate-test-'));
afterAll(() => rmSync(folder, { recursive: true }));

function file(name: string, content: string | Buffer): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

/** Logged with 0.7, 0.2, 0.1; worth 0.1, 0.5, 0.3. */
const [chances, worth] = [
  [0.7, 0.2, 0.1],
  [0.1, 0.5, 0.3],
];

function* draws(count: number): Generator<{ action: number; click: number }> {
  const rng = seededRng(7, 'file');
  for (let i = 0; i < count; i++) {
    const u = rng.next();
    const action = u < 0.7 ? 0 : u < 0.9 ? 1 : 2;
    yield { action, click: rng.next() < (worth?.[action] ?? 0) ? 1 : 0 };
  }
}

function obd(count: number): string {
  const affinity = [0, 1, 2].map((i) => `user-item_affinity_${i}`);
  const header = [
    '',
    'timestamp',
    'item_id',
    'position',
    'click',
    'propensity_score',
    'user_feature_0',
    ...affinity,
  ];
  const rows = [...draws(count)].map(({ action, click }, i) =>
    [i, '2019-11-24 00:01:03+00:00', action, 1 + (i % 3), click, chances?.[action], 'u', 0, 0, 0].join(','),
  );
  return [header.join(','), ...rows].join('\n');
}

function vw(count: number): string {
  return [...draws(count)]
    .map(({ action, click }) => {
      const lines = ['a', 'b', 'c'].map((name) => `|Item ${name}`);
      lines[action] = `0:${-click}:${chances?.[action]} ${lines[action]}`;
      return ['shared |User u', ...lines].join('\n');
    })
    .join('\n\n');
}

const estimators: readonly EstimatorId[] = ['ips', 'snips'];

async function value(asked: Omit<FileEvaluation, 'policies' | 'estimators'> & Partial<FileEvaluation>) {
  const report = await evaluateFiles({ policies: [], estimators, ...asked });
  const values = report.policies.flatMap((policy) => Object.values(policy.values));
  return { report, values: values.map((each) => (each.verdict === 'estimate' ? each.value : each.code)) };
}

describe('evaluation of foreign logs', () => {
  it('finds the value of uniform on an Open Bandit log, plain or compressed', async () => {
    const plain = await value({ format: 'obd', files: [file('log.csv', obd(4000))] });
    for (const uniform of plain.values.slice(2)) expect(Math.abs(Number(uniform) - 0.3)).toBeLessThan(0.03);
    expect(plain.report.policies.map(({ name }) => name)).toEqual(['logged', 'uniform']);
    expect(plain.report.log).toMatchObject({ decisions: 4000, rows: 4000, learned: 0, bad: { lines: 0 } });
    const packed = await value({ format: 'obd', files: [file('log.csv.gz', gzipSync(obd(4000)))] });
    expect(packed.values).toEqual(plain.values);
  });

  it('lets policies forget by the times that the decision service wrote', async () => {
    // One arm pays for 200 minutes, and a month later the other one. Whoever chose wrongly has no reward to go by.
    const decisions = Array.from({ length: 1200 }, (_, i) => {
      const action = i % 2;
      const worse = i < 200 ? 0 : 1;
      const minute = i < 200 ? i : 43_200 + i;
      return JSON.stringify({
        _label_cost: action === worse ? 0 : -1,
        _label_probability: 0.5,
        _label_Action: action + 1,
        _labelIndex: action,
        Timestamp: new Date(Date.UTC(2026, 0, 1) + minute * 60_000).toISOString(),
        a: [action + 1, 2 - action],
        p: [0.5, 0.5],
        c: { _multi: [{ x: { id: 'a' } }, { x: { id: 'b' } }] },
      });
    });
    const log = { format: 'vw', policies: ['greedy', 'greedy:{"halfLife":"1d"}'], learnShare: 0.25 } as const;
    const ofThree = (lines: readonly string[]) =>
      value({ ...log, files: [file('when.json', lines.join('\n'))] });
    const timed = await ofThree(decisions);
    expect(timed.values.slice(2)).toEqual(['FEW_REWARDS', 'FEW_REWARDS', 1, 1]);
    const without = await ofThree(decisions.map((line) => line.replace(/"Timestamp":"[^"]*",/, '')));
    expect(without.values.slice(2)).toEqual(Array(4).fill('FEW_REWARDS'));
  });

  it('takes an interval that holds for few rows, and another rule for parameters', async () => {
    const asked = { format: 'obd', files: [file('ends.csv', obd(4000))] } as const;
    const of = async (more: Partial<FileEvaluation>) => {
      const { report } = await value({ ...asked, estimators: ['ips'], ...more });
      const found = report.policies[1]?.values.ips;
      if (found?.verdict !== 'estimate') throw new Error('refused');
      return found.interval;
    };
    const usual = await of({});
    const wide = await of({ interval: { method: 'bernstein', low: 0, bound: 10 / 3 } });
    expect([usual.method, wide.method]).toEqual(['asymptotic', 'bernstein']);
    expect(wide.high - wide.low).toBeGreaterThan(1.2 * (usual.high - usual.low));
    const tuned = async (tuning: 'slope' | 'least-error') => {
      const { report } = await value({ ...asked, estimators: ['clipped-ips'], tuning });
      const found = report.policies[1]?.values['clipped-ips'];
      return found?.verdict === 'estimate' ? found.parameter : found?.code;
    };
    expect(await tuned('least-error')).toBeGreaterThan(0);
    expect(await tuned('slope')).not.toBe(await tuned('least-error'));
  });

  it('gives policies the first part to learn from, in both formats', async () => {
    for (const [format, name, text] of [
      ['obd', 'learn.csv', obd(4000)],
      ['vw', 'learn.vw', vw(4000)],
    ] as const) {
      const { report, values } = await value({
        format,
        files: [file(name, text)],
        policies: ['logged', 'greedy'],
      });
      expect(report.log).toMatchObject({ rows: 2000, learned: 2000 });
      expect(Math.abs(Number(values[2]) - 0.5)).toBeLessThan(0.08);
      expect(report.policies[1]?.differences?.snips).toMatchObject({ verdict: 'better' });
    }
  });

  it('takes a model, or fits one', async () => {
    const asked = { format: 'obd', files: [file('model.csv', obd(4000))], estimators: ['dm', 'dr'] } as const;
    const list = await value({ ...asked, model: readModel('m', '[0.1, 0.5, 0.3]') });
    expect(list.values[2]).toBeCloseTo(0.3, 12);
    expect(Math.abs(Number(list.values[3]) - 0.3)).toBeLessThan(0.03);
    const table =
      'action,position,reward\n0,0,0.1\n1,0,0.5\n2,0,0.3\n0,1,0.1\n1,1,0.5\n2,1,0.3\n0,2,0\n1,2,0\n2,2,0';
    const byPosition = await value({ ...asked, model: readModel('m', table) });
    expect(byPosition.values[2]).toBeCloseTo((0.3 * 2667) / 4000, 3);
    const fitted = await value({ ...asked, fit: true });
    expect(Math.abs(Number(fitted.values[2]) - 0.3)).toBeLessThan(0.08);
    expect(fitted.report.log.learned).toBe(2000);
  });

  it('fits a model for mrdr by the weights of each policy, and takes no other for it', async () => {
    for (const [format, name, text] of [
      ['obd', 'robust.csv', obd(4000)],
      ['vw', 'robust.vw', vw(4000)],
    ] as const) {
      const asked = { format, files: [file(name, text)], policies: ['uniform', 'greedy'] } as const;
      const { report, values } = await value({ ...asked, estimators: ['dr', 'mrdr'], fit: true });
      expect(report.log).toMatchObject({ rows: 2000, learned: 2000 });
      expect(report.log.notes).toContainEqual(
        expect.stringContaining('That of mrdr is another for each policy'),
      );
      const [logged, robustLogged, uniform, robust, greedy, robustGreedy] = values.map(Number);
      expect(robustLogged).toBeCloseTo(logged ?? 0, 9);
      expect(Math.abs((robust ?? 0) - 0.3)).toBeLessThan(0.08);
      expect(Math.abs((robustGreedy ?? 0) - 0.5)).toBeLessThan(0.08);
      expect([robust, robustGreedy]).not.toEqual([uniform, greedy]);
      const unfitted = await value({ ...asked, estimators: ['mrdr'] });
      expect(unfitted.values.slice(1)).toEqual(['NO_MODEL', 'NO_MODEL']);
      const model = readModel('m', '[0.1, 0.5, 0.3]');
      await expect(value({ ...asked, estimators: ['mrdr'], model })).rejects.toMatchObject({
        code: 'INVALID_INPUT',
        message: expect.stringContaining('cannot take a given one'),
      });
    }
  });

  it.each([
    ['[[0.1], [0.2', 'is no JSON'],
    ['[{"a": 1}]', 'is no list of numbers'],
    ['item,reward\n1,2', 'needs action and reward'],
    ['action,reward\n1,none', 'line 2: reward is "none"'],
  ])('refuses the model %j', (text, message) => {
    expect(() => readModel('m', text)).toThrow(
      expect.objectContaining({ code: 'INVALID_INPUT', message: expect.stringContaining(message) }),
    );
  });

  it('refuses a model that does not know an action', async () => {
    const asked = {
      format: 'obd',
      files: [file('short.csv', obd(10))],
      model: readModel('m', '[0.1]'),
    } as const;
    await expect(value(asked)).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      message: expect.stringContaining('action 1'),
    });
  });

  it('weighs slots of one example together, and names what it left out', async () => {
    const example = [
      'ccb shared | s',
      'ccb action | a',
      'ccb action | b',
      'ccb slot 1:-1:0.5,0:0.5 | x',
      'ccb slot 0:-1:1 | y',
    ].join('\n');
    const bad = 'ccb shared | s\nccb slot | x';
    const { report, values } = await value({
      format: 'vw',
      files: [file('ccb.txt', [...Array(120).fill(example), bad].join('\n\n'))],
      estimators: ['ips', 'rips'],
    });
    expect(report.log).toMatchObject({
      decisions: 120,
      rows: 240,
      leftOut: { 'lines that could not be read': 1 },
      bad: { lines: 1, first: [{ file: 'ccb.txt', line: 721, code: 'NO_ACTIONS' }] },
    });
    expect(values).toEqual([1, 2, 1, 2]);
  });

  it('says that examples which stand for others count once', async () => {
    const example =
      '{"_label_cost":-1,"_label_probability":0.5,"_labelIndex":0,"c":{"_multi":[{"a":1},{"b":1}]},"pdrop":0.5}';
    const { report } = await value({ format: 'vw', files: [file('pdrop.json', example)] });
    expect(report.log.notes).toContainEqual(expect.stringContaining('pdrop'));
  });

  it('refuses files that are no logs of choices', async () => {
    const asked = { format: 'vw', files: [file('classes', '1 | a\n2 | b\n')] } as const;
    await expect(value(asked)).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      message: expect.stringContaining('2 examples with a label to predict'),
    });
    await expect(value({ format: 'vw', files: [join(folder, 'nowhere')] })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
  });
});

const data = process.env.ARMOIRE_DATA;
const reason = 'the real log (skipped without ARMOIRE_DATA, which names the folder with obd-men)';
describe.skipIf(data === undefined)(reason, () => {
  it('gives the published arithmetic', async () => {
    const files = [join(data ?? '', 'obd-men/bts/men.csv')];
    const { report, values } = await value({ format: 'obd', files });
    expect(values[0]).toBeCloseTo(0.0069, 12);
    expect(values[2]).toBeCloseTo(0.0030086, 7);
    expect(values[3]).toBeCloseTo(0.0031894, 7);
    expect(report.policies[1]?.weights.effectiveSampleSize).toBeCloseTo(655.7, 1);
  });
});
