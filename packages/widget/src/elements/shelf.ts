import type { Shelf } from '../client/wire.ts';
import { createBox } from './box.ts';
import { card, cardPrice, ghostCard } from './card.ts';
import { h } from './dom.ts';
import { type Definition, define, type Face, type Host } from './element.ts';
import { movers } from './movers.ts';
import { shelfCss } from './styles.ts';

/** Cards that are drawn while it is not known how many will come. */
const expected = 6;

function face(host: Host): Face<Shelf> {
  const { root, attribute, given, required, word } = host;
  const box = createBox(root, 'div', 'shelf');
  const count = () => Number(attribute('count')) || undefined;

  /** The heading, unless it is given as empty, and the list. */
  function content(cards: readonly HTMLElement[], moved: boolean): HTMLElement[] {
    const heading = word('heading');
    const level = attribute('level')?.match(/^[1-6]$/) ?? 2;
    const list = h('ul', { part: 'list', role: 'list', 'aria-label': heading || undefined }, ...cards);
    return [
      h(
        'div',
        { part: 'head' },
        ...(heading ? [h(`h${level}` as 'h2', { part: 'heading' }, heading)] : []),
        ...(moved ? movers(list, word) : []),
      ),
      list,
    ];
  }

  return {
    async ask(client, situation) {
      const cart = attribute('cart')?.split(/[\s,]+/);
      const [shelf] = await client.page([{ point: required('point'), count: count() }], {
        ...situation,
        ...given('product', 'category'),
        ...(cart && { cart }),
      });
      return shelf as Shelf;
    },

    wait: () => box.reserve(...content(Array.from({ length: count() ?? expected }, ghostCard), false)),

    show({ items, decision, token }) {
      const cards = items.map((item) => {
        const shown = card(item, host);
        const { id: product } = item.product;
        // The shelf's token, for the price too: its decision is found by the variant and the time.
        const told = { product, variant: item.price?.variant, token };
        host.watch(shown, `${decision} ${product}`, told);
        // The middle button opens the product too; the right one only a menu.
        const link = shown.firstChild as HTMLElement;
        link.onclick = link.onauxclick = ({ button }) => {
          if (button < 2) host.clicked(told);
        };
        return shown;
      });
      // Prices run out; what stands on the shelf stays. One that cannot be had is asked for again.
      host.renew(
        () => items.map(({ price }) => price?.until).sort()[0],
        (client) =>
          Promise.all(
            items.map(async (item, index) => {
              item.price &&= await client.price(item.product.id, item.price).catch(() => item.price);
              cards[index]?.firstElementChild?.lastElementChild?.replaceChildren(...cardPrice(item, host));
            }),
          ),
      );
      if (cards[0]) box.fill(...content(cards, true));
      return !!cards[0];
    },

    fail: box.empty,
  };
}

const shelf: Definition<Shelf> = {
  name: 'armoire-shelf',
  css: shelfCss,
  asked: ['point', 'product', 'category', 'cart', 'count'],
  looks: ['level', 'link'],
  face,
};

export function defineShelf(): void {
  define(shelf);
}
