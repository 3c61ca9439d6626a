import type { TrackedEvent } from './client/client.ts';
import type { Choice, Quote, Shelf } from './client/wire.ts';
import { defineChoice } from './elements/choice.ts';
import type { Happening } from './elements/element.ts';
import { definePrice } from './elements/price.ts';
import { defineShelf } from './elements/shelf.ts';

export { configure, consent, type ElementsOptions, shopper, track } from './elements/runtime.ts';

defineShelf();
definePrice();
defineChoice();

/** The details of the elements' events, for listeners in TypeScript. */
export interface ArmoireEvents {
  /** The fallback was replaced by an answer. */
  'armoire:ready': CustomEvent<{ readonly answer: Shelf | Quote | Choice }>;
  /** An impression was counted. */
  'armoire:shown': CustomEvent<Happening & Pick<TrackedEvent, 'kind'>>;
  'armoire:click': CustomEvent<Happening & Pick<TrackedEvent, 'kind'>>;
  /** There was no answer; the fallback stands. */
  'armoire:error': CustomEvent<{ readonly error: unknown }>;
}
