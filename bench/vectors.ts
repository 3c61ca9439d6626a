import { normal, seededRng, type VectorIndex } from '@armoire/core';
import { exactIndex } from '@armoire/inference';
import { atLeast, atMost, type Benchmark } from './support/report.ts';

const dimensions = 384;
const limit = 10;
/** As many centres as a shop has shelves, and vectors around them: many are nearly equally near. */
const centres = 200;
const spread = 0.7;

/**
 * The exact vector index beside a plain scan of float32 in JavaScript, in turns, at growing sizes: CPU time of a search
 * for the ten nearest (p50, p99), and whether both find the same. Then what adding, a snapshot and restoring take.
 */
export const run: Benchmark = async ({ quick, say }) => {
  const figures: Record<string, number> = {};
  const sizes = quick ? [1_000, 10_000] : [1_000, 10_000, 100_000];
  const searches = quick ? 60 : 200;
  let different = 0;
  let ratio = 0;
  for (const size of sizes) {
    say(`${size} vectors of ${dimensions} dimensions`);
    const vectors = crowded(size + searches);
    const index = exactIndex({ dimensions });
    const added = timed(() => {
      for (let i = 0; i < size; i++) index.add(String(i), vector(vectors, i));
    });
    figures[`${size}: adding one, µs`] = (added * 1_000) / size;
    const times = compare(index, vectors, size, searches);
    different += times.different;
    ratio = quantile(times.plain, 0.5) / quantile(times.index, 0.5);
    figures[`${size}: search p50, ms`] = quantile(times.index, 0.5);
    figures[`${size}: search p99, ms`] = quantile(times.index, 0.99);
    figures[`${size}: search of one in ten, p50, ms`] = quantile(times.filtered, 0.5);
    figures[`${size}: plain scan p50, ms`] = quantile(times.plain, 0.5);
    figures[`${size}: plain scan over index, p50`] = ratio;
    let snapshot: Uint8Array = new Uint8Array();
    figures[`${size}: snapshot, ms`] = timed(() => {
      snapshot = index.snapshot();
    });
    figures[`${size}: restoring, ms`] = timed(() => exactIndex({ dimensions, snapshot }));
  }
  return {
    figures,
    bars: [
      atMost('searches that found something else than the plain scan', different, 0),
      atLeast('plain scan over index at the largest size, p50', ratio, 4),
    ],
  };
};

function compare(index: VectorIndex, vectors: Float32Array, size: number, searches: number) {
  const times = { index: [] as number[], filtered: [] as number[], plain: [] as number[], different: 0 };
  // What the compiler does on the way is no part of a search.
  for (let i = 0; i < 20; i++) index.nearest(vector(vectors, size + i), limit);
  for (let i = 0; i < searches; i++) {
    const query = vector(vectors, size + i);
    let found: readonly { readonly id: string }[] = [];
    times.index.push(timed(() => (found = index.nearest(query, limit))));
    times.filtered.push(timed(() => index.nearest(query, limit, (id) => id.endsWith('7'))));
    // The plain scan is slow, and steady: fewer say as much.
    if (size >= 100_000 && i % 5 > 0) continue;
    let wanted: readonly number[] = [];
    times.plain.push(timed(() => (wanted = scan(vectors, size, query))));
    if (found.some(({ id }, rank) => id !== String(wanted[rank]))) times.different++;
  }
  return times;
}

/** The nearest by cosine for vectors of length 1: four sums at once, and the best so far in order. */
function scan(vectors: Float32Array, size: number, query: Float32Array): readonly number[] {
  const best: { row: number; score: number }[] = [];
  for (let row = 0; row < size; row++) {
    const at = row * dimensions;
    let [a, b, c, d] = [0, 0, 0, 0];
    for (let i = 0; i < dimensions; i += 4) {
      a += (vectors[at + i] as number) * (query[i] as number);
      b += (vectors[at + i + 1] as number) * (query[i + 1] as number);
      c += (vectors[at + i + 2] as number) * (query[i + 2] as number);
      d += (vectors[at + i + 3] as number) * (query[i + 3] as number);
    }
    const score = a + b + c + d;
    if (best.length === limit && score <= (best.at(-1)?.score ?? 0)) continue;
    best.push({ row, score });
    best.sort((x, y) => y.score - x.score);
    best.length = Math.min(best.length, limit);
  }
  return best.map(({ row }) => row);
}

function crowded(count: number): Float32Array {
  const rng = seededRng(1, 'vectors');
  const random = () => Float32Array.from({ length: dimensions }, () => normal(rng));
  const middles = Array.from({ length: centres }, random);
  const vectors = new Float32Array(count * dimensions);
  for (let i = 0; i < count; i++) {
    const middle = middles[i % centres] as Float32Array;
    const one = random().map((value, d) => (middle[d] as number) + spread * value);
    const length = Math.hypot(...one);
    vectors.set(
      one.map((value) => value / length),
      i * dimensions,
    );
  }
  return vectors;
}

function vector(vectors: Float32Array, at: number): Float32Array {
  return vectors.subarray(at * dimensions, (at + 1) * dimensions);
}

/** Milliseconds of CPU, since the cores may be shared. */
function timed(work: () => unknown): number {
  const start = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1_000;
}

function quantile(times: readonly number[], share: number): number {
  const sorted = times.toSorted((x, y) => x - y);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
}
