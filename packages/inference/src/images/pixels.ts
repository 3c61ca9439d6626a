import { ArmoireError } from '@armoire/protocol';

/** A decoded image: red, green and blue of each pixel, row after row from the top left. */
export interface Pixels {
  readonly width: number;
  readonly height: number;
  /** 3 · width · height bytes. */
  readonly data: Uint8Array | Uint8ClampedArray;
}

/** Whether an image has pixels, and as many bytes as its size says. */
export function isWhole({ width, height, data }: Pixels): boolean {
  const sized = Number.isInteger(width) && Number.isInteger(height) && width > 0 && height > 0;
  return sized && data.length === 3 * width * height;
}

/**
 * Red, green and blue out of red, green, blue and alpha, as canvases and PNG decoders give them, laid over white.
 *
 * @throws ArmoireError INVALID_INPUT for a number of bytes other than 4 · width · height
 */
export function withoutAlpha(width: number, height: number, data: Uint8Array | Uint8ClampedArray): Pixels {
  if (data.length !== 4 * width * height) {
    throw new ArmoireError(
      'INVALID_INPUT',
      `${data.length} bytes are no ${width} × ${height} pixels of RGBA`,
      {
        fix: 'Give four bytes for each pixel, row after row.',
      },
    );
  }
  const rgb = new Uint8Array(3 * width * height);
  for (let pixel = 0; pixel < width * height; pixel++) {
    const alpha = (data[4 * pixel + 3] as number) / 255;
    for (let colour = 0; colour < 3; colour++) {
      rgb[3 * pixel + colour] = Math.round((data[4 * pixel + colour] as number) * alpha + 255 * (1 - alpha));
    }
  }
  return { width, height, data: rgb };
}
