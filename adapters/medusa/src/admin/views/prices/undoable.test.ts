import { expect, it } from 'vitest';
import { undoableOf } from './undoable.ts';

const line = (id: string, subject: string, action: string) => ({ id, subject, action });

it('lets of each product only its newest change be taken back', () => {
  const lines = [
    line('5', 'mug', 'price.write'),
    line('4', 'pot', 'price.undo'),
    line('3', 'pot', 'price.write'),
    line('2', 'mug', 'price.write'),
    line('1', 'cup', 'price.edit'),
  ];
  expect([...undoableOf(lines)]).toEqual(['5']);
});

it('looks past what somebody said of a price', () => {
  const lines = [line('2', 'mug', 'price.approve'), line('1', 'mug', 'price.write')];
  expect([...undoableOf(lines)]).toEqual(['1']);
});
