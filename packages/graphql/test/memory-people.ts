import type { PeopleGateway } from '../src/index.ts';
import { noon } from './fixtures.ts';

const counts = { events: 3, decisions: 2, outcomes: 2, samples: 1 };

/** A shop that holds something of everybody; it notes whom it is told to forget. */
export function memoryPeople(calls: unknown[][]): PeopleGateway {
  return {
    held: async ({ shopper, session, customer }) => ({
      shoppers: shopper === undefined ? [] : [shopper],
      sessions: session === undefined ? [] : [session],
      customers: customer === undefined ? [] : [customer],
      ...counts,
      firstAt: noon,
    }),
    async erase(who, why, actor) {
      calls.push(['erase', who, why, actor]);
      return { id: 'erasure1', at: noon, ...counts };
    },
  };
}
