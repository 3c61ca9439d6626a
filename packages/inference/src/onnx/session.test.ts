import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { onnxSession } from './session.ts';
import { onnxModel } from './testing.ts';

const doubled = onnxModel({
  nodes: [{ op: 'Mul', inputs: ['x', 'two'], output: 'y' }],
  weights: [{ name: 'two', shape: [1], values: [2] }],
  inputs: [{ name: 'x', type: 'float32', shape: ['n'] }],
  outputs: [{ name: 'y', type: 'float32', shape: ['n'] }],
});
const x = (...values: number[]) => ({
  x: { type: 'float32', dims: [values.length], data: Float32Array.from(values) } as const,
});

describe.each(['own', 'this'] as const)('an ONNX session in %s thread', (thread) => {
  it('runs a graph from bytes', async () => {
    const session = await onnxSession({ model: doubled, runtime: 'web', thread });
    expect(session).toMatchObject({ runtime: 'web', inputs: ['x'], outputs: ['y'] });
    const runs = await Promise.all([session.run(x(1, 2.5)), session.run(x(-3))]);
    expect(runs).toEqual([
      { y: { type: 'float32', dims: [2], data: Float32Array.of(2, 5) } },
      { y: { type: 'float32', dims: [1], data: Float32Array.of(-6) } },
    ]);
    await session.close();
  });

  it('runs a graph from a path and a URL', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'armoire-'));
    try {
      const path = join(folder, 'model.onnx');
      await writeFile(path, doubled);
      for (const model of [path, pathToFileURL(path)]) {
        const session = await onnxSession({ model, thread });
        expect((await session.run(x(7))).y?.data).toEqual(Float32Array.of(14));
        await session.close();
      }
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  it('says what is wrong with a model', async () => {
    const bytes = onnxSession({ model: new Uint8Array([1, 2, 3]), thread });
    await expect(bytes).rejects.toMatchObject({ code: 'INVALID_INPUT', fix: expect.any(String) });
    const path = onnxSession({ model: join(tmpdir(), 'no-such-model.onnx'), thread });
    await expect(path).rejects.toMatchObject({ code: 'INVALID_CONFIG', fix: expect.any(String) });
  });

  it('says what is wrong with a feed, and goes on', async () => {
    const session = await onnxSession({ model: doubled, thread });
    await expect(session.run({})).rejects.toMatchObject({ code: 'INTERNAL' });
    const feed = { x: { type: 'int32', dims: [1], data: Int32Array.of(1) } } as const;
    await expect(session.run(feed)).rejects.toMatchObject({ code: 'INTERNAL' });
    expect((await session.run(x(1))).y?.data).toEqual(Float32Array.of(2));
    await session.close();
  });
});

describe('the runtime', () => {
  it('is refused by name where it is not installed', async () => {
    const session = onnxSession({ model: doubled, runtime: 'node', thread: 'this' });
    const outcome = await session.then(
      (opened) => opened.runtime,
      ({ code, fix }) => ({ code, fix }),
    );
    expect(['node', { code: 'INVALID_CONFIG', fix: 'Run `npm install onnxruntime-node`.' }]).toContainEqual(
      outcome,
    );
  });
});
