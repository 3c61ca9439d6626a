import { Button } from '@medusajs/ui';
import { useState } from 'react';
import * as documents from '../api/documents.ts';
import { useLive } from '../hooks/live.ts';
import { Rows } from '../parts/rows.tsx';
import { Section } from '../parts/section.tsx';
import { Empty, Loaded } from '../parts/states.tsx';
import { useWords } from '../words/index.ts';
import { PointActivity } from './points/activity.tsx';
import { Newest } from './points/newest.tsx';

/** Every point that decides, what it has learned from, and what the chosen one did. */
export function PointsView() {
  const { words, format } = useWords();
  const texts = words.points;
  const live = useLive(documents.points, {});
  const [chosen, setChosen] = useState<string>();
  const point = chosen ?? live.data?.points[0]?.id;
  return (
    <>
      <Section title={texts.title} hint={texts.hint}>
        <Loaded of={live}>
          {({ points }) =>
            points.length === 0 ? (
              <Empty title={texts.none}>{texts.noneHint}</Empty>
            ) : (
              <Rows
                caption={texts.title}
                columns={[
                  { head: texts.point, name: true, cell: ({ id }) => id },
                  { head: texts.kind, cell: ({ kind }) => texts.kinds[kind] },
                  { head: texts.policy, cell: ({ policy }) => policy.id },
                  { head: texts.samples, number: true, cell: ({ samples }) => format.number(samples) },
                  {
                    head: texts.show,
                    number: true,
                    cell: ({ id }) => (
                      <Button
                        size="small"
                        variant={id === point ? 'primary' : 'secondary'}
                        aria-pressed={id === point}
                        aria-label={texts.showOf(id)}
                        onClick={() => setChosen(id)}
                      >
                        {texts.show}
                      </Button>
                    ),
                  },
                ]}
                rows={points}
                keyOf={({ id }) => id}
              />
            )
          }
        </Loaded>
      </Section>
      {point !== undefined && (
        <>
          <PointActivity point={point} />
          <Newest key={point} point={point} />
        </>
      )}
    </>
  );
}
