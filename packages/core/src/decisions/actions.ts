import { ArmoireError, type Product } from '@armoire/protocol';
import type { Catalog } from '../catalog/index.ts';
import {
  choiceFeatures,
  type Feature,
  featureVersion,
  featureWidth,
  productFeatures,
  productVector,
  rungFeatures,
  toVector,
} from '../context/index.ts';
import type { Action, Kin } from '../policies/index.ts';
import type { CandidateSet, Decision } from './decision.ts';

/** What is needed of a decision to know its features. */
export type Asked = Pick<Decision, 'kind' | 'context' | 'at' | 'price'>;

/**
 * The features of one entry of a candidate set, by name. Serving, learning, explaining and replaying all come through
 * here, so that they cannot differ.
 *
 * @throws ArmoireError UNKNOWN_PRODUCT when the catalogue no longer has a product of the set
 */
export function entryFeatures(asked: Asked, set: CandidateSet, index: number, catalog: Catalog): Feature[] {
  checkVersion(set);
  const entry = set.entries[index];
  if (entry === undefined) throw new ArmoireError('INTERNAL', `The candidate set has no entry ${index}`);
  if (asked.kind === 'choice') return choiceFeatures(asked.context, entry.id);
  if (asked.kind === 'price') {
    const product = catalog.require(asked.price?.product ?? '');
    return rungFeatures(asked.context, product, entry.inputs?.[0] ?? 1);
  }
  return productFeatures(asked.context, asked.at, catalog.require(entry.id), set.inputs, entry.inputs ?? []);
}

/**
 * The actions of a candidate set, encoded.
 *
 * @param kin whether one of the policies uses it; that of shelves is logged, that of prices is what the catalogue says
 */
export function encodeActions(asked: Asked, set: CandidateSet, catalog: Catalog, kin = false): Action[] {
  checkVersion(set);
  const { context, at, kind } = asked;
  if (kind !== 'shelf') {
    const product = kind === 'price' ? catalog.require(asked.price?.product ?? '') : undefined;
    const told = product && { product, ...(kin ? { kin: kinOf(product, catalog) } : {}) };
    return set.entries.map(({ id }, index) => {
      const features = toVector(entryFeatures(asked, set, index, catalog));
      return { id, features, ...told };
    });
  }
  // All in one piece of memory: making one for each would cost more than filling it.
  const rows = new Float64Array(set.entries.length * featureWidth);
  return set.entries.map(({ id, inputs = [], kin: logged }, index) => {
    const row = new Float64Array(rows.buffer, index * rowBytes, featureWidth);
    const product = catalog.require(id);
    const features = productVector(context, at, product, inputs, row);
    return { id, features, product, ...(logged && { kin: logged }) };
  });
}

/** Articles that an article's price may learn from. */
const mostNear = 20;

/** The catalogue is a log itself: what it says of an article need not be written with each of its prices. */
function kinOf(product: Product, catalog: Catalog): Kin {
  const category = product.categories.at(-1);
  const price = product.variants[0]?.price.amount ?? 0;
  const near = catalog.near(product, mostNear).map((id) => {
    const other = catalog.get(id)?.variants[0]?.price.amount ?? 0;
    return { id, similarity: Math.min(price / other, other / price) };
  });
  return { ...(category === undefined ? {} : { category }), near };
}

const rowBytes = featureWidth * Float64Array.BYTES_PER_ELEMENT;

function checkVersion({ features }: CandidateSet): void {
  if (features === featureVersion) return;
  throw new ArmoireError(
    'CONFLICT',
    `The candidate set was encoded as "${features}", not "${featureVersion}"`,
    {
      fix: 'Use the version of Armoire that wrote it.',
    },
  );
}
