import { type CandidateSet, type Catalog, type Decision, entryFeatures, toVector } from '@armoire/core';

/** Places that a model tells apart; all below share the last. */
const places = 12;

/**
 * Encodes the entries of candidate sets as serving does, with one feature more for each place from the top. Keeps the
 * vectors of the last decision alone: its places are asked for one after another, and those of a whole log would not
 * fit into memory.
 */
export class PlaceFeatures {
  readonly #catalog: Catalog;
  #of: Decision | undefined;
  readonly #encoded = new Map<number, Float64Array>();

  constructor(catalog: Catalog) {
    this.#catalog = catalog;
  }

  of(decision: Decision, set: CandidateSet, index: number, place: number): Float64Array {
    if (this.#of !== decision) this.#encoded.clear();
    this.#of = decision;
    const action = this.#encoded.get(index) ?? toVector(entryFeatures(decision, set, index, this.#catalog));
    this.#encoded.set(index, action);
    const features = new Float64Array(action.length + places);
    features.set(action);
    features[action.length + Math.min(place, places - 1)] = 1;
    return features;
  }
}
