import type { Rule, Selection } from '../../api/types.ts';
import type { Words } from '../../words/en.ts';
import type { Format } from '../../words/index.ts';

interface Speech {
  readonly words: Words;
  readonly format: Format;
}

/** Which products a selection means, in a line. */
function selected(selection: Selection | undefined, { words: { rules }, format }: Speech): string {
  if (selection === undefined) return rules.everything;
  const { lists } = rules;
  const parts: string[] = [];
  for (const name of ['ids', 'categories', 'tags', 'brands', 'families'] as const) {
    const list = selection[name];
    if (list !== undefined) parts.push(`${lists[name]}: ${list.join(', ')}`);
  }
  const { price, options, minDaysOld, maxDaysOld } = selection;
  if (price?.from !== undefined) parts.push(`${rules.priceFrom} ${format.number(price.from / 100, 2)}`);
  if (price?.to !== undefined) parts.push(`${rules.priceTo} ${format.number(price.to / 100, 2)}`);
  for (const { name, values } of options ?? []) parts.push(`${name}: ${values.join(', ')}`);
  if (minDaysOld !== undefined) parts.push(`${rules.minDaysOld} ${format.number(minDaysOld)}`);
  if (maxDaysOld !== undefined) parts.push(`${rules.maxDaysOld} ${format.number(maxDaysOld)}`);
  return parts.length === 0 ? rules.everything : parts.join(' · ');
}

export function whatOf(rule: Rule, speech: Speech): string {
  const { rules } = speech.words;
  if (rule.effect === 'pin')
    return `${rule.product ?? ''}, ${rules.position} ${speech.format.number((rule.position ?? 0) + 1)}`;
  const what = selected(rule.select, speech);
  return rule.except === undefined ? what : `${what} · ${rules.except} ${selected(rule.except, speech)}`;
}

/** The number that an effect has. */
export function amountOf({ effect, factor, count, years, afterDays }: Rule, { format }: Speech): string {
  if (effect === 'boost' && factor !== undefined) return `× ${format.number(factor, 2)}`;
  const amount = { at_least: count, at_most: count, age: years, hide_bought: afterDays }[effect as 'age'];
  return amount === undefined ? '' : format.number(amount);
}

export function whenOf({ when = {} }: Rule, { words: { rules }, format }: Speech): string {
  const parts: string[] = [];
  for (const name of ['points', 'markets', 'channels', 'products', 'weekdays'] as const) {
    const list = when[name];
    if (list !== undefined) parts.push(`${rules.lists[name]}: ${list.join(', ')}`);
  }
  if (when.categories !== undefined) parts.push(`${rules.pageCategories}: ${when.categories.join(', ')}`);
  if (when.from !== undefined) parts.push(`${rules.from} ${format.time(when.from)}`);
  if (when.until !== undefined) parts.push(`${rules.until} ${format.time(when.until)}`);
  return parts.length === 0 ? rules.always : parts.join(' · ');
}
