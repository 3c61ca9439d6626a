import type { ArticleFit } from '@armoire/pricing';
import type { CategoryFit, PriceFit, WhyWithout } from './fit.ts';

const reasons: Readonly<Record<WhyWithout, string>> = {
  'few periods': 'sold in too few periods',
  'one price': 'always sold at one price, which says nothing of others',
  'few units': 'sold too few pieces',
  gone: 'no longer in the catalogue',
  'given away': 'only ever given away, which says nothing of a price',
  'other currency': "charged in a currency that is not the catalogue's",
};

/** Articles that are listed one by one. */
const listed = 40;

/** The report for people: elasticities with their intervals, fits, and what was left out and why. */
export function fitAsText(fit: PriceFit): string {
  const { articles, categories, leftOut, orders, units, days, circumstances, learned } = fit;
  if (orders === 0)
    return 'There are no orders to fit demand to. Import some with `armoire import`, or let the shop sell.';
  const besides = circumstances.length === 0 ? '' : `, besides ${circumstances.join(', ')}`;
  const lines = [
    `${count(orders, 'order')}, ${count(units, 'piece')}; periods of ${count(days, 'day')}${besides}`,
    ...periodsAsText(fit),
    ...(articles.length === 0 ? ['No article says enough of its demand.'] : table(articles)),
  ];
  if (articles.length > listed) lines.push(`… and ${articles.length - listed} more; --json has them all.`);
  if (categories.length > 0) {
    lines.push('', 'What the articles of a category have in common:');
    for (const category of categories) lines.push(...categoryAsText(category));
  }
  const why = new Map<WhyWithout, number>();
  for (const each of leftOut) why.set(each.why, (why.get(each.why) ?? 0) + 1);
  if (why.size > 0) lines.push('', 'Left out:');
  for (const [reason, found] of [...why].sort((a, b) => b[1] - a[1]))
    lines.push(`  ${count(found, 'article')}: ${reasons[reason]}`);
  const doubtful = articles.filter(({ elasticity }) => elasticity.low <= 0).length;
  if (doubtful > 0)
    lines.push(
      '',
      `${count(doubtful, 'article')} may sell more at a higher price, as far as the orders say: they need prices that vary for no reason.`,
    );
  if (learned.length > 0) lines.push('');
  for (const { point, since } of learned) {
    const day = new Date(since).toISOString().slice(0, 10);
    lines.push(
      `Point "${point}" has decided prices since ${day}, and learned from these orders: for its prior, fit --until ${day}.`,
    );
  }
  return lines.join('\n');
}

/** What the catalogue's log told of the periods, where it makes a difference. */
function periodsAsText({ periods: { all, unknown, soldOut, notOnSale }, kinds }: PriceFit): string[] {
  const lines: string[] = [];
  if (soldOut > 0) lines.push(`${count(soldOut, 'period')} sold out: at least what was sold was wanted.`);
  if (notOnSale > 0) lines.push(`${count(notOnSale, 'period')} left out: the article was not on sale.`);
  const blind = ['stock', ...kinds.filter((kind) => kind === 'promotion' || kind === 'rivals')];
  if (unknown > 0)
    lines.push(
      `Of ${count(unknown, 'period')} of ${all.toLocaleString('en-US')} the catalogue's log knows no ${blind.join(', ')}: they lie before it.`,
    );
  return lines;
}

function categoryAsText({
  category,
  articles,
  elasticity,
  spread,
  circumstances,
}: CategoryFit): readonly string[] {
  return [
    `  ${(category || 'no category').padEnd(28)} elasticity ${elasticity.toFixed(2)} ± ${spread.toFixed(2)} over ${count(articles, 'article')}`,
    ...circumstances.map(
      ({ name, mean, low, high }) =>
        `    ${name.padEnd(26)} ${mean.toFixed(2)} (${low.toFixed(2)} … ${high.toFixed(2)})`,
    ),
  ];
}

function table(articles: readonly ArticleFit[]): string[] {
  const head = ['article', 'elasticity', '95 %', 'a period', 'explained', 'scatter', 'curve'];
  const rows = [...articles]
    .sort((a, b) => b.units - a.units)
    .slice(0, listed)
    .map(({ product, elasticity, level, explained, dispersion, kinds }) => [
      product.length > 28 ? `${product.slice(0, 27)}…` : product,
      elasticity.mean.toFixed(2),
      `${elasticity.low.toFixed(2)} … ${elasticity.high.toFixed(2)}`,
      level.toFixed(1),
      `${(100 * explained).toFixed(0)} %`,
      `×${dispersion.toFixed(1)}`,
      likeliest(kinds),
    ]);
  const widths = head.map((cell, i) => Math.max(cell.length, ...rows.map((row) => row[i]?.length ?? 0)));
  return [head, ...rows].map((row) =>
    `  ${row.map((cell, i) => (i === 0 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0))).join('  ')}`.trimEnd(),
  );
}

function likeliest(kinds: ArticleFit['kinds']): string {
  const [best] = Object.entries(kinds).sort((a, b) => b[1] - a[1]);
  return best === undefined ? '' : `${best[0]} ${(100 * best[1]).toFixed(0)} %`;
}

function count(number: number, what: string): string {
  return `${number.toLocaleString('en-US')} ${what}${number === 1 ? '' : 's'}`;
}
