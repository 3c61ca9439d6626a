import type { Pixels } from './pixels.ts';

/** Weights of the input pixels from `start` on for one output pixel; their sum is 1. */
interface Tap {
  readonly start: number;
  readonly weights: readonly number[];
}

/**
 * The middle square of an image, its shorter side made `size` pixels long: bilinear, with the filter widened when the
 * image becomes smaller, as Pillow does, so that no pixel is passed over.
 *
 * @returns size · size · 3 values from 0 to 255
 */
export function squareOf(image: Pixels, size: number): Float32Array {
  const side = Math.min(image.width, image.height);
  const columns = taps(side, size, (image.width - side) / 2, image.width);
  const rows = taps(side, size, (image.height - side) / 2, image.height);
  const narrow = new Float32Array(image.height * size * 3);
  for (let y = 0; y < image.height; y++) {
    for (const [x, tap] of columns.entries()) {
      sum(image.data, (y * image.width + tap.start) * 3, 3, tap.weights, narrow, (y * size + x) * 3);
    }
  }
  const square = new Float32Array(size * size * 3);
  for (const [y, tap] of rows.entries()) {
    for (let x = 0; x < size; x++) {
      sum(narrow, (tap.start * size + x) * 3, size * 3, tap.weights, square, (y * size + x) * 3);
    }
  }
  return square;
}

/** For `size` output pixels over `side` input pixels from `offset` on, of `whole`. */
function taps(side: number, size: number, offset: number, whole: number): readonly Tap[] {
  const scale = side / size;
  const reach = Math.max(scale, 1);
  return Array.from({ length: size }, (_, at) => {
    const centre = offset + (at + 0.5) * scale;
    const start = Math.max(0, Math.floor(centre - reach));
    const end = Math.min(whole, Math.ceil(centre + reach));
    const raw = Array.from({ length: end - start }, (_, i) =>
      Math.max(0, 1 - Math.abs(start + i + 0.5 - centre) / reach),
    );
    const total = raw.reduce((all, weight) => all + weight, 0);
    return { start, weights: raw.map((weight) => weight / total) };
  });
}

function sum(
  from: ArrayLike<number>,
  start: number,
  stride: number,
  weights: readonly number[],
  to: Float32Array,
  at: number,
): void {
  for (let colour = 0; colour < 3; colour++) {
    let value = 0;
    for (const [i, weight] of weights.entries())
      value += weight * (from[start + i * stride + colour] as number);
    to[at + colour] = value;
  }
}
