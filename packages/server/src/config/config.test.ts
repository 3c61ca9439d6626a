import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type AdditiveState, type AnyPolicy, featureWidth, Sums, seededRng, stateName } from '@armoire/core';
import { ArmoireError, day, minute } from '@armoire/protocol';
import { describe, expect, it } from 'vitest';
import { inFolder } from '../../test/world.ts';
import { parseDuration } from './duration.ts';
import { type ArmoireConfig, loadConfig, resolveConfig } from './index.ts';
import { editDistance, nearest } from './nearest.ts';

const shop = { id: 'lamps', currency: 'EUR' };

function fault(config: unknown, env: Record<string, string> = {}): ArmoireError {
  try {
    resolveConfig(config as ArmoireConfig, env);
  } catch (error) {
    if (error instanceof ArmoireError) return error;
    throw error;
  }
  throw new Error('The configuration was taken');
}

describe('a configuration', () => {
  it('needs no more than a shop and its currency', () => {
    const { shops, port, storage, tokens } = resolveConfig({ shops: [shop] });
    expect(Object.keys(shops[0]?.points ?? {})).toEqual([
      'home.featured',
      'product.related',
      'cart.complements',
      'category.top',
      'price',
    ]);
    expect([port, storage, tokens.expiry]).toEqual([4400, 'sqlite:./armoire.db', 7 * day]);
  });

  it('says whose ids count as shoppers', () => {
    const shoppersOf = (shoppers: object) =>
      resolveConfig({ shops: [{ ...shop, shoppers }] }).shops[0]?.shoppers;
    expect(resolveConfig({ shops: [shop] }).shops[0]?.shoppers).toEqual({ ids: 'any', expiry: 180 * day });
    expect(shoppersOf({ ids: 'signed', expiry: '30d' })).toEqual({ ids: 'signed', expiry: 30 * day });
    const faults = [{ ids: 'singed' }, { expiry: '59m' }, { expire: '1d' }].map(
      (shoppers) => fault({ shops: [{ ...shop, shoppers }] }).message,
    );
    expect(faults).toEqual([
      expect.stringContaining('did you mean signed?'),
      expect.stringContaining('an hour or more'),
      expect.stringContaining('did you mean expiry?'),
    ]);
  });

  it('says on how many people rests what is shown', () => {
    const peopleOf = (people: object) => resolveConfig({ shops: [{ ...shop, people }] }).shops[0]?.people;
    expect([peopleOf({}), peopleOf({ atLeast: 1 })]).toEqual([{ atLeast: 3 }, { atLeast: 1 }]);
    for (const atLeast of [0, 1.5, 21])
      expect(fault({ shops: [{ ...shop, people: { atLeast } }] }).path).toBe('shops[0].people.atLeast');
    expect(fault({ shops: [{ ...shop, people: { atleast: 3 } }] }).message).toContain(
      'did you mean atLeast?',
    );
  });

  it('fills each kind of point with its defaults', () => {
    const { points } = resolveConfig({
      shops: [
        {
          ...shop,
          points: {
            home: { kind: 'shelf' },
            price: { kind: 'price', slot: '1h' },
            banner: { kind: 'choice', actions: ['a', 'b'] },
          },
        },
      ],
    }).shops[0] ?? { points: {} as Record<string, never> };
    const { home, price, banner } = points;
    expect(home).toMatchObject({ deadline: 50, count: 12, policy: { id: 'thompson-linear' } });
    expect(home?.reward).toMatchObject({
      weights: { click: 1, purchase: 5 },
      purchase: 'relative',
      wait: 10 * minute,
      cap: 10,
      eager: true,
    });
    expect(price).toMatchObject({
      policy: { id: 'thompson-gaussian' },
      reward: { purchase: 'profit', wait: 60 * minute, eager: false },
      guard: { minimumMargin: 0.1, lowest: 0.8, highest: 1.2, largestStep: 0.1, cooldown: 30 * minute },
    });
    expect(banner).toMatchObject({ policy: { id: 'adaptive-linear' }, actions: ['a', 'b'] });
  });

  it('lets the linear policy of shelves begin with trust in the ranker, and that of prices with none', () => {
    const linear = 'thompson-linear';
    const begun = (point: unknown) => {
      const resolved = resolveConfig({ shops: [{ ...shop, points: { p: point as never } }] }).shops[0];
      const policy = resolved?.points.p?.policy as AnyPolicy;
      const state = new Sums((policy.state as AdditiveState).sums);
      const features = new Float64Array(featureWidth);
      features[1] = 1;
      const actions = [{ id: 'a', features }];
      const context = { values: {}, schema: '' };
      const found = policy.estimate?.({ context, actions, state, at: 0, rng: seededRng(1, 'policy') }, 0);
      return [found?.mean, found?.deviation].map((value) => Number(value?.toFixed(4)));
    };
    expect(begun({ kind: 'shelf' })).toEqual([0.05, 0.0029]);
    expect(begun({ kind: 'shelf', policy: { name: linear, ridge: 1 } })).toEqual([0.05, 0.05]);
    expect(begun({ kind: 'price', policy: linear })).toEqual([0, 0.05]);
  });

  it('makes policies by name, and with options', () => {
    const policyOf = (policy: unknown) =>
      resolveConfig({ shops: [{ ...shop, points: { home: { kind: 'shelf', policy } as never } }] }).shops[0]
        ?.points.home?.policy;
    for (const name of [
      'uniform',
      'greedy',
      'epsilon-greedy',
      'thompson-bernoulli',
      'thompson-gaussian',
      'thompson-linear',
    ]) {
      expect(policyOf(name)?.id).toBe(name);
      expect(policyOf({ name })?.id).toBe(name);
    }
    // What was learned under another half-life means something else, and so is stored under another name.
    const forgetful = policyOf({ name: 'thompson-linear', halfLife: '7d' }) as AnyPolicy;
    expect(stateName('home', forgetful)).not.toBe(
      stateName('home', policyOf('thompson-linear') as AnyPolicy),
    );
  });

  it.each([
    [
      'a key of a point',
      { points: { home: { kind: 'shelf', polcy: 'greedy' } } },
      'shops[0].points.home.polcy: unknown key, did you mean policy?',
    ],
    ['a key of a shop', { currncy: 'EUR' }, 'shops[0].currncy: unknown key, did you mean currency?'],
    [
      'a policy',
      { points: { home: { kind: 'shelf', policy: 'thomson-linear' } } },
      'shops[0].points.home.policy: "thomson-linear" is not known, did you mean thompson-linear?',
    ],
    [
      'a source',
      { points: { home: { kind: 'shelf', sources: ['trendin'] } } },
      'shops[0].points.home.sources[0]: "trendin" is not known, did you mean trending?',
    ],
    [
      'a kind',
      { points: { home: { kind: 'shelve' } } },
      'shops[0].points.home.kind: kind must be one of shelf, price, choice',
    ],
    [
      'a length of time',
      { points: { home: { kind: 'shelf', deadline: '10 parsecs' } } },
      'shops[0].points.home.deadline: "10 parsecs" is not a length of time',
    ],
    [
      'a currency',
      { currency: 'euro' },
      'shops[0].currency: must be three capital letters of ISO 4217, such as EUR',
    ],
    [
      'an origin',
      { origins: ['shop.example'] },
      'shops[0].origins[0]: "shop.example" is no origin; write it like https://shop.example, or *',
    ],
    [
      'the name of a point',
      { points: { 'a/b': { kind: 'shelf' } } },
      'shops[0].points.a/b: "a/b" is no name for a point; use letters, digits, dot, dash, underscore',
    ],
    [
      'a part of a point, for what else the point has',
      { points: { home: { kind: 'shelf', policy: 'bagging', warmStart: {} } } },
      'shops[0].points.home.warmStart: bagging has no prior that history could be put in',
    ],
    [
      'a bound of a price point, for what else it lacks',
      { points: { price: { kind: 'price', guard: { mostOpen: 3 } } } },
      'shops[0].points.price.guard.mostOpen: holds only where a cycle writes the prices',
    ],
    [
      'a point, for a plugin that is missing',
      { points: { home: { kind: 'shelf', policy: 'acme/dice' } } },
      'shops[0].points.home: No plugin brings the policy "acme/dice"',
    ],
  ])('names %s that is wrong', (_, fields, message) => {
    const error = fault({ shops: [{ ...shop, ...fields }] });
    expect(error.message).toBe(message);
    expect(error).toMatchObject({ code: 'INVALID_CONFIG', path: message.split(': ')[0] });
  });

  it.each([
    ['policy', (policy: unknown) => ({ policy })],
    ['lastGood', (lastGood: unknown) => ({ lastGood })],
    [
      'experiment.control',
      (control: unknown) => ({ experiment: { name: 'a', from: '2026-11-30', control } }),
    ],
    [
      'experiment.arms.waves',
      (waves: unknown) => ({ experiment: { name: 'a', from: '2026-11-30', arms: { own: 'own', waves } } }),
    ],
  ])('takes holidays in a %s of prices only where some are known', (where, put) => {
    const looking = (holidays: boolean) => ({
      name: 'price-thompson',
      demand: 'regression',
      circumstances: { season: true, holidays },
    });
    const of = (market: string | undefined, holidays = true) => ({
      shops: [{ ...shop, market, points: { price: { kind: 'price', ...put(looking(holidays)) } } }],
    });
    for (const market of [undefined, 'web', 'DEU']) {
      const error = fault(of(market));
      const path = `shops[0].points.price.${where}.circumstances.holidays`;
      expect(error).toMatchObject({ code: 'INVALID_CONFIG', path });
      expect(error.message).toBe(`${path}: the shop has no country whose holidays are known`);
      expect(error.fix).toContain("Give the shop a `market`, such as 'DE'");
      expect(() => resolveConfig(of(market, false) as ArmoireConfig)).not.toThrow();
    }
    for (const market of ['DE', 'us-ca'])
      expect(() => resolveConfig(of(market) as ArmoireConfig)).not.toThrow();
  });

  it('names the nearest key at the top, and inside a policy', () => {
    expect(fault({ shops: [shop], storge: 'x' }).message).toBe('storge: unknown key, did you mean storage?');
    const policy = { name: 'epsilon-greedy', epsilom: 0.1 };
    expect(fault({ shops: [{ ...shop, points: { home: { kind: 'shelf', policy } } }] }).message).toContain(
      'did you mean epsilon?',
    );
  });

  it('reads secrets from the environment, and says which is missing', () => {
    const config = { shops: [{ ...shop, keys: { public: 'pk', secret: { erp: 'env:ERP_KEY' } } }] };
    expect(resolveConfig(config, { ERP_KEY: 's3cret' }).shops[0]?.secretKeys).toEqual([
      { name: 'erp', key: 's3cret' },
    ]);
    expect(fault(config).message).toBe('shops[0].keys.secret: the environment has no ERP_KEY');
  });

  it('takes the URL of a database, also from the environment, and shows no password', () => {
    const url = 'postgres://u:hidden@h/d';
    expect(resolveConfig({ shops: [shop], storage: url }).storage).toBe(url);
    const config = { shops: [shop], storage: 'env:DATABASE_URL' };
    expect(resolveConfig(config, { DATABASE_URL: url }).storage).toBe(url);
    expect(fault(config).message).toBe('storage: the environment has no DATABASE_URL');
    for (const storage of ['mysql://u:hidden@h/d', 'postgres://u:hidden@h:port/d', 'postgres:hidden']) {
      expect(fault({ shops: [shop], storage }).message).toBe('storage: not the URL of a storage');
      expect(JSON.stringify(fault({ shops: [shop], storage }))).not.toContain('hidden');
    }
  });

  it('refuses a short token secret, and shops or keys that are named twice', () => {
    expect(fault({ shops: [shop], tokens: { secret: 'short' } }).message).toContain('shorter than 32');
    expect(fault({ shops: [shop, shop] }).message).toContain('the id "lamps" is used twice');
    expect(fault({ shops: [{ ...shop, keys: { public: 'same', secret: 'same' } }] }).message).not.toContain(
      'same',
    );
  });
});

describe('loading a configuration', () => {
  it('reads JavaScript, TypeScript and JSON', () =>
    inFolder(async (folder) => {
      writeFileSync(join(folder, 'a.mjs'), `export default ${JSON.stringify({ shops: [shop] })}`);
      writeFileSync(join(folder, 'a.mts'), `const port: number = 1; export default { shops: [], port }`);
      writeFileSync(join(folder, 'armoire.config.json'), JSON.stringify({ shops: [shop] }));
      expect((await loadConfig('a.mjs', folder)).config).toEqual({ shops: [shop] });
      expect((await loadConfig('a.mts', folder)).config).toEqual({ shops: [], port: 1 });
      expect((await loadConfig(undefined, folder)).config).toEqual({ shops: [shop] });
    }));

  it('says what is wrong with a file', () =>
    inFolder(async (folder) => {
      await expect(loadConfig(undefined, folder)).rejects.toThrow('There is no armoire.config file');
      writeFileSync(join(folder, 'a.json'), '{');
      writeFileSync(join(folder, 'a.mjs'), 'export const config = 1');
      await expect(loadConfig('a.json', folder)).rejects.toThrow('is not JSON');
      await expect(loadConfig('a.mjs', folder)).rejects.toThrow('has no default export');
      await expect(loadConfig('b.mjs', folder)).rejects.toThrow('There is no file');
    }));
});

describe('helpers', () => {
  it.each([
    ['10m', 600_000],
    ['7d', 604_800_000],
    ['50ms', 50],
    ['1.5 h', 5_400_000],
    [250, 250],
  ])('reads %s', (text, milliseconds) => expect(parseDuration(text)).toBe(milliseconds));

  it.each(['', '10', 'm', '-1s', Number.NaN, -5])('refuses %s', (text) =>
    expect(() => parseDuration(text)).toThrow(),
  );

  it('counts edits', () => {
    expect([editDistance('polcy', 'policy'), editDistance('', 'abc'), editDistance('ab', 'ba')]).toEqual([
      1, 3, 1,
    ]);
    expect(nearest('zzzzzz', ['policy', 'count'])).toBeUndefined();
  });
});
