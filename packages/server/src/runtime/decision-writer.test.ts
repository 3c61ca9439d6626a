import { type Decision, MemoryDecisionLog } from '@armoire/core';
import { ArmoireError } from '@armoire/protocol';
import { expect, it, vi } from 'vitest';
import { DecisionWriter } from './decision-writer.ts';
import { silentLog } from './log.ts';
import { nobody } from './observer.ts';

const decision = (id: string): Decision => ({
  id,
  shop: 'lamps',
  point: 'home',
  kind: 'shelf',
  unit: { kind: 'request', id },
  at: 0,
  seed: 1,
  context: { values: {}, schema: 'c1' },
  chosen: [],
  propensities: [],
  policy: { id: 'uniform', version: 1, state: {} },
  source: 'fallback',
  reasons: [],
});

it('hands over a moment later, or once there are many', async () => {
  const log = new MemoryDecisionLog();
  const append = vi.spyOn(log, 'append');
  const writer = new DecisionWriter(log, nobody, silentLog, () => {});
  writer.add([decision('1')], []);
  await vi.waitFor(() => expect(append).toHaveBeenCalledOnce(), { timeout: 10_000 });
  for (let i = 2; i <= 65; i++) writer.add([decision(`${i}`)], []);
  expect(append).toHaveBeenCalledTimes(2);
  await writer.drained();
  expect(append).toHaveBeenCalledTimes(2);
});

it('writes what came in one turn of the event loop in one go', async () => {
  const log = new MemoryDecisionLog();
  const append = vi.spyOn(log, 'append');
  const writer = new DecisionWriter(log, nobody, silentLog, () => {});
  for (const id of ['1', '2', '3']) writer.add([decision(id)], []);
  expect(append).not.toHaveBeenCalled();
  await writer.drained();
  expect(append).toHaveBeenCalledOnce();
  expect(await log.get('lamps', ['1', '2', '3'])).toHaveLength(3);
});

it('drops decisions, and counts them, when storage fails or does not keep up', async () => {
  const dropped = vi.fn();
  const log = new MemoryDecisionLog();
  let fail = () => {};
  log.append = () => new Promise((_, reject) => (fail = () => reject(new Error('away'))));
  const writer = new DecisionWriter(log, { ...nobody, dropped }, silentLog, () => {});
  writer.add(
    Array.from({ length: 10_000 }, (_, i) => decision(`${i}`)),
    [],
  );
  writer.flush();
  writer.add([decision('one too many')], []);
  expect(dropped).toHaveBeenLastCalledWith(1);
  fail();
  await writer.drained();
  expect(dropped).toHaveBeenLastCalledWith(10_000);
});

it('drops a decision that cannot be written alone, not its neighbours', async () => {
  const log = new MemoryDecisionLog();
  const append = log.append.bind(log);
  log.append = async (decisions, sets) => {
    if (decisions.some(({ shopper }) => shopper?.includes('\0')))
      throw new ArmoireError('INVALID_INPUT', 'holds NUL');
    await append(decisions, sets);
  };
  const dropped = vi.fn();
  const writer = new DecisionWriter(log, nobody, silentLog, dropped);
  const poisoned = { ...decision('2'), shopper: 'e\0' };
  for (const each of [decision('1'), poisoned, decision('3')]) writer.add([each], []);
  await writer.drained();
  expect((await log.get('lamps', ['1', '2', '3'])).map(({ id }) => id)).toEqual(['1', '3']);
  expect(dropped.mock.calls).toEqual([[[poisoned]]]);
});
