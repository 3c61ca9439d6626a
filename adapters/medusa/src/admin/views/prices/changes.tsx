import { Button } from '@medusajs/ui';
import { ask } from '../../api/ask.ts';
import * as documents from '../../api/documents.ts';
import type { AuditLine } from '../../api/types.ts';
import { useAction } from '../../hooks/action.ts';
import { useTitles } from '../../hooks/titles.ts';
import { Rows } from '../../parts/rows.tsx';
import { Time, Value, Why } from '../../parts/small.tsx';
import { Empty } from '../../parts/states.tsx';
import { useWords } from '../../words/index.ts';
import { undoableOf } from './undoable.ts';

interface ChangesProps {
  /** The newest first. */
  readonly lines: readonly AuditLine[];
  readonly undone: () => Promise<void>;
}

/** What was done to prices, by whom and why; the newest of each product can be taken back. */
export function Changes({ lines, undone }: ChangesProps) {
  const { words } = useWords();
  const texts = words.prices;
  const action = useAction();
  const changes = lines.filter((line) => line.action.startsWith('price.'));
  const title = useTitles(changes.map(({ subject }) => subject));
  const undoable = undoableOf(changes);
  const undo = ({ id, subject }: AuditLine) =>
    action.run(async () => {
      await ask(documents.undo, { audit: id });
      await undone();
      return texts.undone(title(subject));
    });
  if (changes.length === 0) return <Empty title={texts.noChanges}>{texts.noChangesHint}</Empty>;
  return (
    <Rows
      caption={texts.changes}
      columns={[
        { head: texts.product, name: true, cell: ({ subject }) => title(subject) },
        { head: texts.change, cell: (line) => texts.actions[line.action] ?? line.action },
        { head: texts.before, number: true, cell: ({ before }) => <Value of={before} /> },
        { head: texts.after, number: true, cell: ({ after }) => <Value of={after} /> },
        { head: texts.when, cell: ({ at }) => <Time at={at} /> },
        { head: texts.by, cell: ({ actor }) => actor },
        { head: texts.why, cell: ({ why, cause }) => <Why cause={cause} why={why} /> },
        {
          head: texts.undo,
          number: true,
          cell: (line) =>
            undoable.has(line.id) && (
              <Button
                size="small"
                variant="secondary"
                aria-label={texts.undoOf(title(line.subject))}
                disabled={action.busy}
                onClick={() => void undo(line)}
              >
                {texts.undo}
              </Button>
            ),
        },
      ]}
      rows={changes}
      keyOf={({ id }) => id}
    />
  );
}
