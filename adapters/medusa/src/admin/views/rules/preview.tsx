import { Select } from '@medusajs/ui';
import { useId, useState } from 'react';
import * as documents from '../../api/documents.ts';
import { useLive } from '../../hooks/live.ts';
import { Rows } from '../../parts/rows.tsx';
import { Section } from '../../parts/section.tsx';
import { Share, Soft } from '../../parts/small.tsx';
import { Empty, Loaded } from '../../parts/states.tsx';
import { useWords } from '../../words/index.ts';

/** What is estimated from samples may come out a little above one. */
const chance = (estimate: number) => Math.min(1, estimate);

/** A shelf as it is, and as it would be without rules. */
export function Preview() {
  const { words } = useWords();
  const texts = words.rules;
  const points = useLive(documents.points, {}, 0);
  const [chosen, setChosen] = useState<string>();
  const id = useId();
  return (
    <Loaded of={points}>
      {(data) => {
        const shelves = data.points.filter(({ kind }) => kind === 'shelf');
        const point = chosen ?? shelves[0]?.id;
        return (
          <Section
            title={texts.preview}
            hint={texts.previewHint}
            aside={
              point !== undefined && (
                <div className="flex items-center gap-x-2">
                  <label htmlFor={id} className="txt-compact-small text-ui-fg-subtle">
                    {texts.shelf}
                  </label>
                  <Select size="small" value={point} onValueChange={setChosen}>
                    <Select.Trigger id={id} className="min-w-44">
                      <Select.Value />
                    </Select.Trigger>
                    <Select.Content>
                      {shelves.map((shelf) => (
                        <Select.Item key={shelf.id} value={shelf.id}>
                          {shelf.id}
                        </Select.Item>
                      ))}
                    </Select.Content>
                  </Select>
                </div>
              )
            }
          >
            {point === undefined ? <Empty title={texts.noShelves} /> : <Shelf point={point} />}
          </Section>
        );
      }}
    </Loaded>
  );
}

function Shelf({ point }: { readonly point: string }) {
  const { words } = useWords();
  const texts = words.rules;
  const live = useLive(documents.previewRules, { point, rules: [] }, 0);
  return (
    <Loaded of={live}>
      {({ previewRules: { products } }) =>
        products.length === 0 ? (
          <Empty title={texts.noShelf}>{texts.noShelfHint}</Empty>
        ) : (
          <Rows
            caption={texts.preview}
            columns={[
              {
                head: texts.product,
                name: true,
                cell: ({ title, before, after }) => (
                  <>
                    {title} {before === 0 && after > 0 && <Soft>{texts.barred}</Soft>}
                  </>
                ),
              },
              { head: texts.now, number: true, cell: ({ before }) => <Share of={chance(before)} /> },
              { head: texts.without, number: true, cell: ({ after }) => <Share of={chance(after)} /> },
            ]}
            rows={products}
            keyOf={({ product }) => product}
          />
        )
      }
    </Loaded>
  );
}
