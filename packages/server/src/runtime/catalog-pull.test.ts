import { definePlugin, mostTries, type StoreFront } from '@armoire/core';
import { type CatalogChange, day, hour, type Product } from '@armoire/protocol';
import { describe, expect, it } from 'vitest';
import { inFolder, noon, product, using, type World } from '../../test/world.ts';
import { silentLog } from './log.ts';

const lamp = (id: string, fields: Record<string, unknown> = {}) => product(id, fields) as Product;
const upsert = (made: Product): CatalogChange => ({ kind: 'upsert', product: made });

/** A platform that does not tell what changes. */
class Platform implements StoreFront {
  readonly capabilities;
  readonly shown = new Map<string, Product>();
  /** Breaks off after so many batches. */
  failsAfter = Number.POSITIVE_INFINITY;
  readings = 0;

  constructor(ids: readonly string[], more: Partial<StoreFront['capabilities']> = {}) {
    const none = { writesPrices: false, knowsCost: true, nativeRecommendations: false };
    this.capabilities = { ...none, catalog: 'pull' as const, ...more };
    for (const id of ids) this.shown.set(id, lamp(id));
  }

  async *catalog(signal: AbortSignal) {
    this.readings++;
    let batches = 0;
    for (const each of this.shown.values()) {
      if (signal.aborted) return;
      if (batches++ >= this.failsAfter) throw new Error('The platform is down');
      yield [upsert(each)];
    }
  }
}

const plugins = (platform: StoreFront) => [definePlugin({ name: 'acme', storeFront: () => platform })];
const known = ({ armoire }: World) =>
  [...armoire.shop().engine.catalog.products()].map(({ id }) => id).sort();

/** The log's lines about the catalogue. */
function listening() {
  const lines: { readonly message: string; readonly fields: object }[] = [];
  const note = (fields: object, message: string) => lines.push({ message, fields });
  return { lines, log: { ...silentLog, info: note, warn: note, error: note } };
}

describe('a catalogue that is pulled', () => {
  it('is read at the start and every night; what is no longer there goes', () => {
    const platform = new Platform(['a', 'b', 'c']);
    const { lines, log } = listening();
    return using({ config: { plugins: plugins(platform) }, log }, async (world) => {
      const { armoire, clock } = world;
      expect(known(world)).toEqual([]);
      await armoire.runDue();
      expect(known(world)).toEqual(['a', 'b', 'c']);
      platform.shown.delete('b');
      platform.shown.set('c', lamp('c', { title: 'Another', updatedAt: noon }));
      platform.shown.set('d', lamp('d', { taxRate: 19 }));
      clock.advance(14 * hour);
      await armoire.runDue();
      expect(known(world)).toEqual(['a', 'b', 'c']);
      clock.advance(hour);
      await armoire.runDue();
      expect(known(world)).toEqual(['a', 'c']);
      expect(armoire.shop().engine.catalog.get('c')?.title).toBe('Another');
      const read = lines.filter(({ message }) => message === 'The catalogue of the platform was read');
      expect(read.map(({ fields }) => fields)).toEqual([
        { shop: 'lamps', seen: 3, changed: 3, refused: 0, vanished: 0 },
        { shop: 'lamps', seen: 3, changed: 1, refused: 1, vanished: 1 },
      ]);
      expect(lines).toContainEqual({
        message: 'A product of the platform was refused',
        fields: expect.objectContaining({ product: 'd', code: 'INVALID_PRODUCT' }),
      });
      platform.shown.set('b', lamp('b'));
      clock.advance(day);
      await armoire.runDue();
      expect(known(world)).toEqual(['a', 'b', 'c']);
      expect(platform.readings).toBe(3);
    });
  });

  it('stays as it was where a reading breaks off, and is read again', () => {
    const platform = new Platform(['a', 'b', 'c']);
    return using({ config: { plugins: plugins(platform) } }, async (world) => {
      const { armoire, clock } = world;
      await armoire.runDue();
      platform.shown.delete('a');
      platform.failsAfter = 1;
      clock.advance(day);
      for (let attempt = 1; attempt <= mostTries; attempt++) {
        await armoire.runDue();
        clock.advance(2 * hour);
      }
      expect(known(world)).toEqual(['a', 'b', 'c']);
      expect(platform.readings).toBe(1 + mostTries);
      platform.failsAfter = Number.POSITIVE_INFINITY;
      clock.advance(day);
      await armoire.runDue();
      expect(known(world)).toEqual(['b', 'c']);
    });
  });

  it('is not emptied by a platform that shows nothing', () => {
    const platform = new Platform(['a']);
    const { lines, log } = listening();
    return using({ config: { plugins: plugins(platform) }, log }, async (world) => {
      await world.armoire.runDue();
      platform.shown.clear();
      world.clock.advance(day);
      await world.armoire.runDue();
      expect(known(world)).toEqual(['a']);
      expect(lines).toContainEqual({
        message: 'A job failed',
        fields: expect.objectContaining({ error: expect.objectContaining({ code: 'INVALID_INPUT' }) }),
      });
    });
  });

  it('keeps what is pushed while it is read, and writes only what has changed', () => {
    const platform = new Platform(['a', 'b']);
    return using({ config: { plugins: plugins(platform) } }, async (world) => {
      const { armoire, clock } = world;
      await armoire.runDue();
      await armoire.shop().upsertProducts([product('known')]);
      const { offset } = armoire.shop().engine.catalog;
      platform.shown.set('a', lamp('a', { updatedAt: noon + 1 }));
      clock.advance(day);
      const read = platform.catalog.bind(platform);
      platform.catalog = async function* (signal) {
        yield* read(signal);
        await armoire.shop().upsertProducts([product('pushed', { updatedAt: clock.now() })]);
        clock.advance(1);
        await armoire.shop().upsertProducts([product('known', { updatedAt: clock.now() })]);
      };
      await armoire.runDue();
      expect(known(world)).toEqual(['a', 'b', 'known', 'pushed']);
      expect(armoire.shop().engine.catalog.offset).toBe(offset + 2);
    });
  });

  it('does not take away costs that the platform does not know', () => {
    const platform = new Platform([], { knowsCost: false });
    const variants = [{ id: 'a-v', price: { amount: 2000, currency: 'EUR' } }];
    platform.shown.set('a', lamp('a', { variants }));
    return using({ config: { plugins: plugins(platform) } }, async ({ armoire, clock }) => {
      await armoire.runDue();
      const cost = { amount: 700, currency: 'EUR' };
      const costed = [{ ...variants[0], cost }];
      await armoire.shop().upsertProducts([product('a', { variants: costed, updatedAt: noon })]);
      platform.shown.set('a', lamp('a', { variants, title: 'New', updatedAt: noon + 1 }));
      clock.advance(day);
      await armoire.runDue();
      const { title, variants: kept } = armoire.shop().engine.catalog.require('a');
      expect({ title, cost: kept[0]?.cost }).toEqual({ title: 'New', cost });
    });
  });

  it('is read to its end by the next start where a stop breaks it off', () =>
    inFolder(async (folder) => {
      const platform = new Platform(['a', 'b']);
      const storage = `sqlite:${folder}/armoire.db` as const;
      const config = { storage, plugins: plugins(platform) };
      const read = platform.catalog.bind(platform);
      await using({ config }, async (world) => {
        await world.armoire.runDue();
        platform.shown.delete('a');
        world.clock.advance(day);
        const { pull } = world.armoire.shop();
        platform.catalog = async function* (signal) {
          yield* read(signal);
          pull?.stop();
        };
        await expect(pull?.run()).rejects.toMatchObject({ code: 'STORAGE_UNAVAILABLE' });
        expect(known(world)).toEqual(['a', 'b']);
      });
      platform.catalog = read;
      await using({ config, at: noon + 2 * day }, async (world) => {
        expect(known(world)).toEqual(['a', 'b']);
        await world.armoire.runDue();
        expect(known(world)).toEqual(['b']);
      });
    }));

  it('is told by platforms that do not ask for it', () => {
    const platform = new Platform(['a'], { catalog: 'told' });
    return using({ config: { plugins: plugins(platform) } }, async (world) => {
      await world.armoire.runDue();
      expect([platform.readings, known(world)]).toEqual([0, []]);
    });
  });
});
