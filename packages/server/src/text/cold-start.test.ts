import { describe, expect, it, vi } from 'vitest';
import { inFolder, product, publicKey, secretKey, using, type World } from '../../test/world.ts';

const goods = [
  ['scarf', 'Red wool scarf'],
  ['shawl', 'Red wool shawl'],
  ['hose', 'Garden hose'],
  ['can', 'Watering can'],
] as const;

const soon = { timeout: 10_000, interval: 50 };

async function upsert({ ask }: World, products: readonly object[]): Promise<void> {
  const response = await ask('/v1/products', {
    method: 'PUT',
    headers: { authorization: `Bearer ${secretKey}`, 'content-type': 'application/json' },
    body: products,
  });
  expect(response.status).toBeLessThan(300);
}

/** The sources behind each product that stands beside another. */
async function beside({ graphql }: World, id: string): Promise<Map<string, string[]>> {
  const { data } = await graphql(
    `{ recommendations(point: "product.related", situation: { product: "${id}" }) { items { product { id } reasons { code } } } }`,
    { 'x-armoire-key': publicKey },
  );
  const items = data.recommendations.items as { product: { id: string }; reasons: { code: string }[] }[];
  return new Map(items.map((item) => [item.product.id, item.reasons.map(({ code }) => code)]));
}

const shelf = { kind: 'shelf', sources: ['text'] } as const;

describe('a product that nobody has seen', () => {
  it('stands beside its text neighbours within seconds', () =>
    using({ shop: { points: { 'product.related': shelf } } }, async (world) => {
      await upsert(
        world,
        goods.map(([id, title]) => product(id, { title })),
      );
      await vi.waitFor(
        async () => expect((await beside(world, 'scarf')).get('shawl')).toContain('text'),
        soon,
      );
      await upsert(world, [product('stole', { title: 'Red wool stole' })]);
      await vi.waitFor(async () => {
        expect((await beside(world, 'scarf')).get('stole')).toContain('text');
        expect((await beside(world, 'stole')).get('scarf')).toContain('text');
      }, soon);
    }));

  it('is not embedded again after a restart', () =>
    inFolder(async (folder) => {
      const config = { storage: `sqlite:${folder}/shop.db` };
      const shop = { points: { 'product.related': shelf } };
      await using({ shop, config }, async (world) => {
        await upsert(
          world,
          goods.map(([id, title]) => product(id, { title })),
        );
        await vi.waitFor(() => expect(world.armoire.shop().text?.size).toBe(4), soon);
      });
      await using({ shop, config }, async (world) => {
        const put = vi.spyOn(world.armoire.storage.embeddings, 'put');
        await vi.waitFor(
          async () => expect((await beside(world, 'scarf')).get('shawl')).toContain('text'),
          soon,
        );
        expect(world.armoire.shop().text?.size).toBe(4);
        expect(put).not.toHaveBeenCalled();
      });
    }));

  it('costs nothing where no shelf asks for texts', () =>
    using({ shop: { points: { top: { kind: 'shelf', sources: ['popular'] } } } }, async (world) => {
      expect(world.armoire.shop().text).toBeUndefined();
    }));
});

describe('the choice of an embedder', () => {
  it.each([
    [{ embedder: 'english-ish' }, /did you mean english/],
    [{ embedder: { endpoint: 'nowhere', model: 'm', dimensions: 3 } }, /endpoint/],
    [
      { embedder: { endpoint: 'https://a.example/v1', model: 'm', dimensions: 3, key: 'env:NOT_SET' } },
      /NOT_SET/,
    ],
  ])('refuses %j', async (text, message) => {
    const opened = using({ shop: { text: text as never } }, async () => {});
    await expect(opened).rejects.toThrow(message);
  });
});
