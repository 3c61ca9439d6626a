import { Badge, Button } from '@medusajs/ui';
import { useState } from 'react';
import * as documents from '../../api/documents.ts';
import type { Decision } from '../../api/types.ts';
import { useLive } from '../../hooks/live.ts';
import { useTitles } from '../../hooks/titles.ts';
import { Explained } from '../../parts/explained.tsx';
import { Rows } from '../../parts/rows.tsx';
import { Section } from '../../parts/section.tsx';
import { Time } from '../../parts/small.tsx';
import { Empty, Loaded } from '../../parts/states.tsx';
import { useWords } from '../../words/index.ts';

const looked = 8;
/** Chosen actions that are named in the list. */
const named = 3;

/** The newest decisions of a point; each says why it fell as it did. */
export function Newest({ point }: { readonly point: string }) {
  const { words, format } = useWords();
  const texts = words.points;
  const live = useLive(documents.decisions, { first: looked, point });
  const [asked, setAsked] = useState<string>();
  const nodes = live.data?.decisions.nodes ?? [];
  const shown = nodes.flatMap(({ kind, chosen, price }) =>
    price !== null ? [price.variant] : kind === 'shelf' ? chosen.slice(0, named) : [],
  );
  const title = useTitles(shown);
  const chosenOf = ({ chosen, price }: Decision) => {
    if (price !== null) return `${title(price.variant)}, ${format.money(price.amount)}`;
    if (chosen.length === 0) return texts.nothing;
    const more = chosen.length > named ? ` ${texts.more(format.number(chosen.length - named))}` : '';
    return `${chosen.slice(0, named).map(title).join(' · ')}${more}`;
  };
  return (
    <Section title={texts.latest}>
      <Loaded of={live}>
        {({ decisions }) =>
          decisions.nodes.length === 0 ? (
            <Empty title={texts.quiet}>{texts.quietHint}</Empty>
          ) : (
            <Rows
              caption={texts.latest}
              columns={[
                { head: texts.when, name: true, cell: ({ at }) => <Time at={at} /> },
                {
                  head: texts.source,
                  cell: ({ source }) => <Badge size="2xsmall">{words.sources[source] ?? source}</Badge>,
                },
                { head: texts.chosen, cell: chosenOf },
                {
                  head: texts.why,
                  number: true,
                  cell: ({ id, at }) => (
                    <Button
                      size="small"
                      variant={id === asked ? 'primary' : 'secondary'}
                      aria-pressed={id === asked}
                      aria-label={texts.whyOf(format.time(at))}
                      onClick={() => setAsked(id === asked ? undefined : id)}
                    >
                      {texts.why}
                    </Button>
                  ),
                },
              ]}
              rows={decisions.nodes}
              keyOf={({ id }) => id}
            />
          )
        }
      </Loaded>
      {asked !== undefined && <Explanation decision={asked} />}
    </Section>
  );
}

function Explanation({ decision }: { readonly decision: string }) {
  const { words } = useWords();
  const live = useLive(documents.explain, { decision }, 0);
  const places = live.data?.explain.places ?? [];
  const title = useTitles(
    live.data?.explain.decision.kind === 'shelf' ? places.map(({ action }) => action) : [],
  );
  return (
    <div aria-live="polite">
      <Loaded of={live}>
        {() =>
          places.length === 0 ? (
            <Empty title={words.points.nothing} />
          ) : (
            <ol
              aria-label={words.points.whyTitle}
              className="border-ui-border-base flex flex-col gap-y-4 border-t px-6 py-4"
            >
              {places.map((place) => (
                <li key={place.action}>
                  <Explained place={place} title={title(place.action)} />
                </li>
              ))}
            </ol>
          )
        }
      </Loaded>
    </div>
  );
}
