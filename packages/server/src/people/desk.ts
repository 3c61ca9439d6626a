import type { Clock, Entropy, People, PersonName } from '@armoire/core';
import type { PeopleGateway, PersonErasure, PersonSummary } from '@armoire/graphql';
import { erasePerson, hashedName, type Storage } from '@armoire/storage';
import type { ShopSettings } from '../config/index.ts';
import { heldOf } from './held.ts';
import { namesOfPerson } from './ids.ts';
import { personLines } from './lines.ts';
import { subtractFrom } from './subtract.ts';
import { parseWho, parseWhy } from './who.ts';

export interface PeopleDeskParts {
  readonly settings: ShopSettings;
  readonly storage: Storage;
  readonly clock: Clock;
  readonly entropy: Pick<Entropy, 'id'>;
  readonly people: People;
  /** Resolves when all that this node took is written and learned, and it knows what others took. */
  readonly ready: () => Promise<void>;
  /** Makes the memory of this node anew, without whoever was erased. */
  readonly forget: () => Promise<void>;
}

/** Answers what people may ask of a shop that is served: what it holds of them, and to be forgotten. */
export class PeopleDesk implements PeopleGateway {
  readonly #parts: PeopleDeskParts;

  constructor(parts: PeopleDeskParts) {
    this.#parts = parts;
  }

  /** @throws ArmoireError INVALID_INPUT */
  async held(who: Readonly<Record<string, unknown>>): Promise<PersonSummary> {
    const { storage, settings } = this.#parts;
    return await heldOf(storage, settings.id, await this.#names(who));
  }

  /**
   * Everything that is held of a person, as lines of JSON. Writes an audit line, under a salted hash.
   *
   * @throws ArmoireError INVALID_INPUT
   */
  async export(who: Readonly<Record<string, unknown>>, actor: string): Promise<AsyncIterable<string>> {
    const { storage, settings } = this.#parts;
    const names = await this.#names(who);
    const [first] = names;
    const subject = first === undefined ? 'person' : `person:${hashedName(settings.id, first)}`;
    await this.#audit({ actor, action: 'person.export', subject });
    return personLines(storage, settings.id, names);
  }

  /** @throws ArmoireError INVALID_INPUT, or CONFLICT when the person is being learned from right now */
  async erase(who: Readonly<Record<string, unknown>>, why: unknown, actor: string): Promise<PersonErasure> {
    const { storage, settings, clock, forget } = this.#parts;
    const names = await this.#names(who);
    const reason = parseWhy(why, names);
    const at = clock.now();
    const done = await erasePerson(storage, settings.id, names, at, subtractFrom([settings]));
    await forget();
    const { id, events, decisions, outcomes, samples } = done;
    const after = { events, decisions, outcomes, samples };
    await this.#audit({ actor, action: 'person.erase', subject: `person:${id}`, after, why: reason });
    return { id, at, ...after };
  }

  async #names(input: Readonly<Record<string, unknown>>): Promise<readonly PersonName[]> {
    const { storage, settings, people, ready } = this.#parts;
    const who = parseWho(input);
    await ready();
    return await namesOfPerson(storage, settings.id, [who], people);
  }

  async #audit(line: {
    readonly actor: string;
    readonly action: string;
    readonly subject: string;
    readonly after?: unknown;
    readonly why?: string;
  }): Promise<void> {
    const { storage, settings, clock, entropy } = this.#parts;
    const at = clock.now();
    await storage.audit.append([{ id: entropy.id(at), shop: settings.id, at, ...line }]);
  }
}
