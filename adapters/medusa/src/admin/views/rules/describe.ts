import type { Rule, Selection } from '../../api/types.ts';
import type { Words } from '../../words/en.ts';
import type { Format } from '../../words/index.ts';

interface Speech {
  readonly words: Words;
  readonly format: Format;
  /** What a product is called. */
  readonly title: (id: string) => string;
}

/** The products that a rule names. */
export function idsOf({ product, select, except, when }: Rule): readonly string[] {
  const pages = when?.products ?? [];
  return [
    ...(product === null ? [] : [product]),
    ...(select?.ids ?? []),
    ...(except?.ids ?? []),
    ...(typeof pages === 'string' ? [pages] : pages),
  ];
}

/** Which products a selection means, in a line. */
function selected(selection: Selection | null, { words: { rules }, format, title }: Speech): string {
  if (selection === null) return rules.everything;
  const { price, options, minDaysOld, maxDaysOld, ids } = selection;
  const parts: string[] = [];
  if (ids !== null) parts.push(`${rules.lists.ids}: ${ids.map(title).join(', ')}`);
  for (const name of ['categories', 'tags', 'brands', 'families'] as const) {
    const list = selection[name];
    if (list !== null) parts.push(`${rules.lists[name]}: ${list.join(', ')}`);
  }
  if (price?.from != null) parts.push(rules.priceFrom(format.number(price.from / 100, 2)));
  if (price?.to != null) parts.push(rules.priceTo(format.number(price.to / 100, 2)));
  for (const { name, values } of options ?? []) parts.push(`${name}: ${values.join(', ')}`);
  if (minDaysOld !== null) parts.push(`${rules.lists.minDaysOld}: ${format.number(minDaysOld)}`);
  if (maxDaysOld !== null) parts.push(`${rules.lists.maxDaysOld}: ${format.number(maxDaysOld)}`);
  return parts.length === 0 ? rules.everything : parts.join(' · ');
}

export function whatOf(rule: Rule, speech: Speech): string {
  const { words, format, title } = speech;
  const { rules } = words;
  if (rule.effect === 'pin') {
    const place = rules.place(format.number((rule.position ?? 0) + 1));
    return `${title(rule.product ?? '')}, ${place}`;
  }
  const what = selected(rule.select, speech);
  return rule.except === null ? what : `${what} · ${rules.except} ${selected(rule.except, speech)}`;
}

/** The number that an effect has. */
export function amountOf({ effect, factor, count, years, afterDays }: Rule, { format }: Speech): string {
  if (effect === 'boost' && factor !== null) return `×\u00a0${format.number(factor, 2)}`;
  const amounts: Readonly<Record<string, number | null>> = {
    ...{ at_least: count, at_most: count, age: years, hide_bought: afterDays },
  };
  const amount = amounts[effect] ?? null;
  return amount === null ? '' : format.number(amount);
}

export function whenOf({ when }: Rule, { words: { rules }, format, title }: Speech): string {
  const parts = Object.entries(when ?? {}).flatMap(([name, value]) => {
    if (value === null) return [];
    const head = rules.lists[name] ?? name;
    if (typeof value === 'string') return [`${head} ${format.time(value)}`];
    return [`${head}: ${(name === 'products' ? value.map(title) : value).join(', ')}`];
  });
  return parts.length === 0 ? rules.always : parts.join(' · ');
}

/** A rule as it is sent: without what is absent. */
export function inputOf(rule: Rule): object {
  return withoutNulls(rule) as object;
}

function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(([, each]) => each !== null);
  return Object.fromEntries(entries.map(([name, each]) => [name, withoutNulls(each)]));
}
