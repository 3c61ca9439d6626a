import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openPostgres } from './open.ts';
import { startPostgres, type TestServer } from './testing.ts';

let server: TestServer;

beforeAll(async () => {
  server = await startPostgres();
}, 60_000);
afterAll(() => server.stop());

const processes = 4;
const rounds = 60;

/**
 * A node that appends, half of it what others append too, and learns whenever it has the lease, or in some rounds
 * without it, as one that was held up and does not know that it lost it. Some commits are sent twice, as after a
 * reply that was lost.
 */
const node = `
  const [index, url, name, rounds] = process.argv.slice(1);
  const { openStorage } = await import(index);
  const storage = await openStorage({ url });
  const append = async (round) => {
    const ids = [0, 1, 2, 3].map((i) => i % 2 === 0 ? 'all-' + round + '-' + i : name + '-' + round + '-' + i);
    await storage.events.append('a', ids.map((id) => ({ id, kind: 'search', at: round * 1e9, receivedAt: 1, query: id })));
  };
  const learn = async (round) => {
    const leased = await storage.leases.acquire('learn/a', name, 50);
    if (!leased && round % 3 !== 0) return 0;
    const from = (await storage.state.offsets('a', 'learner')).events;
    const events = await storage.events.read('a', from, 50);
    if (events.length === 0) return 0;
    const commit = {
      consumer: 'learner', from, to: events.at(-1).offset, outcomes: [], snapshots: [],
      deltas: [{ state: 's', rows: events.map(({ id, offset }) => ({ key: id.split('-')[0], bucket: 0, values: [1, offset] })) }],
      samples: events.map(({ id }) => ({ shop: 'a', point: 'p', decision: id, position: 0, revision: 0, value: 1, at: 1 })),
    };
    const { applied } = await storage.state.commit('a', commit);
    if (round % 4 === 0 && (await storage.state.commit('a', commit)).applied) throw new Error('learned twice');
    return applied ? events.length : 0;
  };
  let learned = 0;
  for (let round = 0; round < Number(rounds); round++) {
    await Promise.all([append(2 * round), append(2 * round + 1), learn(round).then((n) => { learned += n; })]);
  }
  await storage.close();
  process.stdout.write(String(learned));
`;

async function run(url: string, name: string): Promise<number> {
  const index = new URL('../index.ts', import.meta.url).href;
  const source = ['--conditions=armoire-source', '--input-type=module', '--eval', node];
  const child = spawn(process.execPath, [...source, index, url, name, `${rounds}`], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  child.stdout.on('data', (chunk) => {
    output += chunk;
  });
  const [code] = await once(child, 'exit');
  expect(code).toBe(0);
  return Number(output);
}

it('ends with exactly the sums of one process when four append and learn', async () => {
  const url = await server.database();
  const names = Array.from({ length: processes }, (_, i) => `n${i}`);
  const learned = await Promise.all(names.map((name) => run(url, name)));

  const storage = await openPostgres(url);
  const events = await storage.events.read('a', 0, 100_000);
  const expected = new Map<string, [number, number]>();
  for (const { id, offset } of events) {
    const [key = ''] = id.split('-');
    const [count, sum] = expected.get(key) ?? [0, 0];
    expected.set(key, [count + 1, sum + offset]);
  }
  // Each process had two ids of its own in each append, and two that all had.
  const appends = 2 * rounds;
  expect(Object.fromEntries([...expected].map(([key, [count]]) => [key, count]))).toEqual(
    Object.fromEntries(['all', ...names].map((key) => [key, 2 * appends])),
  );
  expect(events.map(({ offset }) => offset)).toEqual(events.map((_, i) => i + 1));

  // What nobody came to learn at the end is learned now, by one.
  const from = (await storage.state.offsets('a', 'learner')).events;
  expect(learned.reduce((sum, n) => sum + n, 0)).toBe(from);
  expect(from).toBeGreaterThan(events.length / 2);
  const rest = events.slice(from);
  await storage.state.commit('a', {
    consumer: 'learner',
    from,
    to: events.length,
    outcomes: [],
    snapshots: [],
    samples: [],
    deltas: [
      {
        state: 's',
        rows: rest.map(({ id, offset }) => ({ key: id.split('-')[0] ?? '', bucket: 0, values: [1, offset] })),
      },
    ],
  });
  const sums = await storage.state.sums('a', 's');
  expect(sums).toEqual([...expected].sort().map(([key, values]) => ({ key, bucket: 0, values })));
  expect(await storage.state.samples('a', 0, 100_000)).toHaveLength(from);
  await storage.close();
}, 120_000);
