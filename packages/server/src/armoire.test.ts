import { describe, expect, it } from 'vitest';
import { product, using } from '../test/world.ts';

describe('warming up', () => {
  it('fills every shelf and leaves nothing in the log, nor fails where there is nothing to show', () =>
    using({}, async ({ armoire }) => {
      const shop = armoire.shop();
      await armoire.warmUp();
      await shop.upsertProducts([product('lamp')]);
      const filled: string[] = [];
      const preview = shop.engine.previewRules.bind(shop.engine);
      shop.engine.previewRules = (asked) => {
        filled.push(asked.point);
        return preview(asked);
      };
      await armoire.warmUp();
      const shelves = Object.entries(shop.engine.points).filter(([, { kind }]) => kind === 'shelf');
      expect(filled.sort()).toEqual(shelves.map(([id]) => id).sort());
      expect(filled).not.toEqual([]);
      shop.flush();
      const logged = await armoire.storage.decisions.list(shop.id, {}, 'asc', 10);
      expect(logged.items).toEqual([]);
    }));
});
