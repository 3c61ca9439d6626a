import { expect, it, vi } from 'vitest';
import { product, publicKey, secretKey, using } from '../../test/world.ts';

const soon = { timeout: 10_000, interval: 50 };

const shelf = {
  kind: 'shelf',
  sources: ['newest'],
  policy: { name: 'thompson-effects', spread: { text: 0.3 } },
  steady: 0,
} as const;

it('a shelf whose policy learns from likes logs the texts near its candidates, with no source that reads them', () =>
  using({ shop: { points: { home: shelf } } }, async ({ ask, graphql, armoire }) => {
    const goods = { scarf: 'Red wool scarf', shawl: 'Red wool shawl', hose: 'Garden hose' };
    const response = await ask('/v1/products', {
      method: 'PUT',
      headers: { authorization: `Bearer ${secretKey}`, 'content-type': 'application/json' },
      body: Object.entries(goods).map(([id, title]) => product(id, { title })),
    });
    expect(response.status).toBeLessThan(300);
    const shop = armoire.shop();
    expect(shop.engine.points.home?.policy).toMatchObject({ id: 'thompson-effects', kin: 'used' });
    await vi.waitFor(async () => {
      await graphql('{ recommendations(point: "home") { items { product { id } } } }', {
        'x-armoire-key': publicKey,
      });
      await shop.settled();
      const { items } = await shop.storage.decisions.list(shop.id, {}, 'desc', 1);
      const [set] = await shop.storage.decisions.sets(shop.id, [items[0]?.candidateSet ?? '']);
      const scarf = set?.entries.find(({ id }) => id === 'scarf')?.kin;
      expect(scarf?.near?.[0]?.id).toBe('shawl');
      expect(scarf?.near?.[0]?.similarity).toBeGreaterThan(0.05);
    }, soon);
  }));
