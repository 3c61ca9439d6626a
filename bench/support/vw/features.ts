import { hashString } from '@armoire/core';
import type { CbEntry, VwFeature } from '@armoire/evaluation';
import type { VwOptions } from './cases.ts';
import { type Hashed, slots } from './learner.ts';

/** The features of each action of an example as a command makes them: pairs of words, crosses, a constant. */
export function actionsOf(entry: CbEntry, options: VwOptions): readonly (readonly VwFeature[])[] {
  const constant = { namespace: '', name: 'Constant', value: 1 };
  if (entry.actions === undefined) {
    const own = [...withPairs(entry.shared, options), constant];
    // One set of weights for each action, as Vowpal Wabbit has it.
    return Array.from({ length: options.arms }, (_, arm) =>
      own.map((feature) => ({ ...feature, namespace: `${arm}|${feature.namespace}` })),
    );
  }
  return entry.actions.map(({ features }) => {
    const all = [...withPairs(entry.shared, options), ...withPairs(features, options)];
    return [...all, ...crosses(all, options), constant];
  });
}

/** N-grams of two with skips: each word with each of the next ones of its namespace. */
function withPairs(features: readonly VwFeature[], { skips }: VwOptions): VwFeature[] {
  if (skips === undefined) return [...features];
  return [
    ...features,
    ...features.flatMap(({ namespace, name }, i) =>
      features
        .slice(i + 1, i + 2 + skips)
        .filter((next) => next.namespace === namespace)
        .map((next) => ({ namespace, name: `${name} ${next.name}`, value: 1 })),
    ),
  ];
}

function crosses(features: readonly VwFeature[], { crossed }: VwOptions): VwFeature[] {
  if (crossed === undefined) return [];
  const [a, b] = crossed.map((letter) => features.filter(({ namespace }) => namespace.startsWith(letter)));
  return (a ?? []).flatMap((one) =>
    (b ?? []).map((other) => ({
      namespace: `${one.namespace}&${other.namespace}`,
      name: `${one.name}&${other.name}`,
      value: one.value * other.value,
    })),
  );
}

/** For the sparse learner. */
export function hashedFeatures(features: readonly VwFeature[]): Hashed[] {
  return features.map(({ namespace, name, value }) => ({
    index: hashString(`${namespace}^${name}`) % slots,
    value,
  }));
}

/** For the policies of core, which take at most 128 numbers: signed hashes, scaled to length 1, behind a constant. */
export function denseFeatures(features: readonly VwFeature[], width: number): Float64Array {
  const vector = new Float64Array(width);
  for (const { namespace, name, value } of features) {
    const h = hashString(`${namespace}^${name}`);
    const index = 1 + (h % (width - 1));
    vector[index] = (vector[index] as number) + (h >= 2 ** 31 ? -value : value);
  }
  const length = Math.hypot(...vector);
  const scaled = length === 0 ? vector : vector.map((x) => x / length);
  scaled[0] = 1;
  return scaled;
}
