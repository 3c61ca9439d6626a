import { describe } from 'vitest';
import { testCandidateSource } from '../testing/index.ts';
import { buyAgain, newest, popularInCategory, recentlyViewed, together, trending } from './index.ts';

describe.each([
  ['together', () => together({ neighbours: 2, memory: 3 })],
  ['popular', () => popularInCategory({ size: 4 })],
  ['trending', () => trending({ size: 4, atLeast: 1 })],
  ['newest', () => newest()],
  ['buy again', () => buyAgain()],
  ['recently viewed', () => recentlyViewed()],
])('%s', (_, make) => testCandidateSource(make));
