import { execFile } from 'node:child_process';
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { minute } from '@armoire/protocol';
import { describe, expect, it } from 'vitest';
import { event, inFolder, world } from '../../test/world.ts';

const server = resolve(import.meta.dirname, '../..');

interface Ended {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

function evaluated(cwd: string, ...args: string[]): Promise<Ended> {
  const all = ['--conditions=armoire-source', join(server, 'src/cli/main.ts'), 'evaluate', ...args];
  return new Promise((done) => {
    const child = execFile(process.execPath, all, { cwd }, (_, out, err) =>
      done({ code: child.exitCode ?? -1, out, err }),
    );
  });
}

/** Two actions, each as often as the other; the second is always worth more. */
function log(count: number): string {
  return Array.from({ length: count }, (_, i) => `${1 + (i % 2)}:${-(i % 2)}:0.5 | a`).join('\n');
}

const points = {
  banner: { kind: 'choice', policy: 'uniform', actions: ['a', 'b'], reward: { wait: '1m' }, steady: '0s' },
} as const;

/** A shop whose shoppers click the banner "b". */
async function trade(storage: string): Promise<void> {
  const config = { storage, tokens: { secret: 'x'.repeat(32) } };
  const { armoire, graphql, clock } = await world({ shop: { points }, config });
  const shop = armoire.shop();
  // Silence is known when the waits are over, and somebody looks.
  const learned = async () => {
    await armoire.runDue();
    await shop.settled();
  };
  for (let i = 0; i < 400; i++) {
    const { data } = await graphql(
      `{ choice(point: "banner", visitor: { shopper: "s${i}" }) { token action } }`,
    );
    const { token, action } = data.choice;
    const kind = action === 'b' ? 'click' : 'impression';
    await shop.ingest([event(kind, { action, token, at: clock.now() })], 'browser');
    clock.advance(minute);
    if (i % 25 === 24) await learned();
  }
  clock.advance(10 * minute);
  await learned();
  await armoire.close();
}

describe('armoire evaluate', () => {
  it(
    "tells what policies would have earned on the shop's own log",
    () =>
      inFolder(async (folder) => {
        const storage = `sqlite:${join(folder, 'shop.db')}`;
        await trade(storage);
        mkdirSync(join(folder, 'node_modules/@armoire'), { recursive: true });
        symlinkSync(server, join(folder, 'node_modules/@armoire/server'));
        const shops = [{ id: 'lamps', currency: 'EUR', points }];
        writeFileSync(join(folder, 'armoire.config.json'), JSON.stringify({ storage, shops }));
        const policy = ['--policy', 'configured', '--policy', 'epsilon-greedy:{"epsilon":0.2}'];
        // The log is old by the clock of the command: all of it is mature, and its span is told.
        const span = ['--from', '2026-01-31T14:00:00Z', '--to', '2026-01-31T18:30:00Z'];
        const { code, out, err } = await evaluated(folder, '--point', 'banner', ...policy, ...span, '--json');
        expect([code, err]).toEqual([0, '']);
        const found = JSON.parse(out);
        expect(found.log).toMatchObject({
          source: 'shop',
          name: 'lamps/banner',
          from: '2026-01-31T14:00:00.000Z',
        });
        expect(found.log.learned).toBeGreaterThan(90);
        const [logged, configured, greedy] = found.policies;
        expect(configured.values.ips.value).toBeCloseTo(logged.values.ips.value, 9);
        expect(greedy.values.snips.value).toBeGreaterThan(0.8);
        expect(greedy.differences.dr.verdict).toBe('better');
        const page = join(folder, 'report.html');
        const told = await evaluated(folder, '--point', 'banner', ...span, '--html', page);
        expect([told.code, told.out]).toMatchObject([0, expect.stringContaining('Written to')]);
        expect(readFileSync(page, 'utf8')).toContain('<svg');
        const nowhere = await evaluated(folder, '--point', 'attic');
        expect([nowhere.code, nowhere.err]).toMatchObject([1, expect.stringContaining('Name one of banner')]);
      }),
    90_000,
  );

  it(
    'reads a foreign log, and exits with 3 where it says too little',
    () =>
      inFolder(async (folder) => {
        writeFileSync(join(folder, 'long.vw'), log(600));
        writeFileSync(join(folder, 'short.vw'), log(30));
        const long = await evaluated(
          folder,
          '--format',
          'vw',
          'long.vw',
          '--policy',
          'greedy',
          '--estimator',
          'snips,ips',
        );
        expect(long.code).toBe(0);
        expect(long.out).toMatch(/greedy +snips +1 .*better/);
        const models = ['--policy', 'uniform', '--fit', '--estimator', 'dr,mrdr'];
        const modelled = await evaluated(folder, '--format', 'vw', 'long.vw', ...models);
        expect([modelled.code, modelled.out]).toEqual([
          0,
          expect.stringMatching(/uniform +dr +0\.5 .*uniform +mrdr +0\.5 /s),
        ]);
        writeFileSync(join(folder, 'model.json'), '[0, 1]');
        const given = ['--model', 'model.json', '--estimator', 'mrdr'];
        const foreign = await evaluated(folder, '--format', 'vw', 'long.vw', ...given);
        expect([foreign.code, foreign.err]).toEqual([
          2,
          expect.stringMatching(/"mrdr" fits a model.*let one be fitted \(--fit\)/s),
        ]);
        const short = await evaluated(folder, '--format', 'vw', 'short.vw', '--json');
        expect(short.code).toBe(3);
        const wide = ['--bernstein', '0,3', '--tuning', 'slope', '--estimator', 'ips', '--json'];
        const bounded = await evaluated(folder, '--format', 'vw', 'long.vw', ...wide);
        expect(JSON.parse(bounded.out).policies[1].values.ips.interval.method).toBe('bernstein');
        expect(JSON.parse(short.out).policies[1].values.ips).toMatchObject({
          verdict: 'not enough evidence',
          code: 'FEW_CHOICES',
        });
      }),
    60_000,
  );

  it.each([
    [['--format', 'arff', 'x'], /no format "arff".*obd or vw/],
    [['--format', 'vw'], /There is no file/],
    [['--format', 'vw', 'x', '--estimator', 'best'], /no estimator "best".*snips/],
    [['--format', 'vw', 'x', '--point', 'home'], /--point is for the shop's own log/],
    [['--format', 'obd', 'x', '--fit', '--model', 'm'], /two models/],
    [['--point', 'home', '--learn-share', '0.5'], /--learn-share is for files/],
    [['--format', 'vw', 'x', '--level', '95'], /--level/],
    [['--format', 'vw', 'x', '--bernstein', '3,1'], /--bernstein: "3,1" is no range/],
    [['--format', 'vw', 'x', '--bernstein', '3', '--bootstrap', '9'], /two intervals/],
    [['--format', 'vw', 'x', '--tuning', 'luck'], /no rule "luck".*least-error or slope/],
    [[], /--point, or files/],
  ])('refuses %j', (args, message) =>
    inFolder(async (folder) => {
      const { code, err } = await evaluated(folder, ...args);
      expect(code).toBe(2);
      expect(err).toMatch(message);
    }),
  );
});
