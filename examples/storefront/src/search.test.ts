import { expect, test } from 'vitest';
import { find } from './search.ts';

const ids = (query: string) => find(query).map(({ id }) => id);

test('finds by title, maker, tag and colour, titles first', () => {
  expect(ids('teapot')[0]).toBe('afternoon-teapot');
  expect(ids('norrby')).toEqual(
    expect.arrayContaining(['norrby-tumblers', 'norrby-carafe', 'cutting-station']),
  );
  expect(ids('tea')).not.toContain('attic-quilt');
  expect(ids('Tèa')[0]).toBe('afternoon-teapot');
  expect(ids('wool gift')).toContain('fell-throw');
});

test('finds nothing for nothing, and never what is hidden', () => {
  expect(ids('')).toEqual([]);
  expect(ids('  -- ')).toEqual([]);
  expect(ids('quantum')).toEqual([]);
  expect(ids('wedding')).toEqual([]);
});
