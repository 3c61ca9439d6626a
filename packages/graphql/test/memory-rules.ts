import type { RulesGateway, RulesVersion } from '../src/index.ts';
import { noon } from './fixtures.ts';

/** One saved version of rules; it notes what it is asked. */
export function memoryRules(calls: unknown[][]): RulesGateway {
  const saved: RulesVersion = {
    version: 3,
    at: noon,
    actor: 'dora',
    why: 'autumn',
    rules: [
      { id: 'few', effect: 'at-most', count: 1, select: { brands: ['Nord'], price: { from: 100 } } },
      {
        id: 'bought',
        effect: 'hide-bought',
        afterDays: 30,
        except: { options: [{ name: 'size', values: ['M'] }] },
        when: { points: ['home'], from: noon, weekdays: ['monday'] },
      },
      { id: 'first', effect: 'pin', product: 'lamp', position: 0, paused: true },
    ],
  };
  const shelf = {
    places: [{ product: 'lamp', title: 'Lamp', propensity: 1, reasons: [{ code: 'pinned' }] }],
  };
  return {
    current: async () => saved,
    async history(limit, before) {
      calls.push(['history', limit, before]);
      return [saved];
    },
    async preview(trial) {
      calls.push(['preview', trial]);
      const rules = [{ id: 'first', effect: 'hide-bought' as const }];
      const product = { product: 'lamp', title: 'Lamp', before: 0.25, after: 1, rules, barred: 'age' };
      return { before: shelf, after: shelf, products: [product] };
    },
    async save(expected, rules, why, actor) {
      calls.push(['save', expected, rules, why, actor]);
      return saved;
    },
    async revert(version, expected, why, actor) {
      calls.push(['revert', version, expected, why, actor]);
      return saved;
    },
  };
}
