import { createHash } from 'node:crypto';
import type { Decision, NewEvent, PersonName, StateDelta } from '@armoire/core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { restoreStorage } from './copy/restore.ts';
import { erasePerson, exportPerson, type Subtract } from './people.ts';
import type { Storage } from './storage.ts';
import { type Both, dialects, opened, startBoth } from './testing.ts';

let both: Both;

beforeAll(async () => {
  both = await startBoth();
}, 60_000);
afterAll(() => both.stop());

const start = 1_704_067_200_000;
const ids = { shopper: 'ann-shopper', session: 'ann-session', customer: 'ann-customer' };
const names: PersonName[] = ['shopper:ann-shopper', 'session:ann-session', 'customer:ann-customer'];

function event(id: string, fields: object): NewEvent {
  return { id, kind: 'click', at: start, receivedAt: start, product: 'shirt', ...fields };
}

function decision(id: string, fields: Partial<Decision>): Decision {
  return {
    id,
    shop: 'a',
    point: 'home',
    kind: 'shelf',
    unit: { kind: 'request', id },
    at: start,
    seed: 1,
    context: { values: {}, schema: '1' },
    chosen: ['shirt'],
    propensities: [1],
    policy: { id: 'thompson', version: 1, state: {} },
    source: 'policy',
    reasons: [],
    ...fields,
  };
}

const set = (hash: string, shop = 'a') => ({
  shop,
  hash,
  inputs: [],
  features: '1',
  catalogOffset: 0,
  entries: [{ id: 'shirt' }],
});

/** What each sample taught, and its opposite. */
const delta = (times: number): StateDelta => ({
  state: 'clicks',
  rows: [{ key: 'shirt', bucket: 0, values: [times, 7 * times] }],
});
const subtract: Subtract = (samples) => samples.map(() => delta(-1));

async function fill(storage: Storage): Promise<void> {
  const { shopper, session, customer } = ids;
  await storage.events.append('a', [
    event('1', { shopper }),
    event('2', { session, decision: 'd2' }),
    event('3', { shopper: 'bob', decision: 'd4' }),
    { id: '4', kind: 'purchase', at: start, receivedAt: start, customer, order: 'o', lines: [] },
    event('5', { shopper: 'bob', session: 'bobs' }),
  ]);
  await storage.events.append('b', [event('1', { shopper })]);
  await storage.decisions.append(
    [
      decision('d1', { shopper, candidateSet: 'hers' }),
      decision('d2', { session, candidateSet: 'shared' }),
      decision('d3', { unit: { kind: 'session', id: session } }),
      decision('d4', { shopper: 'bob', candidateSet: 'shared' }),
    ],
    [set('hers'), set('shared')],
  );
  await storage.decisions.append([decision('d1', { shop: 'b', shopper })], []);
  const place = (id: string) => ({ shop: 'a', point: 'home', decision: id, position: 0 });
  const decided = ['d1', 'd2', 'd4'];
  await storage.state.commit('a', {
    consumer: 'learner',
    from: 0,
    to: 5,
    deltas: decided.map(() => delta(1)),
    outcomes: [...decided, 'd3'].map((id) => ({ ...place(id), seen: [], earned: 0, revisions: 1, value: 1 })),
    samples: decided.map((id) => ({ ...place(id), revision: 0, value: 1, at: start })),
    snapshots: [
      { name: 'people', version: 1, offset: 5, text: JSON.stringify([[shopper, customer]]) },
      { name: 'source/trending', version: 1, offset: 5, text: '{}' },
      { name: 'home/exp3/1', version: 1, offset: 5, text: '{}' },
    ],
  });
  await storage.jobs.enqueue([{ shop: 'a', kind: 'mail', key: 'k', runAt: 1, payload: { customer } }]);
}

const mentions = async (url: string) =>
  (await both.dump(url)).filter((row) => Object.values(ids).some((id) => row.includes(id)));

describe.each(dialects)('a person, on %s', (dialect) => {
  it('can be exported whole', async () => {
    await opened(await both.make(dialect), async (storage) => {
      await fill(storage);
      const found: string[] = [];
      for await (const { kind, value } of exportPerson(storage, 'a', names)) {
        found.push(`${kind} ${'id' in value ? value.id : value.decision}`);
      }
      expect(found.sort()).toEqual([
        ...['decision d1', 'decision d2', 'decision d3', 'event 1', 'event 2', 'event 4'],
        ...['outcome d1', 'outcome d2', 'outcome d3', 'sample d1', 'sample d2'],
      ]);
      for await (const record of exportPerson(storage, 'a', ['shopper:nobody']))
        expect(record).toBeUndefined();
      for await (const record of exportPerson(storage, 'a', [])) expect(record).toBeUndefined();
    });
  });

  it('can be erased, and is found nowhere afterwards', async () => {
    const url = await both.make(dialect);
    await opened(url, async (storage) => {
      await fill(storage);
      expect((await mentions(url)).length).toBeGreaterThan(8);
      const before = await storage.state.changes('a', 0);
      expect(await erasePerson(storage, 'a', names, start, subtract)).toMatchObject({
        ...{ applied: true, events: 3, decisions: 3, sets: 1, outcomes: 3, samples: 2 },
      });
      const left = await mentions(url);
      expect(left.filter((row) => !/"shop":"b"/.test(row))).toEqual([]);
      expect(left.length).toBeGreaterThan(1);

      expect((await storage.events.read('a', 0, 10)).map(({ id }) => id)).toEqual(['3', '5']);
      expect(await storage.events.head('a')).toBe(5);
      expect((await storage.events.append('a', [event('1', {})])).duplicates).toEqual(['1']);
      expect((await storage.decisions.sets('a', ['hers', 'shared'])).map(({ hash }) => hash)).toEqual([
        'shared',
      ]);
      expect(await storage.state.sums('a', 'clicks')).toEqual([{ key: 'shirt', bucket: 0, values: [1, 7] }]);
      expect((await storage.state.samples('a', 0, 10)).map((sample) => sample.decision)).toEqual(['d4']);
      expect(await storage.state.snapshot('a', 'people')).toBeUndefined();
      expect(await storage.state.snapshot('a', 'source/trending')).toBeUndefined();
      expect(await storage.state.snapshot('a', 'home/exp3/1')).toBeDefined();
      const changes = await storage.state.changes('a', before.revision);
      expect(changes.sums).toMatchObject([{ state: 'clicks' }]);

      // Stretches that can no longer be replayed.
      expect(await storage.gaps.list('a', 'events', 0, 9)).toEqual([
        { log: 'events', first: 1, last: 4, reason: 'erased' },
      ]);
      expect(await storage.gaps.list('a', 'events', 4, 9)).toEqual([]);
      expect(await storage.gaps.list('a', 'samples', 0, 1)).toHaveLength(1);
      expect(await storage.gaps.list('b', 'events', 0, 9)).toEqual([]);
    });
  });

  it('is not half erased when samples come in between', async () => {
    const url = await both.make(dialect);
    await opened(url, async (storage) => {
      await fill(storage);
      const before = await both.dump(url);
      const stale = { id: 'e', at: start, names, samples: 1, deltas: [delta(-1)] };
      expect((await storage.people.erase('a', stale)).applied).toBe(false);
      expect(await both.dump(url)).toEqual(before);
    });
  });

  it('is another person than whoever has the same id of another kind', async () => {
    const url = await both.make(dialect);
    const file = `${both.folder}/${dialect}-kinds.db`;
    const kinds = ['shopper', 'session', 'customer'] as const;
    await opened(url, async (storage) => {
      await storage.events.append(
        'a',
        kinds.map((kind) => event(kind, { [kind]: '7' })),
      );
      await storage.decisions.append(
        [
          decision('shopper', { shopper: '7', unit: { kind: 'shopper', id: '7' } }),
          decision('unit', { unit: { kind: 'shopper', id: '7' } }),
          decision('session', { session: '7' }),
          decision('session-unit', { unit: { kind: 'session', id: '7' } }),
          decision('slot', { unit: { kind: 'product-slot', id: '7', slot: 7 } }),
        ],
        [],
      );
      const job = (kind: string) => ({
        shop: 'a',
        kind: 'mail',
        key: kind,
        runAt: 1,
        payload: { [kind]: '7' },
      });
      await storage.jobs.enqueue([...kinds, 'product'].map(job));
      await storage.backup({ to: file });
    });
    const left = (storage: Storage) =>
      Promise.all([
        storage.events.read('a', 0, 9).then((found) => found.map(({ id }) => id)),
        storage.decisions.list('a', {}, 'asc', 9).then(({ items }) => items.map(({ id }) => id).sort()),
        storage.jobs.list('a').then((found) => found.map(({ key }) => key).sort()),
      ]);
    const expected = {
      shopper: [
        ['session', 'customer'],
        ['session', 'session-unit', 'slot'],
        ['customer', 'product', 'session'],
      ],
      session: [
        ['shopper', 'customer'],
        ['shopper', 'slot', 'unit'],
        ['customer', 'product', 'shopper'],
      ],
      customer: [
        ['shopper', 'session'],
        ['session', 'session-unit', 'shopper', 'slot', 'unit'],
        ['product', 'session', 'shopper'],
      ],
    };
    for (const kind of kinds) {
      const [live, again] = [await both.make(dialect), await both.make(dialect)];
      await restoreStorage({ from: file, to: live });
      const erased = await opened(live, async (storage) => {
        const found: string[] = [];
        for await (const { value } of exportPerson(storage, 'a', [`${kind}:7`]))
          found.push('id' in value ? value.id : value.decision);
        expect(found.filter((id) => expected[kind].flat().includes(id))).toEqual([]);
        await erasePerson(storage, 'a', [`${kind}:7`], start, subtract);
        expect(await left(storage)).toEqual(expected[kind]);
        return storage.people.erased('a');
      });
      await restoreStorage({ from: file, to: again, erased, subtract });
      await opened(again, async (storage) => expect(await left(storage)).toEqual(expected[kind]));
    }
  });

  it('stays erased by hashes that were kept before names had kinds', async () => {
    const url = await both.make(dialect);
    const file = `${both.folder}/${dialect}-former.db`;
    await opened(url, async (storage) => {
      await fill(storage);
      await storage.backup({ to: file });
    });
    const again = await both.make(dialect);
    const hashes = Object.values(ids).map((id) =>
      createHash('sha256')
        .update(JSON.stringify(['armoire/erased', 'a', id]))
        .digest('hex'),
    );
    const erased = [{ shop: 'a', id: 'e', at: start, names: hashes }];
    expect(await restoreStorage({ from: file, to: again, erased, subtract })).toMatchObject({
      erasedAgain: 1,
    });
    expect((await mentions(again)).filter((row) => !/"shop":"b"/.test(row))).toEqual([]);
  });

  it('is forgotten again by a backup that is restored', async () => {
    const url = await both.make(dialect);
    const file = `${both.folder}/${dialect}-backup.db`;
    const erased = await opened(url, async (storage) => {
      await fill(storage);
      await storage.backup({ to: file });
      await erasePerson(storage, 'a', names, start, subtract);
      return storage.people.erased('a');
    });
    expect(erased).toHaveLength(1);
    const again = await both.make(dialect);
    const report = await restoreStorage({ from: file, to: again, erased, subtract });
    expect(report.erasedAgain).toBe(1);
    expect((await mentions(again)).filter((row) => !/"shop":"b"/.test(row))).toEqual([]);
    await opened(again, async (storage) => {
      expect(await storage.state.sums('a', 'clicks')).toEqual([{ key: 'shirt', bucket: 0, values: [1, 7] }]);
      expect((await storage.events.read('a', 0, 10)).map(({ id }) => id)).toEqual(['3', '5']);
    });
  });
});
