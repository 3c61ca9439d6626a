import type { Shelf } from '../client/wire.ts';
import { createBox } from './box.ts';
import { card, ghostCard } from './card.ts';
import { h } from './dom.ts';
import { type Definition, define, type Face, type Host } from './element.ts';
import { shelfCss } from './styles.ts';

/** Cards that are drawn while it is not known how many will come. */
const expected = 6;

function face(host: Host): Face<Shelf> {
  const { root, attribute, word } = host;
  const box = createBox(root, 'div', 'shelf');
  const count = () => Number.parseInt(attribute('count') ?? '', 10) || undefined;

  /** The heading, unless it is given as empty, and the list. */
  function content(cards: readonly HTMLElement[]): HTMLElement[] {
    const heading = word('heading', 'heading');
    const level = /^[1-6]$/.exec(attribute('level') ?? '')?.[0] ?? '2';
    return [
      ...(heading ? [h(`h${level}` as 'h2', { part: 'heading' }, heading)] : []),
      h('ul', { part: 'list', role: 'list', 'aria-label': heading || undefined }, ...cards),
    ];
  }

  return {
    async ask(client, situation) {
      const point = attribute('point');
      if (!point) throw new TypeError('<armoire-shelf> needs a point');
      const product = attribute('product');
      const category = attribute('category');
      const cart = attribute('cart')?.split(/[\s,]+/);
      const limit = count();
      const [shelf] = await client.page([limit ? { point, count: limit } : { point }], {
        ...situation,
        ...(product && { product }),
        ...(category && { category }),
        ...(cart && { cart }),
      });
      return shelf as Shelf;
    },

    wait: () => box.reserve(...content(Array.from({ length: count() ?? expected }, ghostCard))),

    show({ items, decision, token }) {
      if (!items[0]) return false;
      const cards = items.map(({ product }) => {
        const shown = card(product, host);
        const told = { product: product.id, token };
        host.watch(shown, `${decision} ${product.id}`, told);
        for (const type of ['click', 'auxclick'] as const) {
          // The middle button opens the product too; the right one only a menu.
          shown.firstChild?.addEventListener(type, (event) => {
            if ((event as MouseEvent).button < 2) host.clicked(told);
          });
        }
        return shown;
      });
      box.fill(...content(cards));
      return true;
    },

    fail: box.empty,
  };
}

const shelf: Definition<Shelf> = {
  name: 'armoire-shelf',
  css: shelfCss,
  asked: ['point', 'product', 'category', 'cart', 'count'],
  looks: ['heading', 'level', 'link', 'label-from', 'label-sold-out', 'label-regular'],
  face,
};

export function defineShelf(): void {
  define(shelf);
}
