/** What the store sells: names, net prices and costs in euros, and the shelf that they stand on. */

export interface Good {
  readonly title: string;
  readonly category: string;
  readonly price: number;
  readonly cost: number;
  readonly stock: number;
}

const shelf = (category: string, rows: readonly (readonly [string, number, number, number])[]): Good[] =>
  rows.map(([title, price, cost, stock]) => ({ title, category, price, cost, stock }));

export const goods: readonly Good[] = [
  ...shelf('Coffee', [
    ['Espresso beans, dark roast', 12.9, 6.1, 80],
    ['Filter coffee, washed Ethiopia', 14.5, 7.2, 64],
    ['Decaf beans, Swiss water', 13.9, 7, 40],
    ['Cold brew bags, ten pieces', 9.9, 3.8, 120],
  ]),
  ...shelf('Brewing', [
    ['Moka pot, three cups', 29, 13.5, 30],
    ['Pour-over dripper, porcelain', 24, 9.8, 45],
    ['French press, one litre', 34, 15, 25],
    ['Paper filters, hundred pieces', 4.9, 1.4, 300],
    ['Gooseneck kettle', 69, 34, 18],
    ['Hand grinder, steel burrs', 79, 41, 15],
  ]),
  ...shelf('Cups', [
    ['Espresso cup, stoneware', 11, 4, 90],
    ['Cappuccino cup, stoneware', 14, 5.2, 70],
    ['Travel mug, half a litre', 26, 11, 55],
    ['Glass mug, double wall', 16, 6.4, 60],
  ]),
  ...shelf('Sweets', [
    ['Almond biscotti', 6.5, 2.6, 140],
    ['Dark chocolate, sea salt', 4.5, 1.9, 200],
    ['Caramel waffles, eight pieces', 5.9, 2.1, 160],
    ['Honey from the lime tree', 8.9, 4, 75],
  ]),
];

export const handleOf = ({ title }: Good): string =>
  title
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
