import type { AuditLine } from '../../api/types.ts';

const changes: ReadonlySet<string> = new Set(['price.set', 'price.write']);
/** After these a change before them no longer stands, or soon does not. */
const ending: ReadonlySet<string> = new Set(['price.undo', 'price.edit', 'price.approve']);

/**
 * The lines that can be taken back: of each subject the newest change of its price, where nothing has ended it. That
 * another price was only proposed for it, rejected, or refused by the guard, ends nothing.
 *
 * @param lines newest first
 */
export function undoableOf(
  lines: readonly Pick<AuditLine, 'id' | 'subject' | 'action'>[],
): ReadonlySet<string> {
  const seen = new Set<string>();
  const undoable = new Set<string>();
  for (const { id, subject, action } of lines) {
    if (seen.has(subject) || !(changes.has(action) || ending.has(action))) continue;
    seen.add(subject);
    if (changes.has(action)) undoable.add(id);
  }
  return undoable;
}
