import { useState } from 'preact/hooks';
import * as documents from '../api/documents.ts';
import type { CatalogueProduct } from '../api/types.ts';
import { useLive } from '../hooks/live.ts';
import { go, href } from '../hooks/route.ts';
import { submitting, Text } from '../parts/form.tsx';
import { Link } from '../parts/link.tsx';
import { Empty, Loaded } from '../parts/states.tsx';
import { Table } from '../parts/table.tsx';
import { Title } from '../parts/title.tsx';
import type { ViewProps } from '../shell/views.ts';
import { type Format, useWords } from '../words/index.ts';

const shown = 50;

/** From the cheapest variant to the dearest. */
function pricesOf({ variants }: CatalogueProduct, format: Format): string {
  const prices = variants.map(({ price }) => price).sort((a, b) => a.amount - b.amount);
  const [low] = prices;
  const high = prices.at(-1);
  if (low === undefined || high === undefined) return '–';
  return low.amount === high.amount ? format.money(low) : `${format.money(low)} – ${format.money(high)}`;
}

/** The catalogue, searched. */
export function ArticlesView({ search }: ViewProps) {
  const { words, format } = useWords();
  const asked = search.get('q') ?? '';
  const [given, setGiven] = useState(asked);
  const live = useLive(
    documents.catalogue,
    { first: shown, ...(asked === '' ? {} : { search: asked }) },
    15_000,
  );
  const texts = words.articles;
  return (
    <>
      <Title text={words.nav.articles} />
      <search>
        <form class="filter" onSubmit={submitting(() => go(href(['articles'], { q: given })))}>
          <Text label={texts.search} hint={texts.searchHint} type="search" value={given} set={setGiven} />
          <div class="buttons">
            <button type="submit" class="button primary">
              {words.decisions.apply}
            </button>
          </div>
        </form>
      </search>
      <Loaded of={live}>
        {({ catalogue }) =>
          catalogue.length === 0 ? (
            <Empty title={texts.none}>{texts.noneHint}</Empty>
          ) : (
            <Table
              caption={words.nav.articles}
              columns={[
                {
                  head: texts.article,
                  name: true,
                  cell: ({ id, title }) => <Link to={href(['articles', id])}>{title}</Link>,
                },
                { head: texts.categories, wide: true, cell: ({ categories }) => categories.join(' › ') },
                { head: texts.price, kind: 'number', cell: (product) => pricesOf(product, format) },
                {
                  head: texts.state,
                  cell: ({ showable }) => (
                    <span class={`badge ${showable ? 'policy' : 'off'}`}>
                      {showable ? texts.shown : texts.notShown}
                    </span>
                  ),
                },
              ]}
              rows={catalogue}
              keyOf={({ id }) => id}
            />
          )
        }
      </Loaded>
    </>
  );
}
