import type { Instant, Product, ProductId } from '@armoire/protocol';
import type { Catalog } from '../catalog/index.ts';
import { buildContext } from '../context/index.ts';
import type { Decision, Reason } from '../decisions/index.ts';
import { ineligible, type Surroundings, unshowable } from '../eligibility/index.ts';
import type { Context } from '../policies/index.ts';
import type { Profile } from '../profiles/index.ts';
import { type ActiveRules, boostsOf, type RuleBook, Supply, shapeOf } from '../rules/index.ts';
import { arrange, type Filled, type Mark } from '../slates/index.ts';
import { pick } from './fallbacks.ts';
import type { Parts } from './parts.ts';
import type { Situation, Visitor } from './requests.ts';

/** What the merchant's rules, and the families of products, make of one shelf. */
export interface Ruled {
  readonly active: ActiveRules | undefined;
  readonly around: Surroundings;
  readonly supply: Supply | undefined;
}

/** @param book the shop's rules, or those that are tried out */
export function ruled(
  parts: Pick<Parts, 'catalog' | 'known' | 'place'>,
  book: RuleBook,
  point: string,
  visitor: Visitor,
  situation: Situation,
  context: Context,
  at: Instant,
  taken: ReadonlySet<ProductId>,
): Ruled {
  const { catalog } = parts;
  const active = book.rules.at({ point, at, values: context.values });
  const shown = situation.product === undefined ? [] : [situation.product];
  const families = familiesOf([...taken, ...shown], catalog);
  const around = { ...pick(situation, parts.place), taken, families, ...barred(parts, active, visitor) };
  const eligible = (id: ProductId) => ineligible(catalog.get(id), around) === undefined;
  return { active, around, supply: active && new Supply(book, active, catalog, eligible) };
}

function barred(
  { known }: Pick<Parts, 'known'>,
  active: ActiveRules | undefined,
  visitor: Visitor,
): Pick<Surroundings, 'barred'> {
  if (active?.cuts !== true) return {};
  let profile: Profile | undefined;
  let asked = false;
  return {
    barred: (product) => {
      if (!asked) profile = known(visitor).profile;
      asked = true;
      return active.bar(product, profile)?.why;
    },
  };
}

/** The families of which some of the products are. */
export function familiesOf(ids: readonly ProductId[], catalog: Catalog): ReadonlySet<string> {
  return new Set(ids.flatMap((id) => catalog.get(id)?.family ?? []));
}

/** Whether a product of a decision may be shown now, by its own state and by the rules as they now are. */
export function standing(
  { catalog, rules, clock, known, place }: Pick<Parts, 'catalog' | 'rules' | 'clock' | 'known' | 'place'>,
  { point, context, shopper, session }: Decision,
): (id: ProductId) => Product | undefined {
  const now = (at: Instant) => {
    const { weekday = 'sunday' } = buildContext(at, {}, place).values;
    return rules.rules.at({ point, at, values: { ...context.values, weekday } });
  };
  const active = rules.rules.compiled.length === 0 ? undefined : now(clock.now());
  const visitor = {
    ...(shopper === undefined ? {} : { shopper }),
    ...(session === undefined ? {} : { session }),
  };
  const { barred: bar } = barred({ known }, active, visitor);
  return (id) => {
    const product = catalog.get(id);
    if (product === undefined || unshowable(product) !== undefined) return undefined;
    return bar?.(product) === undefined ? product : undefined;
  };
}

/** The first of a list that is in order of preference, as the rules want them. */
export function arranged(
  products: readonly ProductId[],
  count: number,
  catalog: Catalog,
  { active, supply }: Ruled,
): readonly ProductId[] {
  const all = supply === undefined ? products : [...products, ...supply.missing(products, count)];
  const shape = shapeOf(all, catalog, active);
  if (shape === undefined) return all.slice(0, count);
  return arrange(all.length, count, shape).map((i) => all[i] as ProductId);
}

/** What the rules had to do with each place; what they could not have stands at the first. */
export function ruleReasons(
  ids: readonly ProductId[],
  { marks, dropped }: Pick<Filled, 'marks' | 'dropped'>,
  catalog: Catalog,
  active: ActiveRules | undefined,
): Reason[][] {
  return ids.map((id, place) => [
    ...(marks[place] ?? []).map(reasonOf),
    ...boostsOf(id, catalog, active).map(({ id: detail, factor }) => ({
      code: 'boosted',
      value: factor,
      detail,
    })),
    ...(place === 0 ? dropped.map(reasonOf) : []),
  ]);
}

function reasonOf({ code, by, why }: Mark): Reason {
  return { code, detail: why === undefined ? by : `${by}: ${why}` };
}
