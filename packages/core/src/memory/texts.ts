import { ArmoireError } from '@armoire/protocol';

/** NUL, or a half of a character outside the basic plane without its other half. */
const unstorable = /\0|\p{Surrogate}/u;

/**
 * Refuses what a database would refuse or change, so that what works in memory works everywhere.
 *
 * @throws ArmoireError INVALID_INPUT
 */
export function checkTexts(texts: readonly (string | undefined)[]): void {
  for (const text of texts) {
    if (text === undefined || !unstorable.test(text)) continue;
    throw new ArmoireError(
      'INVALID_INPUT',
      `${JSON.stringify(text.slice(0, 40))} holds characters that no text may hold`,
      { fix: 'Leave out NUL and unpaired surrogates.' },
    );
  }
}
