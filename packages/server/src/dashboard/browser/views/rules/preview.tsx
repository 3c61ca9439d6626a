import { useState } from 'preact/hooks';
import { ask } from '../../api/ask.ts';
import * as documents from '../../api/documents.ts';
import type { Rule, RulesPreview } from '../../api/types.ts';
import { useAction } from '../../hooks/action.ts';
import { useLive } from '../../hooks/live.ts';
import { Select, submitting, Text } from '../../parts/form.tsx';
import { Section, Share } from '../../parts/small.tsx';
import { Empty, Failure } from '../../parts/states.tsx';
import { Table } from '../../parts/table.tsx';
import { useWords } from '../../words/index.ts';
import { nowhere, type SituationDraft, situationOf } from './situation.ts';

/** A shelf as it is, and as it would be. */
export function Preview({ rules }: { readonly rules: readonly Rule[] }) {
  const { words } = useWords();
  const texts = words.rules;
  const action = useAction();
  const points = useLive(documents.points, {}, 0);
  const shelves = points.data?.points.filter(({ kind }) => kind === 'shelf').map(({ id }) => id) ?? [];
  const [chosen, setChosen] = useState('');
  const [draft, setDraft] = useState(nowhere);
  const [found, setFound] = useState<RulesPreview>();
  const point = chosen === '' ? (shelves[0] ?? '') : chosen;
  const show = () =>
    action.run(async () => {
      const asked = { point, rules, ...situationOf(draft) };
      setFound((await ask(documents.previewRules, asked)).previewRules);
    });
  const field = (name: keyof SituationDraft) => ({
    value: draft[name],
    set: (value: string) => setDraft({ ...draft, [name]: value }),
  });
  return (
    <Section title={texts.preview} hint={texts.previewHint}>
      <form class="filter" onSubmit={submitting(() => void show())}>
        <Select
          label={texts.previewOf}
          value={point}
          set={setChosen}
          options={shelves.map((value) => ({ value, text: value }))}
        />
        <Text label={texts.pageProduct} {...field('product')} />
        <Text label={texts.pageCategory} {...field('category')} />
        <Text label={texts.pageMarket} {...field('market')} />
        <Text label={texts.pageChannel} {...field('channel')} />
        <Text label={texts.inCart} {...field('cart')} />
        <Text label={texts.shopperAge} {...field('age')} type="number" min={0} max={150} />
        <Text label={texts.shopper} {...field('shopper')} />
        <div class="buttons">
          <button type="submit" class="button" disabled={action.busy || point === ''}>
            {texts.show}
          </button>
        </div>
      </form>
      {action.error !== undefined && <Failure error={action.error} />}
      <div aria-live="polite">{found !== undefined && <Found preview={found} />}</div>
    </Section>
  );
}

function Found({ preview: { products } }: { readonly preview: RulesPreview }) {
  const { words, format } = useWords();
  const texts = words.rules;
  if (products.length === 0) return <Empty title={texts.noShelf} />;
  return (
    <Table
      caption={texts.chance}
      quiet={false}
      columns={[
        { head: words.articles.article, name: true, cell: ({ title }) => title },
        { head: texts.before, kind: 'number', cell: ({ before }) => <Share of={before} /> },
        { head: texts.after, kind: 'number', cell: ({ after }) => <Share of={after} /> },
        {
          head: texts.rule,
          wide: true,
          cell: ({ rules, barred }) => (
            <>
              {format.list(rules.map(({ id, effect }) => `${id} (${texts.effects[effect]})`))}
              {barred !== null && (
                <span class="soft">
                  {' '}
                  {texts.barred}: <span lang="en">{barred}</span>
                </span>
              )}
            </>
          ),
        },
      ]}
      rows={products}
      keyOf={({ product }) => product}
    />
  );
}
