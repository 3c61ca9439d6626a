import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { describe, expect, it } from 'vitest';
import { inFolder, products } from '../../test/world.ts';

const server = resolve(import.meta.dirname, '../..');
const main = join(server, 'src/cli/main.ts');
const node = ['--conditions=armoire-source', main];

interface Ended {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

function armoire(folder: string, ...args: string[]): Promise<Ended> {
  return new Promise((done) => {
    const child = execFile(process.execPath, [...node, ...args], { cwd: folder }, (_, out, err) =>
      done({ code: child.exitCode ?? -1, out, err }),
    );
  });
}

/** A folder in which `@armoire/server` is installed. */
function withShop(body: (folder: string) => Promise<void>): Promise<void> {
  return inFolder(async (folder) => {
    mkdirSync(join(folder, 'node_modules/@armoire'), { recursive: true });
    symlinkSync(server, join(folder, 'node_modules/@armoire/server'));
    await body(folder);
  });
}

async function serving(folder: string): Promise<{ child: ChildProcess; url: string; publicKey: string }> {
  const child = spawn(process.execPath, [...node, 'serve', '--json', '--port', '0'], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = await once(createInterface(child.stdout), 'line');
  const { url, shops } = JSON.parse(line as string);
  return { child, url, publicKey: shops[0].publicKey };
}

describe('armoire', () => {
  it(
    'goes from an empty folder to a shop that answers, and replays what it decided',
    () =>
      withShop(async (folder) => {
        const made = await armoire(folder, 'init', '--shop', 'lamps', '--json');
        expect(made).toMatchObject({ code: 0, err: '' });
        expect(statSync(join(folder, '.env')).mode & 0o777).toBe(0o600);
        expect(readFileSync(join(folder, '.gitignore'), 'utf8')).toBe('.env\narmoire.db*\n');
        const config = readFileSync(join(folder, 'armoire.config.mjs'), 'utf8');
        expect(config).not.toContain('sk_');
        expect(config).toContain("shoppers: { ids: 'signed' }");
        const again = await armoire(folder, 'init');
        expect(again).toMatchObject({
          code: 2,
          err: expect.stringMatching(/^armoire: There is .+ already\. Edit it.+\n$/),
        });

        const { child, url, publicKey } = await serving(folder);
        const secret = /ARMOIRE_SECRET_KEY=(\S+)/.exec(readFileSync(join(folder, '.env'), 'utf8'))?.[1];
        const list = products(5).map((each) => ({ ...each, updatedAt: Date.now() }));
        const put = await fetch(`${url}/v1/products`, {
          method: 'PUT',
          headers: { authorization: `Bearer ${secret}` },
          body: JSON.stringify(list),
        });
        expect(await put.json()).toMatchObject({ accepted: 5 });
        const query = '{ recommendations(point: "home.featured") { source items { product { id } } } }';
        const headers = { 'content-type': 'application/json', 'x-armoire-key': publicKey };
        const ask = async () => {
          const body = JSON.stringify({ query });
          const answer = await fetch(`${url}/graphql`, { method: 'POST', headers, body });
          return (await answer.json()).data.recommendations.source;
        };
        // The first decision of a cold process may miss its deadline.
        await expect.poll(ask).toBe('policy');
        child.kill('SIGTERM');
        expect(await once(child, 'exit')).toEqual([0, null]);

        const replayed = await armoire(folder, 'replay', '--json');
        expect([replayed.code, JSON.parse(replayed.out)]).toMatchObject([
          0,
          { decisions: 1, matched: 1, differing: 0 },
        ]);
        const doctor = await armoire(folder, 'doctor', '--json');
        expect([doctor.code, JSON.parse(doctor.out).healthy]).toEqual([0, true]);
      }),
    60_000,
  );

  it(
    'imports a file, and says what became of it',
    () =>
      withShop(async (folder) => {
        writeFileSync(
          join(folder, 'armoire.config.json'),
          JSON.stringify({ shops: [{ id: 'lamps', currency: 'EUR' }] }),
        );
        writeFileSync(join(folder, 'products.json'), JSON.stringify({ products: products(3) }));
        const first = await armoire(folder, 'import', '--format', 'json', 'products.json', '--json');
        expect(first.err).toBe('');
        expect([first.code, JSON.parse(first.out)]).toMatchObject([
          0,
          { status: 'complete', written: { changes: { applied: 3 } } },
        ]);
        const second = await armoire(folder, 'import', '--format', 'json', 'products.json', '--json');
        expect(JSON.parse(second.out)).toMatchObject({ written: { changes: { applied: 0, stale: 3 } } });
      }),
    30_000,
  );

  it.each([
    [['nonsense'], 'unknown command'],
    [['import', 'x'], '--format'],
    [['serve'], 'There is no armoire.config file'],
    [['init', '--currency', 'euro'], 'currency'],
  ])('ends with 2 and one line for %j', (args, message) =>
    inFolder(async (folder) => {
      const { code, err } = await armoire(folder, ...args);
      expect([code, err.trim().split('\n').length]).toEqual([2, 1]);
      expect(err).toContain(message);
    }),
  );
});
