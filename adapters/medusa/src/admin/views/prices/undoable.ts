import type { AuditLine } from '../../api/types.ts';

/** What says of a price what it is, rather than what somebody thinks of it. */
const tells: ReadonlySet<string> = new Set([
  ...['price.set', 'price.write', 'price.undo', 'price.edit', 'price.kill'],
]);

/**
 * The ids of the lines that can be taken back: of each subject only the newest change.
 *
 * @param lines the newest first
 */
export function undoableOf(
  lines: readonly Pick<AuditLine, 'id' | 'subject' | 'action'>[],
): ReadonlySet<string> {
  const seen = new Set<string>();
  const undoable = new Set<string>();
  for (const { id, subject, action } of lines) {
    if (!tells.has(action) || seen.has(subject)) continue;
    seen.add(subject);
    if (action === 'price.set' || action === 'price.write') undoable.add(id);
  }
  return undoable;
}
