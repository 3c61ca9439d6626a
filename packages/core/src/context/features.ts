import { day, type Instant, minorDigits, type Product } from '@armoire/protocol';
import type { Context } from '../policies/index.ts';
import { hashString } from '../random/index.ts';

/** Version of the encoding below: raised with any change of it, since learned weights are tied to it. */
export const featureVersion = 'f2';
/** Numbers of an encoded action. */
export const featureWidth = 80;
/** The dense features stand before this index: constant, twelve inputs, price, reduction, newness. */
const dense = 16;
const mostInputs = 12;

/** One part of a feature vector, with the name that an explanation shows. */
export interface Feature {
  readonly name: string;
  readonly index: number;
  readonly value: number;
}

/**
 * A named property as a feature (Weinberger et al. 2009): `name=value` hashed by {@link hashString} h gives the index
 * 16 + h mod 64, and the top bit of h the sign, so that collisions cancel in expectation.
 */
export function hashed(name: string, value: number): Feature {
  const h = hashString(name);
  return { name, index: dense + (h % (featureWidth - dense)), value: h >= 2 ** 31 ? -value : value };
}

/** A dense feature, rounded to 2⁻¹⁰: what is served is then what linear policies learn from, to the bit. */
function measured(name: string, index: number, value: number): Feature {
  return { name, index, value: rounded(value) };
}

function rounded(value: number): number {
  return Math.round(value * 1024) / 1024;
}

/** The features of showing a product: what the sources say, price, newness, and hashed properties with the context. */
export function productFeatures(
  context: Context,
  at: Instant,
  product: Product,
  names: readonly string[],
  inputs: readonly number[],
): Feature[] {
  const features = [...productOnly(product), ...circumstances(context, product.categories.at(-1) ?? '')];
  for (let i = 0; i < Math.min(inputs.length, mostInputs); i++) {
    features.push(measured(names[i] ?? `input ${i}`, 1 + i, inputs[i] as number));
  }
  if (product.createdAt !== undefined)
    features.push(measured('new', newIndex, newness(product.createdAt, at)));
  return features;
}

/**
 * The vector of {@link productFeatures}: a shelf asks for that of a hundred products, and for no names.
 *
 * @param vector zeros, which it is written over
 */
export function productVector(
  context: Context,
  at: Instant,
  product: Product,
  inputs: readonly number[],
  vector = new Float64Array(featureWidth),
): Float64Array {
  addTo(vector, productOnly(product));
  addTo(vector, circumstances(context, product.categories.at(-1) ?? ''));
  for (let i = 0; i < Math.min(inputs.length, mostInputs); i++) vector[1 + i] = rounded(inputs[i] as number);
  if (product.createdAt !== undefined) vector[newIndex] = rounded(newness(product.createdAt, at));
  return vector;
}

const newIndex = 15;

/** In (0, 1]: halves with each month. */
function newness(createdAt: Instant, at: Instant): number {
  return 2 ** (-Math.max(at - createdAt, 0) / (30 * day));
}

/** Values of the context that are joined with the category: what sells differs by them. */
const crossed = ['season', 'holiday', 'device', 'market', 'referrer', 'pages', 'cart'] as const;

type Lists = Map<string, readonly Feature[]>;

/** Of each context that was met, and of all contexts that say the same of a category. */
const met = new WeakMap<Context, Lists>();
const alike = new Map<string, Lists>();
/** Lists that are kept; whoever invents circumstances makes others be made again, and fills no memory. */
const mostLists = 10_000;
let listed = 0;

/** The category with the context: most decisions are made in circumstances that others were made in before. */
function circumstances(context: Context, category: string): readonly Feature[] {
  let lists = met.get(context);
  if (lists === undefined) {
    lists = listsOf(context);
    met.set(context, lists);
  }
  const known = lists.get(category);
  if (known !== undefined) return known;
  const features = withCategory(context, category);
  lists.set(category, features);
  if (++listed > mostLists) {
    alike.clear();
    listed = 0;
  }
  return features;
}

function listsOf({ values }: Context): Lists {
  const { part, category } = values;
  const said = JSON.stringify([part, isWeekend(values), category, ...crossed.map((key) => values[key])]);
  const known = alike.get(said);
  if (known !== undefined) return known;
  const made: Lists = new Map();
  alike.set(said, made);
  return made;
}

function isWeekend({ weekday }: Context['values']): boolean {
  return weekday === 'saturday' || weekday === 'sunday';
}

function withCategory({ values }: Context, category: string): readonly Feature[] {
  const { part, category: shown } = values;
  const features = [
    hashed(`category=${category}&part=${part}`, hashedValue),
    hashed(`category=${category}&weekend=${isWeekend(values)}`, hashedValue),
  ];
  if (shown !== undefined) {
    features.push(
      hashed(shown === category ? 'same category' : `shown=${shown}&category=${category}`, hashedValue),
    );
  }
  for (const key of crossed) {
    const value = values[key];
    if (value !== undefined) features.push(hashed(`${key}=${value}&category=${category}`, hashedValue));
  }
  return features;
}

/** Of similar size as the dense features when a handful of them add up. */
const hashedValue = 0.5;

const known = new WeakMap<Product, readonly Feature[]>();

function productOnly(product: Product): readonly Feature[] {
  const cached = known.get(product);
  if (cached !== undefined) return cached;
  const [variant] = product.variants;
  const amount = variant?.price.amount ?? 0;
  const major = amount / 10 ** minorDigits(variant?.price.currency ?? '');
  const before = variant?.compareAt?.amount ?? amount;
  const features: Feature[] = [
    { name: 'constant', index: 0, value: 1 },
    measured('price', 13, Math.log10(1 + major) / 3),
    measured('reduction', 14, before > amount ? (before - amount) / before : 0),
    hashed(`product=${product.id}`, 1),
    ...product.categories.map((category) => hashed(`category=${category}`, hashedValue)),
  ];
  if (product.brand !== undefined) features.push(hashed(`brand=${product.brand}`, hashedValue));
  known.set(product, features);
  return features;
}

/** Steps of a ladder are small; times this, the usual ones reach the size of the other features. */
const stepScale = 5;

/** The features of a rung of a price ladder: a parabola in the factor, and hashed product and category with it. */
export function rungFeatures(context: Context, product: Product, factor: number): Feature[] {
  const { value: step } = measured('factor', 1, stepScale * (factor - 1));
  const category = product.categories.at(-1) ?? '';
  return [
    { name: 'constant', index: 0, value: 1 },
    { name: 'factor', index: 1, value: step },
    measured('factor²', 2, step * step),
    hashed(`category=${category}`, hashedValue),
    hashed(`category=${category}&factor`, step),
    hashed(`product=${product.id}`, hashedValue),
    hashed(`product=${product.id}&factor`, step),
    hashed(`weekday=${context.values.weekday}`, hashedValue),
    hashed(`holiday=${context.values.holiday}`, hashedValue),
  ];
}

/** Values that are logged, and say nothing that others do not say in fewer words. */
const alone: ReadonlySet<string> = new Set(['hour', 'views', 'minutes']);

/** The features of a named action: its name, alone and with each value of the context. */
export function choiceFeatures(context: Context, action: string): Feature[] {
  const features = [{ name: 'constant', index: 0, value: 1 }, hashed(`action=${action}`, 1)];
  for (const [key, value] of Object.entries(context.values)) {
    if (!alone.has(key)) features.push(hashed(`action=${action}&${key}=${value}`, hashedValue));
  }
  return features;
}

/** The vector of a list of features; those that share an index add up. */
export function toVector(features: readonly Feature[]): Float64Array {
  const vector = new Float64Array(featureWidth);
  addTo(vector, features);
  return vector;
}

function addTo(vector: Float64Array, features: readonly Feature[]): void {
  for (const { index, value } of features) vector[index] = (vector[index] as number) + value;
}
