import type { FairnessDimension, FairnessGroup, FairnessReport } from '@armoire/graphql';

const titles: Readonly<Record<FairnessDimension, string>> = {
  market: 'Markets',
  segment: 'Segments (returning: bought in the half year before)',
  hour: 'Hours',
  weekday: 'Weekdays',
};

const weekdays = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];

/** The report for people. */
export function fairnessAsText(report: FairnessReport): string {
  const { pieces, articles, paid, reduced, decisions, personal, slots, mixed, level, groups } = report;
  const whether =
    personal === 0
      ? 'None of them was made for a person: prices are made for articles and slots.'
      : `${count(personal, 'of them was', 'of them were')} made for one person.`;
  const head = [
    `${count(decisions, 'price decision')} in the span. ${whether}`,
    `In ${mixed} of ${count(slots, 'slot')} of which more than one piece was sold, not all paid the same: carts keep their price.`,
  ];
  if (pieces === 0) return [...head, 'Nothing was sold in the span.'].join('\n');
  const lines = [
    ...head,
    `${count(pieces, 'piece')} of ${count(articles, 'article')} were paid ${percent(paid)} of the regular price on average; ${percent(reduced)} were reduced.`,
  ];
  for (const dimension of Object.keys(titles) as FairnessDimension[]) {
    const own = groups.filter((group) => group.dimension === dimension);
    if (own.length === 0) continue;
    lines.push('', `${titles[dimension]}, with what each paid more than the others for the same articles:`);
    lines.push(...own.map((group) => `  ${line(group)}`));
  }
  lines.push('', `Intervals of one kind cover together with ${percent(level)}.`);
  return lines.join('\n');
}

function line(group: FairnessGroup): string {
  const { pieces, paid, reduced, difference } = group;
  const numbers = `${String(pieces).padStart(7)} pieces  paid ${percent(paid).padStart(7)}  reduced ${percent(reduced).padStart(7)}`;
  return `${nameOf(group).padEnd(12)} ${numbers}  ${difference === undefined ? 'too little to compare' : verdict(difference)}`;
}

function verdict({ value, low, high }: NonNullable<FairnessGroup['difference']>): string {
  const said = low > 0 ? 'dearer' : high < 0 ? 'cheaper' : 'not told apart';
  return `${signed(value)} (${signed(low)} to ${signed(high)}): ${said}`;
}

function nameOf({ dimension, group }: FairnessGroup): string {
  if (dimension === 'weekday') return weekdays[Number(group) - 1] ?? group;
  return dimension === 'market' && group === '' ? 'none named' : group;
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}

function signed(share: number): string {
  return `${share > 0 ? '+' : ''}${percent(share)}`;
}

function count(number: number, one: string, more = `${one}s`): string {
  return `${number.toLocaleString('en-US')} ${number === 1 ? one : more}`;
}
