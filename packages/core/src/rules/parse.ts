import { ArmoireError, nearest } from '@armoire/protocol';
import { z } from 'zod';
import { at, id, text } from '../catalog/fields.ts';
import { type Rule, weekdays } from './rule.ts';

/** Rules that a shop may have. */
export const mostRules = 500;
const list = <T extends z.ZodType>(each: T, most = 1000) => z.array(each).min(1).max(most);
const words = list(text(255).min(1));
const days = z.number().min(0).max(36_500);
const amount = z.number().int().min(0).max(Number.MAX_SAFE_INTEGER);
const places = z.number().int().min(1).max(100);

const selection = {
  ids: list(id, 5000).optional(),
  categories: words.optional(),
  tags: words.optional(),
  brands: words.optional(),
  families: words.optional(),
  price: z
    .strictObject({ from: amount.optional(), to: amount.optional() })
    .refine(({ from = 0, to = Number.POSITIVE_INFINITY }) => from <= to, 'from must not be above to')
    .optional(),
  options: list(z.strictObject({ name: text(255).min(1), values: words }), 20).optional(),
  minDaysOld: days.optional(),
  maxDaysOld: days.optional(),
};
const select = z
  .strictObject(selection)
  .refine(
    (fields) => Object.values(fields).some((field) => field !== undefined),
    'selects nothing: give a field',
  );

const when = {
  points: words.optional(),
  markets: words.optional(),
  channels: words.optional(),
  categories: words.optional(),
  products: list(id, 5000).optional(),
  from: at.optional(),
  until: at.optional(),
  weekdays: list(z.enum(weekdays), 7).optional(),
};

const base = {
  id,
  note: text(1000).optional(),
  paused: z.boolean().optional(),
  when: z
    .strictObject(when)
    .refine(({ from = 0, until = Number.POSITIVE_INFINITY }) => from < until, 'from must be before until')
    .optional(),
};
const selecting = { ...base, select, except: select.optional() };

const effects = {
  include: { ...selecting },
  exclude: { ...selecting },
  boost: { ...selecting, factor: z.number().min(0.01).max(100) },
  pin: { ...base, product: id, position: z.number().int().min(0).max(99) },
  'hide-bought': { ...selecting, select: select.optional(), afterDays: days.optional() },
  'at-least': { ...selecting, count: places },
  'at-most': { ...selecting, count: z.number().int().min(0).max(100) },
  age: { ...selecting, years: z.number().int().min(1).max(120) },
} satisfies Record<Rule['effect'], z.ZodRawShape>;

const effectNames = Object.keys(effects) as Rule['effect'][];

/** The names of the fields that an object at a path may have. */
function fieldsAt(effect: Rule['effect'], path: readonly PropertyKey[]): readonly string[] {
  const [field, inner] = path;
  if (field === undefined) return ['effect', ...Object.keys(effects[effect])];
  if (inner === 'price') return ['from', 'to'];
  if (inner === 'options') return ['name', 'values'];
  return Object.keys(field === 'when' ? when : selection);
}

/**
 * Reads the rules of a shop.
 *
 * @throws ArmoireError INVALID_INPUT with the path of the fault, and for an unknown field or effect the nearest that
 * there is
 */
export function parseRules(input: unknown): readonly Rule[] {
  if (!Array.isArray(input))
    throw invalid('rules', 'must be a list', 'Send a list of rules; it may be empty.');
  if (input.length > mostRules)
    throw invalid(
      'rules',
      `${input.length} rules`,
      `Keep at most ${mostRules}: one rule can name many products.`,
    );
  const seen = new Map<string, number>();
  return input.map((each: unknown, index) => {
    const rule = parseRule(each, `rules[${index}]`);
    const before = seen.get(rule.id);
    if (before !== undefined)
      throw invalid(
        `rules[${index}].id`,
        `"${rule.id}" is also the id of rules[${before}]`,
        'Give it another id.',
      );
    seen.set(rule.id, index);
    return rule;
  });
}

function parseRule(input: unknown, path: string): Rule {
  if (typeof input !== 'object' || input === null || Array.isArray(input))
    throw invalid(path, 'must be an object', 'Send an object with id and effect.');
  const { effect, ...fields } = input as Readonly<Record<string, unknown>>;
  if (!isEffect(effect)) {
    const meant = typeof effect === 'string' ? nearest(effect, effectNames) : undefined;
    const fix = meant === undefined ? `Use one of ${effectNames.join(', ')}.` : `Did you mean ${meant}?`;
    throw invalid(`${path}.effect`, `${JSON.stringify(effect) ?? 'nothing'} is not an effect`, fix);
  }
  const result = z.strictObject(effects[effect]).safeParse(fields);
  if (result.success) return { ...result.data, effect } as Rule;
  const { issues } = result.error;
  // A field that is missing may only be misspelt.
  const issue = issues.find(({ code }) => code === 'unrecognized_keys') ?? issues[0];
  const parts = issue?.path ?? [];
  if (issue?.code === 'unrecognized_keys') {
    const [key = ''] = issue.keys;
    const known = fieldsAt(effect, parts);
    const meant = nearest(key, known);
    const fix = meant === undefined ? `Use some of ${known.join(', ')}.` : `Did you mean ${meant}?`;
    throw invalid(pathOf(path, [...parts, key]), `a rule to ${effect} knows no such field here`, fix);
  }
  throw invalid(pathOf(path, parts), issue?.message ?? 'not readable', 'Correct the named field.');
}

function isEffect(name: unknown): name is Rule['effect'] {
  return typeof name === 'string' && Object.hasOwn(effects, name);
}

function pathOf(start: string, parts: readonly PropertyKey[]): string {
  return parts.reduce<string>(
    (path, part) => (typeof part === 'number' ? `${path}[${part}]` : `${path}.${String(part)}`),
    start,
  );
}

function invalid(path: string, message: string, fix: string): ArmoireError {
  return new ArmoireError('INVALID_INPUT', `${path}: ${message}`, { path, fix });
}
