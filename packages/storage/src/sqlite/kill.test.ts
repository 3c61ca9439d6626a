import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect, it } from 'vitest';
import { openSqlite } from './open.ts';

const rounds = 8;

/** Appends small batches from several senders at once, and names each id when its batch is acknowledged. */
const appender = `
  const [index, url, round] = process.argv.slice(1);
  const { openStorage } = await import(index);
  const storage = await openStorage({ url });
  let sent = 0;
  const send = async () => {
    for (;;) {
      const ids = Array.from({ length: 5 }, () => round + '-' + sent++);
      const event = { kind: 'click', at: 1, receivedAt: 1, product: 'shirt' };
      await storage.events.append('a', ids.map((id) => ({ ...event, id })));
      process.stdout.write(ids.join(' ') + '\\n');
    }
  };
  await Promise.all(Array.from({ length: 8 }, send));
`;

/** Kills an appender some time after its first acknowledgement; returns all that it acknowledged. */
async function appendAndDie(file: string, round: number): Promise<readonly string[]> {
  const index = new URL('../index.ts', import.meta.url).href;
  const source = ['--conditions=armoire-source', '--input-type=module', '--eval', appender];
  const child = spawn(process.execPath, [...source, index, `sqlite:${file}`, `${round}`], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exited = once(child, 'exit');
  const acknowledged: string[] = [];
  for await (const line of createInterface(child.stdout)) {
    if (acknowledged.length === 0) setTimeout(() => child.kill('SIGKILL'), Math.random() * 120);
    acknowledged.push(...line.split(' '));
  }
  expect((await exited)[1]).toBe('SIGKILL');
  return acknowledged;
}

it('loses nothing that was acknowledged and doubles nothing, however often it is killed', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'armoire-'));
  const file = join(folder, 'armoire.db');
  const acknowledged: string[] = [];
  for (let round = 0; round < rounds; round++) {
    acknowledged.push(...(await appendAndDie(file, round)));
    const storage = await openSqlite(file);
    const head = await storage.events.head('a');
    const events = await storage.events.read('a', 0, head + 1);
    expect(events.map(({ offset }) => offset)).toEqual(Array.from({ length: head }, (_, i) => i + 1));
    const ids = events.map(({ id }) => id);
    const unique = new Set(ids);
    expect(unique.size).toBe(ids.length);
    expect(acknowledged.filter((id) => !unique.has(id))).toEqual([]);

    // Whoever sent them may not have heard: everything comes once more.
    const again = await storage.events.append(
      'a',
      events.map(({ offset: _, ...event }) => event),
    );
    expect(again.events).toEqual([]);
    expect(again.duplicates).toEqual(ids);
    expect((await storage.check()).integrity).toBe('ok');
    await storage.close();
  }
  rmSync(folder, { recursive: true });
}, 120_000);
