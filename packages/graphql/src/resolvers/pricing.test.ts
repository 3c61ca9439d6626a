import { expect, test } from 'vitest';
import { ask } from '../../test/ask.ts';
import { experiment, fairness } from '../../test/memory-pricing.ts';
import { MemoryMerchant } from '../../test/merchant-gateway.ts';
import { merchantSchema } from '../schema/build.ts';

const schema = merchantSchema();

test('tests of prices, with what they tell and what they lack', async () => {
  const merchant = new MemoryMerchant();
  const { data } = await ask(
    schema,
    `{ priceExperiments {
      point name unit arms chooses from until stretch washout turn blocks linesWithoutCost
      results {
        arm metric currency missing { what have need }
        effect { control treatment value low high level blocks carryOver { value low high } }
      }
    } }`,
    { merchant },
  );
  const [first, second] = experiment.results;
  expect(data.priceExperiments).toEqual([
    {
      ...experiment,
      from: '1970-01-01T00:00:00.000Z',
      until: null,
      results: [first, { ...second, currency: null, effect: null }],
    },
  ]);
  expect(merchant.calls).toEqual([['experiments']]);
});

test('what markets, segments and times paid for the same articles', async () => {
  const merchant = new MemoryMerchant();
  const { data } = await ask(
    schema,
    `{ priceFairness(since: "1970-01-01T00:00:00Z") {
      since until pieces articles paid reduced decisions personal slots mixed level
      groups { dimension group pieces paid reduced difference { value low high articles } }
    } }`,
    { merchant },
  );
  const [market, weekday] = fairness.groups;
  expect(data.priceFairness).toEqual({
    ...fairness,
    ...{ since: '1970-01-01T00:00:00.000Z', until: '1970-01-02T00:00:00.000Z' },
    groups: [market, { ...weekday, difference: null }],
  });
  expect(merchant.calls).toEqual([['fairness', { since: 0 }]]);
});
