import type { Effect, Rule, Selection, When } from '../../api/types.ts';

const selectionLists = ['ids', 'categories', 'tags', 'brands', 'families'] as const;
const whenLists = ['points', 'markets', 'channels', 'categories', 'products', 'weekdays'] as const;

type SelectionList = (typeof selectionLists)[number];
type WhenList = (typeof whenLists)[number];

/** A selection as a form holds it: everything is text. */
export interface SelectionDraft extends Readonly<Record<SelectionList, string>> {
  readonly priceFrom: string;
  readonly priceTo: string;
  readonly minDaysOld: string;
  readonly maxDaysOld: string;
  /** Not in the form; kept as they were. */
  readonly options: Selection['options'];
}

/** A rule as a form holds it. */
export interface RuleDraft {
  readonly id: string;
  readonly note: string;
  readonly paused: boolean;
  readonly effect: Effect;
  readonly when: Readonly<Record<WhenList, string>> & { readonly from: string; readonly until: string };
  readonly select: SelectionDraft;
  readonly except: SelectionDraft;
  readonly factor: string;
  readonly product: string;
  /** From 1, as people count. */
  readonly position: string;
  readonly afterDays: string;
  readonly count: string;
  readonly years: string;
}

const textOf = (value: number | undefined) => (value === undefined ? '' : String(value));
const listOf = (values: readonly string[] | undefined) => values?.join(', ') ?? '';

function lists<Name extends string>(
  names: readonly Name[],
  of: { readonly [Each in Name]?: readonly string[] | undefined },
) {
  return Object.fromEntries(names.map((name) => [name, listOf(of[name])])) as Record<Name, string>;
}

/** An instant as a field of local time holds it. */
function localOf(at: string | undefined): string {
  if (at === undefined) return '';
  const date = new Date(at);
  return new Date(date.getTime() - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}

/** @param unit minor units of one: 100 for cents */
function selectionDraft(selection: Selection = {}, unit: number): SelectionDraft {
  const major = (amount: number | undefined) => textOf(amount === undefined ? undefined : amount / unit);
  return {
    ...lists(selectionLists, selection),
    priceFrom: major(selection.price?.from),
    priceTo: major(selection.price?.to),
    minDaysOld: textOf(selection.minDaysOld),
    maxDaysOld: textOf(selection.maxDaysOld),
    options: selection.options,
  };
}

export function draftOf(rule: Rule, unit: number): RuleDraft {
  const { when = {} } = rule;
  return {
    id: rule.id,
    note: rule.note ?? '',
    paused: rule.paused ?? false,
    effect: rule.effect,
    when: { ...lists(whenLists, when), from: localOf(when.from), until: localOf(when.until) },
    select: selectionDraft(rule.select, unit),
    except: selectionDraft(rule.except, unit),
    factor: textOf(rule.factor),
    product: rule.product ?? '',
    position: textOf((rule.position ?? 0) + 1),
    afterDays: textOf(rule.afterDays),
    count: textOf(rule.count),
    years: textOf(rule.years),
  };
}

/** What stands between the commas; undefined where nothing does. */
export function split(text: string): readonly string[] | undefined {
  const values = text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
  return values.length === 0 ? undefined : values;
}

const numberOf = (text: string) => (text.trim() === '' ? undefined : Number(text));

/** Only what is there, or nothing at all. */
function given<Value extends object>(value: Value): Value | undefined {
  const kept = Object.entries(value).filter(([, each]) => each !== undefined);
  return kept.length === 0 ? undefined : (Object.fromEntries(kept) as Value);
}

function parsed<Name extends string>(names: readonly Name[], of: Readonly<Record<Name, string>>) {
  return Object.fromEntries(names.map((name) => [name, split(of[name])])) as Record<
    Name,
    readonly string[] | undefined
  >;
}

function selectionOf(draft: SelectionDraft, unit: number): Selection | undefined {
  const minor = (text: string) => {
    const major = numberOf(text);
    return major === undefined ? undefined : Math.round(major * unit);
  };
  return given({
    ...parsed(selectionLists, draft),
    price: given({ from: minor(draft.priceFrom), to: minor(draft.priceTo) }),
    options: draft.options,
    minDaysOld: numberOf(draft.minDaysOld),
    maxDaysOld: numberOf(draft.maxDaysOld),
  }) as Selection | undefined;
}

const instantOf = (local: string) => (local === '' ? undefined : new Date(local).toISOString());

/** The numbers that each effect takes. */
function amounts(draft: RuleDraft): Partial<Rule> {
  switch (draft.effect) {
    case 'boost':
      return { factor: numberOf(draft.factor) ?? 1 };
    case 'pin':
      return { product: draft.product.trim(), position: (numberOf(draft.position) ?? 1) - 1 };
    case 'at_least':
    case 'at_most':
      return { count: numberOf(draft.count) ?? 1 };
    case 'age':
      return { years: numberOf(draft.years) ?? 18 };
    case 'hide_bought': {
      const afterDays = numberOf(draft.afterDays);
      return afterDays === undefined ? {} : { afterDays };
    }
    default:
      return {};
  }
}

/** The rule that a form holds; the server has the last word on whether it is one. */
export function ruleOf(draft: RuleDraft, unit: number): Rule {
  const select = selectionOf(draft.select, unit);
  const rule = {
    id: draft.id.trim(),
    note: draft.note.trim() === '' ? undefined : draft.note.trim(),
    paused: draft.paused ? true : undefined,
    effect: draft.effect,
    when: given({
      ...parsed(whenLists, draft.when),
      from: instantOf(draft.when.from),
      until: instantOf(draft.when.until),
    }) as When | undefined,
    ...(draft.effect === 'pin'
      ? {}
      : {
          select: draft.effect === 'hide_bought' ? select : (select ?? {}),
          except: selectionOf(draft.except, unit),
        }),
    ...amounts(draft),
  };
  return given(rule) as Rule;
}

/** A new rule has nothing yet but an effect. */
export function emptyDraft(effect: Effect): RuleDraft {
  return { ...draftOf({ id: '', effect }, 1), factor: '2', count: '1', years: '18' };
}
