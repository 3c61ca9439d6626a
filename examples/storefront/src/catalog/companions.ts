/** What is used together. Each pair is written down once and holds both ways. */
const pairs: readonly (readonly [string, readonly string[]])[] = [
  ['house-tea', ['afternoon-teapot', 'pebble-mug', 'whistle-kettle', 'heather-honey']],
  ['heather-honey', ['sunday-egg-cups', 'bentwood-tray', 'pebble-mug']],
  ['board-oil', ['walnut-board', 'olive-spoons', 'orchard-bowl', 'oak-salt-box']],
  ['dish-brush', ['harrow-skillet', 'ember-casserole', 'waffle-towels', 'shore-plates']],
  ['oak-salt-box', ['tall-mill', 'olive-spoons', 'walnut-board']],
  ['harrow-skillet', ['olive-spoons', 'tall-mill']],
  ['ember-casserole', ['supper-bowl', 'nest-bowls', 'linen-napkins']],
  ['shore-plates', ['supper-bowl', 'linen-napkins', 'norrby-tumblers']],
  ['norrby-tumblers', ['norrby-carafe', 'bentwood-tray']],
  ['birthday-stand', ['nest-bowls', 'afternoon-teapot', 'linen-napkins']],
  ['sunday-egg-cups', ['pebble-mug', 'bentwood-tray']],
  ['orchard-bowl', ['linen-napkins', 'norrby-carafe']],
  ['brass-chamberstick', ['dinner-candles', 'beeswax-tapers', 'match-bottle']],
  ['storm-lantern', ['match-bottle', 'dinner-candles', 'copper-wreath']],
  ['hearth-candle', ['match-bottle', 'fell-throw']],
  ['dinner-candles', ['match-bottle', 'linen-napkins']],
  ['beeswax-tapers', ['match-bottle']],
  ['pleat-lamp', ['station-clock', 'attic-quilt']],
  ['chanterelle-lamp', ['linen-cushion', 'day-notebook']],
  ['harbour-pendant', ['shore-plates', 'bentwood-tray', 'paper-moon']],
  ['paper-moon', ['pleat-lamp', 'attic-quilt']],
  ['copper-wreath', ['seal-set', 'beeswax-tapers']],
  ['fell-throw', ['linen-cushion', 'fell-socks', 'log-basket']],
  ['fell-socks', ['peg-scarf', 'bed-warmer', 'shepherd-blanket']],
  ['bed-warmer', ['attic-quilt', 'house-tea', 'shepherd-blanket']],
  ['deckchair-cushion', ['linen-cushion', 'quay-rug']],
  ['waffle-towels', ['oat-soap', 'log-basket']],
  ['oat-soap', ['dish-brush', 'kitchen-fern', 'hedge-gloves']],
  ['first-seeds', ['hand-trowel', 'hedge-gloves', 'long-spout-can', 'window-herbs']],
  ['late-tulips', ['hand-trowel', 'bud-vase', 'hedge-gloves']],
  [
    'plant-food',
    ['olive-tree', 'kitchen-fern', 'rubber-plant', 'doorstep-cactus', 'window-herbs', 'long-spout-can'],
  ],
  ['cutting-station', ['rubber-plant', 'bud-vase']],
  ['branch-vase', ['bud-vase', 'olive-tree']],
  ['long-spout-can', ['kitchen-fern', 'rubber-plant']],
  ['well-ink', ['letter-set', 'day-notebook', 'seal-set']],
  ['letter-set', ['seal-set', 'letter-box', 'brass-pencil-cup']],
  ['day-notebook', ['brass-pencil-cup', 'letter-box']],
  ['reading-glass', ['stone-bookends', 'valley-print', 'station-clock']],
  ['stone-bookends', ['valley-print', 'day-notebook']],
];

const table = new Map<string, Set<string>>();
for (const [one, others] of pairs) {
  for (const other of others) {
    table.set(one, (table.get(one) ?? new Set()).add(other));
    table.set(other, (table.get(other) ?? new Set()).add(one));
  }
}

/** The ids of what goes with an article, the closest first. */
export const companionsOf = (id: string): readonly string[] => [...(table.get(id) ?? [])];
