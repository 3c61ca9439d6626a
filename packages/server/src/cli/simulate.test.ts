import { execFile } from 'node:child_process';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

const main = join(resolve(import.meta.dirname, '../..'), 'src/cli/main.ts');

function simulated(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  const all = ['--conditions=armoire-source', main, 'simulate', ...args];
  return new Promise((done) => {
    const child = execFile(process.execPath, all, (_, out, err) =>
      done({ code: child.exitCode ?? -1, out, err }),
    );
  });
}

const small = ['--sessions', '60', '--products', '20'];

describe('armoire simulate', () => {
  it('compares arms on the same shoppers, the same for the same seed', async () => {
    const run = () => simulated(...small, '--seed', '3', '--arms', 'learner,random,popularity', '--json');
    const [{ code, out }, again] = [await run(), await run()];
    expect(code).toBe(0);
    expect(again.out).toBe(out);
    const { arms, differences, popularity, unit } = JSON.parse(out);
    expect(arms.map(({ arm }: { arm: string }) => arm)).toEqual(['learner', 'random', 'popularity']);
    expect(new Set(arms.map(({ sessions }: { sessions: number }) => sessions))).toEqual(new Set([60]));
    expect(unit).toBe('shopper');
    const [learner] = differences;
    expect(learner).toMatchObject({ arm: 'learner', against: 'popularity' });
    expect(learner.clicks.value).toBe(arms[0].clicks - arms[2].clicks);
    expect(learner.profit.low).toBeLessThan(learner.profit.value);
    // Tuned on other worlds than the one that is reported.
    expect(popularity.seeds).not.toContain(3);
    expect(popularity.tried).toHaveLength(5);
  }, 60_000);

  it('takes a world in which people search, things sell out and robots come', async () => {
    const world = ['--organic', '0.3', '--attention', 'cascade', '--season', '2', '--stock', '1'];
    const robots = ['--delivery', '1', '--crawlers', '0.1', '--scrapers', '0.1', '--farms', '0.02'];
    const arms = ['--arms', 'random,popularity', '--json'];
    const [{ code, out }, usual] = [
      await simulated(...small, ...world, ...robots, ...arms),
      await simulated(...small, ...arms),
    ];
    expect(code).toBe(0);
    expect(JSON.parse(out).arms[0].sessions).toBe(60);
    expect(out).not.toBe(usual.out);
  }, 60_000);

  it('says it in words, with a plot', async () => {
    const { code, out, err } = await simulated(...small, '--arms', 'random,popularity');
    expect([code, err]).toEqual([0, '']);
    expect(out).toContain('World 1: 60 sessions');
    expect(out).toMatch(/half-life of \d+ days/);
    expect(out).toMatch(/random − popularity, with intervals of 95 % over \d+ shoppers/);
    expect(out).toMatch(/0 ┼.*[•─]/);
  }, 60_000);

  it('compares the learner with itself', async () => {
    const few = ['--a-a', '--seeds', '5', '--sessions', '30', '--products', '10', '--json'];
    const { code, out } = await simulated(...few);
    const found = JSON.parse(out);
    expect(found).toMatchObject({ experiments: 5, share: found.covered / 5 });
    expect(code).toBe(found.holds ? 0 : 1);
  }, 60_000);

  it.each([
    [['--sessions', 'many'], /--sessions: "many" will not do. Give a whole number/],
    [['--arms', 'learner,best'], /no arm "best".*learner, popularity, random/],
    [['--arms', 'learner,learner'], /twice/],
    [['--drift', '-1'], /--drift/],
    [['--attention', 'none'], /Give position or cascade/],
    [['--organic', '2'], /organic = 2.*share from 0 to 1/],
    [['--stock', '0'], /--stock/],
  ])('refuses %j', async (args, message) => {
    const { code, err } = await simulated(...args);
    expect(code).toBe(2);
    expect(err).toMatch(message);
  });
});
