import { randomUUID } from 'node:crypto';
import type { CandidateSet, Decision, LearnedSample, Outcome, PersonName, StateDelta } from '@armoire/core';
import {
  ArmoireError,
  type DecisionId,
  type Instant,
  type LoggedEvent,
  type ShopId,
} from '@armoire/protocol';
import type { Storage } from './storage.ts';
import type { Erased } from './stores/erasure.ts';

/** One thing that is held of a person. */
export type PersonalRecord =
  | { readonly kind: 'event'; readonly value: LoggedEvent }
  | { readonly kind: 'decision'; readonly value: Decision }
  | { readonly kind: 'outcome'; readonly value: Outcome }
  | { readonly kind: 'sample'; readonly value: LearnedSample };

type Held = Pick<Storage, 'people' | 'state' | 'decisions'>;

const page = 500;
/** How often new samples of the person may come in between reading and erasing. */
const mostTries = 10;

/**
 * Everything that is held of a person, page by page, while the shop runs.
 *
 * @param names all names of the person, with their kinds (`People.names` in core).
 */
export async function* exportPerson(
  storage: Held,
  shop: ShopId,
  names: readonly PersonName[],
): AsyncIterable<PersonalRecord> {
  for (let after = 0; ; ) {
    const events = await storage.people.events(shop, names, after, page);
    for (const value of events) yield { kind: 'event', value };
    if (events.length === 0) break;
    after = events.at(-1)?.offset ?? 0;
  }
  for await (const decisions of decisionsOf(storage, shop, names)) {
    const ids = decisions.map(({ id }) => id);
    for (const value of decisions) yield { kind: 'decision', value };
    for (const value of await storage.state.outcomes(shop, ids)) yield { kind: 'outcome', value };
    for (const value of await storage.people.samples(shop, ids)) yield { kind: 'sample', value };
  }
}

/**
 * Says what samples added to the sums, negated, so that adding it takes them out again. Core's `Learned` computes it
 * as it computed the contribution.
 */
export type Subtract = (
  samples: readonly LearnedSample[],
  decisions: readonly Decision[],
  sets: readonly CandidateSet[],
) => readonly StateDelta[];

/**
 * Erases a person: their events, decisions, candidate sets that nobody else's decision chose from, outcomes and
 * samples are deleted, snapshots that mention them too (they are made anew from the log), and what their samples
 * taught is subtracted from the sums; all in one transaction. Hashes of the names stay, by which a restored backup
 * forgets them again, under the id of the erasure, and marks on the stretches of the logs that can no longer be replayed.
 *
 * @throws {@link ArmoireError} CONFLICT when samples of the person keep coming in.
 */
export async function erasePerson(
  storage: Held,
  shop: ShopId,
  names: readonly PersonName[],
  at: Instant,
  subtract: Subtract,
): Promise<Erased & { readonly id: string }> {
  const id = randomUUID();
  for (let tries = 0; tries < mostTries; tries++) {
    const samples: LearnedSample[] = [];
    const decisions: Decision[] = [];
    for await (const some of decisionsOf(storage, shop, names)) {
      const learned = await storage.people.samples(
        shop,
        some.map((decision) => decision.id),
      );
      const taught = new Set(learned.map(({ decision }) => decision));
      samples.push(...learned);
      decisions.push(...some.filter((decision) => taught.has(decision.id)));
    }
    const hashes = [...new Set(decisions.flatMap(({ candidateSet }) => candidateSet ?? []))];
    const deltas = subtract(samples, decisions, await storage.decisions.sets(shop, hashes));
    const erased = await storage.people.erase(shop, { id, at, names, samples: samples.length, deltas });
    if (erased.applied) return { ...erased, id };
  }
  throw new ArmoireError('CONFLICT', 'The person is being learned from right now', { fix: 'Try it again.' });
}

async function* decisionsOf(
  storage: Held,
  shop: ShopId,
  names: readonly PersonName[],
): AsyncIterable<readonly Decision[]> {
  for (let after: DecisionId = ''; ; ) {
    const decisions = await storage.people.decisions(shop, names, after, page);
    if (decisions.length === 0) return;
    yield decisions;
    after = decisions.at(-1)?.id ?? '';
  }
}
