import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';

export interface Column<Row> {
  readonly head: string;
  readonly cell: (row: Row, index: number) => ComponentChildren;
  readonly kind?: 'number' | 'text' | 'actions';
  /** Left out where there is little room. */
  readonly wide?: boolean;
  /** Names the row. */
  readonly name?: boolean;
}

interface TableProps<Row> {
  readonly caption: string;
  /** Whether the caption is there for screen readers alone, since a heading says it. */
  readonly quiet?: boolean;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly keyOf: (row: Row, index: number) => string;
}

function classOf<Row>({ kind = 'text', wide = false }: Column<Row>): string {
  return `${kind}${wide ? ' wide' : ''}`;
}

/** A table that scrolls by itself where it is wider than its place. */
export function Table<Row>({ caption, quiet = true, columns, rows, keyOf }: TableProps<Row>) {
  const id = useId();
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reachable by keyboard
    <section class="scroll" aria-labelledby={id} tabIndex={0}>
      <table>
        <caption id={id} class={quiet ? 'said' : ''}>
          {caption}
        </caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column.head} scope="col" class={classOf(column)}>
                {column.kind === 'actions' ? <span class="said">{column.head}</span> : column.head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            <tr key={keyOf(row, index)}>
              {columns.map((column) =>
                column.name === true ? (
                  <th key={column.head} scope="row" class={classOf(column)}>
                    {column.cell(row, index)}
                  </th>
                ) : (
                  <td key={column.head} class={classOf(column)}>
                    {column.cell(row, index)}
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
