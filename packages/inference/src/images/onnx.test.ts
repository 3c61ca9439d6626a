import { testEmbedder } from '@armoire/core/testing';
import { describe, expect, it } from 'vitest';
import { onnxModel } from '../onnx/testing.ts';
import { onnxImageEmbedder } from './onnx.ts';
import { type Pixels, withoutAlpha } from './pixels.ts';
import { squareOf } from './resize.ts';

/** Gives the prepared values of an image back, channel after channel. */
const model = onnxModel({
  nodes: [{ op: 'Flatten', inputs: ['pixel_values'], output: 'image_embeds', attributes: { axis: 1 } }],
  inputs: [{ name: 'pixel_values', type: 'float32', shape: ['images', 3, 2, 2] }],
  outputs: [{ name: 'image_embeds', type: 'float32', shape: ['images', 12] }],
});

const image = (
  width: number,
  height: number,
  colour: (x: number, y: number) => readonly number[],
): Pixels => ({
  width,
  height,
  data: Uint8Array.from(
    Array.from({ length: width * height }, (_, i) => colour(i % width, Math.floor(i / width))).flat(),
  ),
});
const quarters = image(2, 2, (x, y) => [10 + x, 20 + y, 30 + 2 * x + y]);
const options = {
  id: 'flat',
  version: '1',
  model,
  size: 2,
  mean: [0.5, 0.4, 0.3],
  std: [0.1, 0.2, 0.4],
} as const;
const make = async () => {
  const port = await onnxImageEmbedder(options);
  return { port, close: () => port.close() };
};

testEmbedder<Pixels>(make, {
  read: [quarters, image(7, 3, (x, y) => [x * 9, y * 9, 200]), image(1, 1, () => [255, 0, 0])],
  unread: [
    { width: 2, height: 2, data: new Uint8Array(16) },
    { width: 0, height: 0, data: new Uint8Array(0) },
    { width: 0.5, height: 2, data: new Uint8Array(3) },
  ],
});

describe('an image embedder from ONNX', () => {
  it('prepares red, then green, then blue, each less its mean over its deviation', async () => {
    const { port, close } = await make();
    const [vector] = await port.embed([quarters]);
    await close();
    const reds = [10, 11, 10, 11].map((value) => (value / 255 - 0.5) / 0.1);
    const greens = [20, 20, 21, 21].map((value) => (value / 255 - 0.4) / 0.2);
    const blues = [30, 32, 31, 33].map((value) => (value / 255 - 0.3) / 0.4);
    const wanted = [...reds, ...greens, ...blues];
    for (const [i, value] of (vector ?? []).entries()) {
      expect(value).toBeCloseTo((wanted[i] as number) / Math.hypot(...wanted), 5);
    }
    expect(port.dimensions).toBe(12);
  });

  it('refuses an output that the graph does not have', async () => {
    await expect(onnxImageEmbedder({ ...options, output: 'text_embeds' })).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      fix: expect.stringContaining('image_embeds'),
    });
  });
});

describe('scaling', () => {
  const values = (pixels: Pixels, size: number) =>
    Array.from(squareOf(pixels, size), (value) => Math.round(value));

  it('leaves an image of the size as it is', () => {
    expect(values(quarters, 2)).toEqual([...quarters.data]);
  });

  it('keeps one colour at any size', () => {
    for (const [width, height, size] of [
      [1, 1, 5],
      [9, 4, 3],
      [30, 31, 2],
    ] as const) {
      const plain = image(width, height, () => [7, 130, 255]);
      expect(values(plain, size)).toEqual(Array.from({ length: size * size }, () => [7, 130, 255]).flat());
    }
  });

  it('takes the middle square', () => {
    const striped = image(6, 2, (x) => (x === 2 || x === 3 ? [255, 255, 255] : [0, 0, 0]));
    expect(values(striped, 2)).toEqual(new Array(12).fill(255));
  });

  it('passes over no pixel when it makes smaller', () => {
    const checked = image(64, 64, (x, y) => ((x + y) % 2 === 0 ? [255, 255, 255] : [0, 0, 0]));
    for (const value of values(checked, 4)) expect(Math.abs(value - 127.5)).toBeLessThan(3);
  });

  it('rises evenly from pixel to pixel when it makes larger', () => {
    const two = image(2, 2, (x) => [x * 100, 0, 0]);
    expect(
      values(two, 4)
        .filter((_, i) => i % 3 === 0)
        .slice(0, 4),
    ).toEqual([0, 25, 75, 100]);
  });
});

describe('pixels with alpha', () => {
  it('are laid over white', () => {
    const rgba = Uint8Array.of(10, 20, 30, 255, 10, 20, 30, 0, 0, 0, 0, 51);
    expect([...withoutAlpha(3, 1, rgba).data]).toEqual([10, 20, 30, 255, 255, 255, 204, 204, 204]);
    expect(() => withoutAlpha(2, 1, rgba)).toThrow(expect.objectContaining({ code: 'INVALID_INPUT' }));
  });
});
