import type { ShopEvent } from '@armoire/protocol';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createQueue } from './queue.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const click = (id: string, extra: object = {}) =>
  ({ id, at: 1, kind: 'click', product: 'p', ...extra }) as ShopEvent;

function setUp(
  status: () => number = () => 202,
  beacon?: (url: string, body: Blob) => boolean,
  wants = () => false,
) {
  const batches: string[][] = [];
  const bodies: string[] = [];
  const queue = createQueue({
    endpoint: 'https://armoire.example/events',
    key: 'pk',
    beacon,
    wants,
    cleared: (event) => event,
    fetch: async (_, init) => {
      expect(init).toMatchObject({ method: 'POST', credentials: 'omit', keepalive: true });
      const { headers } = new Request('https://armoire.example', {
        method: 'POST',
        body: init?.body ?? null,
      });
      expect([init?.headers, headers.get('content-type')]).toEqual([undefined, 'text/plain;charset=UTF-8']);
      const body = String(init?.body);
      bodies.push(body);
      batches.push((JSON.parse(body) as { events: ShopEvent[] }).events.map(({ id }) => id));
      if (status() === 0) throw new TypeError('Failed to fetch');
      return new Response(null, { status: status() });
    },
  });
  return { queue, batches, bodies };
}

it('sends what came within two seconds in one request', async () => {
  const { queue, batches } = setUp();
  queue.add(click('a'));
  await vi.advanceTimersByTimeAsync(1000);
  queue.add(click('b'));
  await vi.advanceTimersByTimeAsync(999);
  expect(batches).toEqual([]);
  await vi.advanceTimersByTimeAsync(1);
  expect(batches).toEqual([['a', 'b']]);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(batches).toHaveLength(1);
  expect(vi.getTimerCount()).toBe(0);
});

it('sends twenty at once, and never more', async () => {
  const { queue, batches } = setUp();
  for (let index = 0; index < 45; index++) queue.add(click(`${index}`));
  await queue.flush();
  expect(batches.map((batch) => batch.length)).toEqual([20, 20, 5]);
  expect(batches.flat()).toEqual(Array.from({ length: 45 }, (_, index) => `${index}`));
});

it('keeps a request under 60 kB, and leaves out an event that is out of all proportion', async () => {
  const { queue, bodies, batches } = setUp();
  for (let index = 0; index < 12; index++) queue.add(click(`${index}`, { token: '€'.repeat(5000) }));
  queue.add(click('huge', { token: 'x'.repeat(70_000) }));
  await queue.flush();
  expect(batches.flat()).toHaveLength(12);
  expect(Math.max(...bodies.map((body) => Buffer.byteLength(body)))).toBeLessThanOrEqual(60_000);
});

it.each([0, 500, 429])(
  'keeps what failed with %i and sends it again with the same ids, ever more rarely',
  async (code) => {
    let status = code;
    const { queue, batches } = setUp(() => status);
    queue.add(click('a'));
    await vi.advanceTimersByTimeAsync(2000);
    await vi.advanceTimersByTimeAsync(3999);
    expect(batches).toEqual([['a']]);
    queue.add(click('b'));
    await vi.advanceTimersByTimeAsync(1);
    expect(batches).toEqual([['a'], ['a', 'b']]);
    await vi.advanceTimersByTimeAsync(10 * 60_000);
    expect(batches.length).toBeGreaterThan(10);
    expect(batches.length).toBeLessThan(18);
    status = 202;
    await vi.advanceTimersByTimeAsync(60_000);
    const sent = batches.length;
    await vi.advanceTimersByTimeAsync(600_000);
    expect(batches).toHaveLength(sent);
  },
);

it('does not repeat what the server refuses', async () => {
  const { queue, batches } = setUp(() => 400);
  queue.add(click('a'));
  await vi.advanceTimersByTimeAsync(600_000);
  expect(batches).toHaveLength(1);
});

it('keeps the newest two hundred when nothing can be sent', async () => {
  let status = 0;
  const { queue, batches } = setUp(() => status);
  for (let index = 0; index < 250; index++) queue.add(click(`${index}`));
  await queue.flush();
  status = 202;
  batches.length = 0;
  await queue.flush();
  expect(batches.flat()).toHaveLength(200);
  expect(batches.flat().at(-1)).toBe('249');
});

it('leaves by beacon, and by fetch where the beacon refuses', async () => {
  const beacon = vi.fn<(url: string, body: Blob) => boolean>(() => true);
  const { queue, batches } = setUp(undefined, beacon);
  queue.add(click('a'));
  queue.leave();
  queue.leave();
  expect(beacon).toHaveBeenCalledTimes(1);
  const [url, body] = beacon.mock.calls[0] ?? [];
  expect([url, body?.type]).toEqual(['https://armoire.example/events', 'text/plain']);
  expect(JSON.parse((await body?.text()) ?? '')).toEqual({ key: 'pk', events: [click('a')] });
  beacon.mockReturnValue(false);
  queue.add(click('b'));
  queue.leave();
  expect(batches).toEqual([['b']]);
});

it('asks for a shopper token as long as there is none', async () => {
  let wants = true;
  const { queue, bodies } = setUp(undefined, undefined, () => wants);
  queue.add(click('a'));
  await queue.flush();
  wants = false;
  queue.add(click('b'));
  await queue.flush();
  expect(bodies.map((body) => Object.entries(JSON.parse(body)).slice(0, -1))).toEqual([
    [
      ['key', 'pk'],
      ['shopper', 'new'],
    ],
    [['key', 'pk']],
  ]);
});
