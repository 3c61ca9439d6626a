import { expect, it } from 'vitest';
import { experiment } from './experiment.ts';

it('a learner that is rewarded by profit is another one, among the same shoppers', async () => {
  const arms = ['profit-learner', 'learner'] as const;
  const { arms: reports, comparisons } = await experiment({
    sessions: 30,
    seed: 3,
    products: 10,
    drift: 0,
    arms,
  });
  const [profit, lines] = reports.map(({ summary }) => summary);
  expect(profit?.sessions).toBe(lines?.sessions);
  expect([...(profit?.shoppers.keys() ?? [])].sort()).toEqual([...(lines?.shoppers.keys() ?? [])].sort());
  expect(profit?.profit).not.toBe(lines?.profit);
  expect(comparisons).toMatchObject([{ arm: 'profit-learner', against: 'learner' }]);
}, 120_000);
