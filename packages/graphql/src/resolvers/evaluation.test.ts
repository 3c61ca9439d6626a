import { expect, test } from 'vitest';
import { ask } from '../../test/ask.ts';
import { MemoryMerchant } from '../../test/merchant-gateway.ts';
import { merchantSchema } from '../index.ts';

const schema = merchantSchema();

test('an evaluation tells values with their verdict, or the refusal with what to do', async () => {
  const query = `{
    evaluationPolicies
    evaluation {
      state point startedBy startedAt failure { code }
      report {
        level decisions leftOut { reason count }
        policies {
          name verdict effectiveSampleSize weights { rows }
          values { estimator estimate { low value high } refusal { code fix } difference { verdict low } }
        }
      }
    }
  }`;
  const { data, errors } = await ask(schema, query, { merchant: new MemoryMerchant() });
  expect(errors).toBeUndefined();
  expect(data.evaluationPolicies).toEqual(['configured', 'uniform']);
  expect(data.evaluation).toMatchObject({ state: 'done', startedBy: 'ann', failure: null });
  const [uniform, greedy] = data.evaluation.report.policies;
  expect(uniform).toMatchObject({
    verdict: 'estimate',
    weights: [{ rows: 500 }],
    values: [{ estimate: { low: 0.1, value: 0.2, high: 0.3 }, refusal: null }],
  });
  expect(uniform.values[0].difference).toEqual({ verdict: 'not_told_apart', low: -0.1 });
  expect(greedy).toMatchObject({
    verdict: 'not_enough_evidence',
    values: [{ estimate: null, refusal: { code: 'EMPTY_LOG', fix: 'Wait.' }, difference: null }],
  });
});

test('one is started with who asks for it; what is null was not given', async () => {
  const merchant = new MemoryMerchant();
  const source = `mutation {
    startEvaluation(point: "home.top", since: "2026-01-31T12:00:00Z", until: null, places: 3) { state read point }
  }`;
  const { data, errors } = await ask(schema, source, { merchant, actor: 'ann' });
  expect(errors).toBeUndefined();
  expect(data.startEvaluation).toEqual({ state: 'running', read: 12, point: 'home.top' });
  const since = Date.UTC(2026, 0, 31, 12);
  expect(merchant.calls).toEqual([['start', { point: 'home.top', policies: [], since, places: 3 }, 'ann']]);
  const nobody = await ask(schema, source, { merchant });
  expect(nobody.errors[0]?.extensions).toMatchObject({ code: 'UNAUTHENTICATED' });
});
