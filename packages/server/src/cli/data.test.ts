import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { openStorage } from '@armoire/storage';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Both, startBoth } from '../../test/databases.ts';
import { event, inFolder, noon, order, products, world } from '../../test/world.ts';

let both: Both;

beforeAll(async () => {
  both = await startBoth();
}, 60_000);
afterAll(() => both.stop());

const server = resolve(import.meta.dirname, '../..');
const node = ['--conditions=armoire-source', join(server, 'src/cli/main.ts')];

interface Ended {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Runs a command in a folder, in the environment that names a database. */
type Run = (...args: string[]) => Promise<Ended>;

function runner(cwd: string, url: string): Run {
  const env = { ...process.env, DATABASE: url };
  return (...args) =>
    new Promise((done) => {
      const child = execFile(process.execPath, [...node, ...args], { cwd, env }, (_, out, err) =>
        done({ code: child.exitCode ?? -1, out, err }),
      );
    });
}

const points = { home: { kind: 'shelf', policy: { name: 'thompson-linear' }, sources: ['newest'] } } as const;
const shops = [{ id: 'lamps', currency: 'EUR', points }];

/** A folder with a configuration whose storage the environment names. */
function configured(folder: string): void {
  mkdirSync(join(folder, 'node_modules/@armoire'), { recursive: true });
  symlinkSync(server, join(folder, 'node_modules/@armoire/server'));
  writeFileSync(join(folder, 'armoire.config.json'), JSON.stringify({ storage: 'env:DATABASE', shops }));
}

/** A shop in which somebody was shown products, clicked and bought. */
async function fill(url: string): Promise<void> {
  const config = { storage: url, tokens: { secret: 'x'.repeat(32) } };
  const { armoire, graphql } = await world({ shop: { points }, config });
  const shop = armoire.shop();
  await shop.upsertProducts(products(4));
  const { data } = await graphql(
    '{ recommendations(point: "home", count: 2, visitor: { shopper: "ann-phone" }) { token items { product { id } } } }',
  );
  const { token, items } = data.recommendations;
  const product = items[0].product.id;
  await shop.ingest([event('click', { product, token, shopper: 'ann-phone' })], 'browser');
  await shop.ingest([order('purchase', product, { shopper: 'ann-phone', customer: 'ann' })], 'server');
  await armoire.close();
}

it(
  'migrates, moves to PostgreSQL, looks at it, and shows no password',
  () =>
    inFolder(async (folder) => {
      configured(folder);
      const file = `sqlite:${join(folder, 'shop.db')}`;
      const here = runner(folder, file);
      const dry = await here('migrate', '--dry-run', '--json');
      expect([dry.code, JSON.parse(dry.out)]).toMatchObject([0, { dryRun: true }]);
      const steps: string[] = JSON.parse(dry.out).steps;
      expect(steps.length).toBeGreaterThan(1);
      expect(JSON.parse((await here('migrate', '--json')).out)).toMatchObject({ dryRun: false, steps });
      expect(JSON.parse((await here('migrate', '--json')).out)).toMatchObject({ steps: [] });

      await fill(file);
      const to = await both.make('postgres');
      const there = runner(folder, to);
      const moved = await there('move', '--from', file, '--to', 'env:DATABASE', '--json');
      expect(moved).toMatchObject({ code: 0, err: '' });
      expect(JSON.parse(moved.out).rows).toBeGreaterThan(8);
      const full = await there('move', '--from', file, '--to', 'env:DATABASE');
      expect(full.code).toBe(1);

      const doctor = await there('doctor', '--json');
      const { findings } = JSON.parse(doctor.out);
      expect(findings.find(({ check }: { check: string }) => check === 'storage').message).toContain('…@');
      const replayed = await there('replay', '--json');
      expect(JSON.parse(replayed.out)).toMatchObject({ decisions: 1, matched: 1 });
      const { password } = new URL(to);
      const wrong = runner(folder, to.replace(/\/[^/]*$/, '/missing'));
      const said = [moved, full, doctor, replayed, await wrong('migrate'), await wrong('backup', 'x.db')];
      expect(said.slice(-2).map(({ code }) => code)).toEqual([1, 1]);
      for (const { out, err } of said) expect(`${out}${err}`).not.toContain(`:${password}@`);
    }),
  60_000,
);

it(
  'exports and erases a person, who stays erased when a backup is restored',
  () =>
    inFolder(async (folder) => {
      configured(folder);
      const url = `sqlite:${join(folder, 'shop.db')}`;
      const run = runner(folder, url);
      await fill(url);
      expect(await run('backup', 'backup.db', '--json')).toMatchObject({ code: 0, err: '' });

      const lines = (await run('export', '--customer', 'ann')).out.trim().split('\n');
      expect(lines.map((line) => JSON.parse(line).kind).sort()).toEqual([
        ...['decision', 'event', 'event', 'names', 'outcome', 'sample', 'sample'],
      ]);
      const exported = await run('export', 'ann.jsonl', '--customer', 'ann', '--json');
      expect([exported.code, JSON.parse(exported.out)]).toMatchObject([0, { records: 6 }]);
      expect(readFileSync(join(folder, 'ann.jsonl'), 'utf8').trim().split('\n')).toEqual(lines);
      expect((await run('export', 'ann.jsonl', '--customer', 'ann')).code).toBe(2);
      expect((await run('export')).code).toBe(2);

      const asked = await run('erase', '--customer', 'ann', '--dry-run', '--json');
      const held = { events: 2, decisions: 1, outcomes: 1, samples: 2 };
      expect(JSON.parse(asked.out)).toMatchObject({ dryRun: true, held });
      const erased = await run('erase', '--customer', 'ann', '--json');
      expect([erased.code, JSON.parse(erased.out)]).toMatchObject([0, { deleted: held }]);
      expect((await both.dump(url)).filter((row) => row.includes('ann'))).toEqual([]);

      const again = `sqlite:${join(folder, 'again.db')}`;
      const restored = await run('restore', 'backup.db', '--to', again, '--erased-in', url, '--json');
      expect([restored.code, JSON.parse(restored.out)]).toMatchObject([0, { erasedAgain: 1 }]);
      expect((await both.dump(again)).filter((row) => row.includes('ann'))).toEqual([]);
      for (const each of [url, again]) {
        const storage = await openStorage({ url: each });
        const { sums } = await storage.state.changes('lamps', 0);
        const values = sums.flatMap(({ rows }) => rows.flatMap((row) => row.values));
        expect(values.filter((value) => value !== 0)).toEqual([]);
        await storage.close();
      }
      expect((await run('restore', 'missing.db', '--to', again)).code).toBe(2);
    }),
  60_000,
);

it(
  'serves a shop on PostgreSQL',
  () =>
    inFolder(async (folder) => {
      configured(folder);
      const url = await both.make('postgres');
      const child: ChildProcess = spawn(process.execPath, [...node, 'serve', '--json', '--port', '0'], {
        cwd: folder,
        env: { ...process.env, DATABASE: url },
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      const ended = once(child, 'exit');
      try {
        const [line] = await once(createInterface(child.stdout as NodeJS.ReadableStream), 'line');
        const { url: at, shops: served } = JSON.parse(line as string);
        const secrets = JSON.parse(readFileSync(join(folder, 'armoire.secrets.json'), 'utf8'));
        expect(served).toEqual([{ id: 'lamps', publicKey: secrets.keys.lamps.public }]);
        const put = await fetch(`${at}/v1/products`, {
          method: 'PUT',
          headers: { authorization: `Bearer ${secrets.keys.lamps.secret}` },
          body: JSON.stringify(products(3).map((each) => ({ ...each, updatedAt: noon }))),
        });
        expect(await put.json()).toMatchObject({ accepted: 3 });
        const ask = async () => {
          const answer = await fetch(`${at}/graphql`, {
            method: 'POST',
            headers: { 'content-type': 'application/json', 'x-armoire-key': secrets.keys.lamps.public },
            body: JSON.stringify({ query: '{ recommendations(point: "home") { source } }' }),
          });
          return (await answer.json()).data.recommendations.source;
        };
        // The first decision of a cold process may miss its deadline.
        await expect.poll(ask).toBe('policy');
      } finally {
        child.kill('SIGTERM');
      }
      expect(await ended).toEqual([0, null]);
    }),
  60_000,
);
