import type { VwFeature } from './vw-entry.ts';

/** An object of JSON. */
export type Json = Readonly<Record<string, unknown>>;

export function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * The features of an object as Vowpal Wabbit reads them: numbers by name, words as `name=word`, true as 1, what is
 * nested under the namespace of its key; `_text` is taken apart into words, all else with `_` before it is no feature.
 * Deviation: of a key that stands twice in one object the last counts, where Vowpal Wabbit counts both.
 */
export function jsonFeatures(object: Json, namespace = ''): VwFeature[] {
  return Object.entries(object).flatMap(([key, value]): VwFeature[] => {
    if (key === '_text' && typeof value === 'string') {
      return value.split(/\s+/).flatMap((name) => (name === '' ? [] : { namespace, name, value: 1 }));
    }
    return key.startsWith('_') ? [] : featuresOf(namespace, key, value);
  });
}

function featuresOf(namespace: string, name: string, value: unknown): VwFeature[] {
  if (typeof value === 'number') return value === 0 ? [] : [{ namespace, name, value }];
  if (typeof value === 'string') return [{ namespace, name: `${name}=${value}`, value: 1 }];
  if (value === true) return [{ namespace, name, value: 1 }];
  if (isObject(value)) return jsonFeatures(value, name);
  if (!Array.isArray(value)) return [];
  // Objects of an array stand in its namespace; numbers go by their places.
  return value.flatMap((each, i) =>
    isObject(each) ? jsonFeatures(each, name) : featuresOf(name, `${i}`, each),
  );
}
