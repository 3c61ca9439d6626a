import { Table } from '@medusajs/ui';
import { type ReactNode, useSyncExternalStore } from 'react';

export interface Column<Row> {
  readonly head: string;
  readonly cell: (row: Row) => ReactNode;
  readonly number?: boolean;
  /** Names the row: it stands first, and heads its card where there is little room. */
  readonly name?: boolean;
}

interface RowsProps<Row> {
  /** What the table is of, for screen readers: a heading says it to all others. */
  readonly caption: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly keyOf: (row: Row) => string;
}

const query = '(max-width: 767px)';

function watch(changed: () => void): () => void {
  const media = window.matchMedia(query);
  media.addEventListener('change', changed);
  return () => media.removeEventListener('change', changed);
}

const narrow = () => window.matchMedia(query).matches;

/** A table; where there is little room, a card for each row. */
export function Rows<Row>(props: RowsProps<Row>) {
  const cards = useSyncExternalStore(watch, narrow);
  return cards ? <Cards {...props} /> : <Wide {...props} />;
}

function Wide<Row>({ caption, columns, rows, keyOf }: RowsProps<Row>) {
  const side = ({ number }: Column<Row>) => (number ? 'text-right' : 'text-left');
  return (
    <Table>
      <caption className="sr-only">{caption}</caption>
      <Table.Header>
        <Table.Row>
          {columns.map((column) => (
            <Table.HeaderCell key={column.head} scope="col" className={side(column)}>
              {column.head}
            </Table.HeaderCell>
          ))}
        </Table.Row>
      </Table.Header>
      <Table.Body className="border-b-0 [&_tr:last-child]:border-b-0">
        {rows.map((row) => (
          <Table.Row key={keyOf(row)}>
            {columns.map((column) =>
              column.name ? (
                <th
                  key={column.head}
                  scope="row"
                  className="txt-compact-small-plus text-ui-fg-base h-12 py-2 pr-6 text-left"
                >
                  {column.cell(row)}
                </th>
              ) : (
                <Table.Cell
                  key={column.head}
                  className={`h-12 py-2 ${side(column)} ${column.number ? 'whitespace-nowrap tabular-nums' : ''}`}
                >
                  {column.cell(row)}
                </Table.Cell>
              ),
            )}
          </Table.Row>
        ))}
      </Table.Body>
    </Table>
  );
}

function Cards<Row>({ caption, columns, rows, keyOf }: RowsProps<Row>) {
  const name = columns.find((column) => column.name);
  const rest = columns.filter((column) => column !== name);
  return (
    <ul aria-label={caption} className="divide-ui-border-base border-ui-border-base divide-y border-t">
      {rows.map((row) => (
        <li key={keyOf(row)} className="flex flex-col gap-y-1 px-6 py-3">
          {name !== undefined && (
            <div className="txt-compact-small-plus text-ui-fg-base break-words">{name.cell(row)}</div>
          )}
          <dl className="flex flex-col gap-y-1">
            {rest.map((column) => (
              <div key={column.head} className="flex items-baseline justify-between gap-x-4">
                <dt className="txt-compact-small text-ui-fg-subtle shrink-0">{column.head}</dt>
                <dd className="txt-compact-small min-w-0 break-words text-right">{column.cell(row)}</dd>
              </div>
            ))}
          </dl>
        </li>
      ))}
    </ul>
  );
}
