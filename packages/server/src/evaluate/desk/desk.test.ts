import { manualClock, seededEntropy } from '@armoire/core';
import { minute } from '@armoire/protocol';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Both, dialects, startBoth } from '../../../test/databases.ts';
import { event, noon, using, type World } from '../../../test/world.ts';
import { createArmoire } from '../../armoire.ts';
import { type ShopRuntime, silentLog } from '../../runtime/index.ts';

const choice = { kind: 'choice', actions: ['a', 'b'], reward: { wait: '1m' }, steady: '0s' } as const;
const points = {
  banner: { ...choice, policy: 'uniform' },
  settled: { ...choice, policy: 'greedy' },
  quiet: choice,
} as const;

/** Shoppers who click "b" in seven of eight rounds, and "a" in one of four. */
async function trade({ armoire, graphql, clock }: World, rounds: number): Promise<void> {
  const shop = armoire.shop();
  for (let round = 0; round < rounds; round++) {
    const { data } = await graphql(`{
      banner: choice(point: "banner", visitor: { shopper: "s${round}" }) { token action }
      settled: choice(point: "settled", visitor: { shopper: "s${round}" }) { token action }
    }`);
    const at = clock.now();
    const clicks = [data.banner, data.settled].map(({ token, action }) =>
      event(likes(action, round) ? 'click' : 'impression', { action, token, at }),
    );
    await shop.ingest(clicks, 'browser');
    clock.advance(minute);
    if (round % 50 === 49) await learned(armoire);
  }
  clock.advance(10 * minute);
  await learned(armoire);
}

function likes(action: string, round: number): boolean {
  return action === 'b' ? round % 8 !== 0 : round % 4 === 0;
}

async function learned(armoire: World['armoire']): Promise<void> {
  await armoire.runDue();
  await armoire.shop().settled();
}

const fields = `state read startedBy failure { code message fix } report {
  decisions rows policies { name logged verdict values { estimator estimate { value low high }
  refusal { code message fix } difference { verdict } } } }`;
const start = (what: string) => `mutation { startEvaluation(${what}) { ${fields} } }`;
const look = `{ evaluation { ${fields} } }`;

describe('policies compared for a merchant', () => {
  it(
    'one at a time, in the background, and kept',
    () =>
      using({ shop: { points } }, async (world) => {
        const { admin, armoire } = world;
        expect((await admin(look)).data).toEqual({ evaluation: null });
        await trade(world, 520);
        const asked = 'point: "banner", policies: ["greedy", "uniform"]';
        const begun = await admin(start(asked));
        expect(begun.data.startEvaluation).toMatchObject({ state: 'running', report: null, failure: null });
        const second = await admin(start(asked));
        expect(second.errors?.[0]?.extensions.code).toBe('CONFLICT');
        expect(second.errors?.[0]?.message).toBe('An evaluation is under way');
        await armoire.runDue();
        const { evaluation } = (await admin(look)).data;
        expect(evaluation).toMatchObject({ state: 'done', read: null, failure: null });
        const [logged, greedy, uniform] = evaluation.report.policies;
        expect([logged.logged, logged.name, greedy.name]).toEqual([true, 'logged', 'greedy']);
        const of = (policy: typeof greedy) =>
          policy.values.map((each: typeof greedy.values) => each.difference.verdict);
        expect(of(greedy)).toEqual(['better', 'better', 'better']);
        expect(of(uniform)).toEqual(['not_told_apart', 'not_told_apart', 'not_told_apart']);
        for (const { estimate } of greedy.values) {
          expect(estimate.low).toBeLessThan(estimate.value);
          expect(estimate.value).toBeGreaterThan(0.75);
        }
        const [names] = [(await admin('{ evaluationPolicies }')).data.evaluationPolicies];
        expect(names).toEqual(expect.arrayContaining(['configured', 'uniform', 'squarecb']));
      }),
    60_000,
  );

  it(
    'is refused a verdict on a deterministic log, and on one that is too small',
    () =>
      using({ shop: { points } }, async (world) => {
        const { admin, armoire } = world;
        await trade(world, 60);
        const refusals = [];
        for (const point of ['settled', 'banner']) {
          await admin(start(`point: "${point}", policies: ["uniform"]`));
          await armoire.runDue();
          const { evaluation } = (await admin(look)).data;
          expect(evaluation.state).toBe('done');
          const { values, verdict } = evaluation.report.policies[1];
          expect(verdict).toBe('not_enough_evidence');
          refusals.push(values[0].refusal);
        }
        expect(refusals[0]).toMatchObject({
          code: 'DETERMINISTIC_LOG',
          message: 'The log was made by a deterministic policy, which supports no other (support: none)',
        });
        // The one before is not kept: nobody looks at it again.
        expect(await armoire.storage.settings.history('lamps', 'evaluation', 10)).toHaveLength(1);
        expect(refusals[1].message).toMatch(/^The effective sample size is \d+\.\d, below 100$/);
        expect(refusals[1].fix).toContain('Log more decisions');
      }),
    60_000,
  );

  it('fails in words, and another may follow', () =>
    using({ shop: { points } }, async ({ admin, armoire }) => {
      const told = async () => {
        await admin(start('point: "quiet"'));
        await armoire.runDue();
        return (await admin(look)).data.evaluation;
      };
      const failure = { code: 'NOT_FOUND', message: 'Point "quiet" has no decisions' };
      expect(await told()).toMatchObject({ state: 'failed', failure, report: null });
      expect(await told()).toMatchObject({ state: 'failed', failure });
    }));

  it('refuses at once what could only fail', () =>
    using({ shop: { points } }, async ({ admin }) => {
      const many = JSON.stringify([...'abcdefg']);
      const noon = '"2026-01-31T12:00:00Z"';
      for (const [code, what] of [
        ['UNKNOWN_POINT', 'point: "attic"'],
        ['INVALID_INPUT', 'point: "banner", policies: ["best"]'],
        ['INVALID_INPUT', `point: "banner", policies: ${many}`],
        ['INVALID_INPUT', 'point: "banner", estimators: ["guess"]'],
        ['INVALID_INPUT', `point: "banner", since: ${noon}, until: ${noon}`],
        ['INVALID_INPUT', 'point: "banner", places: 0'],
      ] as const) {
        const { errors } = await admin(start(what));
        expect([what, errors?.[0]?.extensions.code]).toEqual([what, code]);
      }
      expect((await admin(look)).data).toEqual({ evaluation: null });
    }));
});

let both: Both;

beforeAll(async () => {
  both = await startBoth();
}, 60_000);
afterAll(() => both.stop());

describe.each(dialects)('on %s', (dialect) => {
  it('an evaluation that was stopped with its node is done by the next', async () => {
    const url = await both.make(dialect);
    const clock = manualClock(noon);
    const open = () =>
      createArmoire(
        {
          storage: url,
          tokens: { secret: 'x'.repeat(32) },
          shops: [{ id: 'lamps', currency: 'EUR', points }],
        },
        { clock, entropy: seededEntropy(1), log: silentLog, jobs: false },
      );
    const state = async ({ evaluations }: ShopRuntime) => (await evaluations.current())?.state;
    const first = await open();
    const shop = first.shop();
    try {
      for (let i = 0; i < 3; i++)
        await shop.engine.choice({ point: 'banner', visitor: { shopper: `s${i}` }, situation: {} });
      clock.advance(minute * 10);
      await shop.evaluations.start({ point: 'banner', policies: ['uniform'] }, 'ann');
      shop.evaluations.stop();
      await expect(shop.evaluations.run()).rejects.toMatchObject({ code: 'STORAGE_UNAVAILABLE' });
      expect(await state(shop)).toBe('running');
    } finally {
      await first.close();
    }
    const second = await open();
    try {
      expect(await state(second.shop())).toBe('running');
      await second.shop().evaluations.run();
      const found = await second.shop().evaluations.current();
      expect(found).toMatchObject({ state: 'done', startedBy: 'ann', point: 'banner' });
      expect(found?.report?.policies.map(({ verdict }) => verdict)).toEqual([
        'not enough evidence',
        'not enough evidence',
      ]);
    } finally {
      await second.close();
    }
  }, 60_000);
});
