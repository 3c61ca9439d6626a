import { ArmoireError } from '@armoire/protocol';
import type { BulkRow } from './connection.ts';

/** A half of a character outside the basic plane, without its other half. */
const unpaired = /\p{Surrogate}/u;

/**
 * Refuses texts that a database would change on the way in (SQLite cuts them at NUL, PostgreSQL refuses NUL, both
 * replace half characters): an id that is read back as another one would pass for a duplicate.
 *
 * @throws {@link ArmoireError} INVALID_INPUT.
 */
export function checkTexts(rows: readonly BulkRow[]): void {
  for (const row of rows) {
    for (const value of row) {
      if (typeof value !== 'string' || !(value.includes('\0') || unpaired.test(value))) continue;
      throw new ArmoireError(
        'INVALID_INPUT',
        `${JSON.stringify(value.slice(0, 40))} holds characters that no text may hold`,
        {
          fix: 'Leave out NUL and unpaired surrogates.',
        },
      );
    }
  }
}
