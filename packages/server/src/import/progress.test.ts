import { expect, test } from 'vitest';
import { createProgress, silent } from './progress.ts';

function setup(isTTY: boolean, columns = 200) {
  const written: string[] = [];
  const clock = { time: 0, monotonic: () => clock.time };
  const progress = createProgress({ stream: { isTTY, columns, write: (text) => written.push(text) }, clock });
  const at = (time: number, bytes: number): void => {
    clock.time = time;
    progress.update({ stage: 'importing', bytes, total: 8_000_000, rows: bytes / 100 });
  };
  return { at, progress, written };
}

test('a terminal gets a bar that is drawn over, at most ten times a second', () => {
  const { at, progress, written } = setup(true);
  at(1000, 2_000_000);
  at(1050, 3_000_000);
  at(2000, 4_000_000);
  progress.done();
  expect(written).toEqual([
    '\r\u001b[K[######------------------]  25% importing: 2.0 of 8.0 MB, 20,000 rows/s, 3 s left',
    '\r\u001b[K[############------------]  50% importing: 4.0 of 8.0 MB, 20,000 rows/s, 2 s left',
    '\r\u001b[K',
  ]);
});

test('the bar fits the terminal', () => {
  const { at, written } = setup(true, 40);
  at(1000, 2_000_000);
  expect(written[0]?.length).toBe('\r\u001b[K'.length + 39);
});

test('a log gets a line every five seconds', () => {
  const { at, progress, written } = setup(false);
  for (let time = 0; time <= 11_000; time += 500) at(time, time * 100);
  progress.done();
  expect(written).toEqual([
    '  6% importing: 0.5 of 8.0 MB, 1,000 rows/s, 1 min 15 s left\n',
    ' 12% importing: 1.0 of 8.0 MB, 1,000 rows/s, 1 min 10 s left\n',
  ]);
});

test('silent shows nothing', () => {
  silent.update({ stage: '', bytes: 0, total: 0, rows: 0 });
  silent.done();
});
