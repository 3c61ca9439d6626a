import { ArmoireError, type Instant } from '@armoire/protocol';

/** A place between two rows that are sorted by time and id. */
interface Place {
  readonly at: Instant;
  readonly id: string;
}

/** An opaque text for the place after a row. */
export function cursorOf(at: Instant, id: string): string {
  return Buffer.from(JSON.stringify([at, id])).toString('base64url');
}

/** @throws {@link ArmoireError} INVALID_INPUT for a text that {@link cursorOf} did not make. */
export function readCursor(cursor: string): Place {
  try {
    const [at, id]: unknown[] = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    if (typeof at === 'number' && typeof id === 'string') return { at, id };
  } catch {
    // Falls through to the one error for whatever else it may be.
  }
  throw new ArmoireError('INVALID_INPUT', 'The cursor was not made by this list', {
    fix: 'Pass the cursor of the previous page unchanged, or none to start again.',
    path: 'cursor',
  });
}
