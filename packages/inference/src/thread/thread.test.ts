import { Worker } from 'node:worker_threads';
import { describe, expect, it } from 'vitest';
import { Thread } from './thread.ts';

/** Answers with twice the number, after it told its name; ends itself for 0. */
const script = `
  const { parentPort, workerData } = require('node:worker_threads');
  if (workerData.broken) parentPort.postMessage({ id: 0, error: { code: 'INVALID_CONFIG', message: 'broken', fix: 'mend' } });
  else parentPort.postMessage({ id: 0, value: workerData.name });
  parentPort.on('message', ({ id, argument }) => {
    if (argument === 0) process.exit(1);
    if (argument < 0) parentPort.postMessage({ id, error: { code: 'INVALID_INPUT', message: 'negative' } });
    else parentPort.postMessage({ id, value: argument * 2 });
  });
`;

const start = (data: unknown) =>
  Thread.start<number | (() => void), number, string>(
    (options) => new Worker(script, { ...options, execArgv: [], eval: true }),
    'test',
    data,
  );

describe('a thread', () => {
  it('tells its facts and settles each call with its own answer', async () => {
    const { thread, facts } = await start({ name: 'doubler' });
    expect(facts).toBe('doubler');
    const calls = await Promise.allSettled([thread.call(1), thread.call(-1), thread.call(3)]);
    expect(calls).toMatchObject([
      { value: 2 },
      { reason: { code: 'INVALID_INPUT', message: 'negative' } },
      { value: 6 },
    ]);
    await thread.close();
  });

  it('rejects with why it could not start', async () => {
    await expect(start({ broken: true })).rejects.toMatchObject({ code: 'INVALID_CONFIG', fix: 'mend' });
  });

  it('rejects what a dead worker did not answer, and starts another', async () => {
    const { thread } = await start({ name: 'doubler' });
    const [dying, after] = await Promise.allSettled([thread.call(0), thread.call(1)]);
    expect(dying).toMatchObject({ reason: { code: 'INTERNAL' } });
    expect(after).toMatchObject({ reason: { code: 'INTERNAL' } });
    expect(await thread.call(4)).toBe(8);
    await thread.close();
  });

  it('rejects what cannot be copied, and calls after it was closed', async () => {
    const { thread } = await start({ name: 'doubler' });
    await expect(thread.call(() => {})).rejects.toThrow('could not be cloned');
    const open = thread.call(1);
    const closing = thread.close();
    await expect(open).rejects.toMatchObject({ code: 'CONFLICT' });
    await closing;
    await expect(thread.call(1)).rejects.toMatchObject({ code: 'CONFLICT' });
    await thread.close();
  });
});
