import { expect, it } from 'vitest';
import { undoableOf } from './undoable.ts';

/** Of one subject, newest first. */
const undoable = (...actions: string[]) => [
  ...undoableOf(actions.map((action, i) => ({ id: `${action} ${i}`, subject: 'lamp', action }))),
];

it.each(['price.set', 'price.write'])('the newest %s can be taken back, and none before it', (change) => {
  expect(undoable(change, change)).toEqual([`${change} 0`]);
});

it.each(['price.reject', 'price.refuse', 'price.shadow'])(
  'still after a %s, which changes no price',
  (action) => {
    expect(undoable(action, 'price.write')).toEqual(['price.write 1']);
  },
);

it.each(['price.undo', 'price.edit', 'price.approve'])('not after a %s', (action) => {
  expect(undoable(action, 'price.write')).toEqual([]);
});

it('each subject has its own', () => {
  const line = (subject: string, action: string) => ({ id: `${subject} ${action}`, subject, action });
  const lines = [line('a', 'price.undo'), line('all prices', 'price.kill'), line('b', 'price.write')];
  expect([...undoableOf([...lines, line('a', 'price.write')])]).toEqual(['b price.write']);
});
