import { Badge, Text } from '@medusajs/ui';
import * as documents from '../api/documents.ts';
import type { Rung, VariantPrices } from '../api/types.ts';
import { useLive } from '../hooks/live.ts';
import { useSince } from '../hooks/time.ts';
import { Curve } from '../parts/curve.tsx';
import { Rows } from '../parts/rows.tsx';
import { Between, Soft } from '../parts/small.tsx';
import { Empty, Loaded } from '../parts/states.tsx';
import { useWords } from '../words/index.ts';
import { Part } from './part.tsx';
import { marksOf, placesOf, within } from './picture.ts';

interface PricesProps {
  readonly product: string;
  readonly title: string;
}

/** What each price of a product's variants is believed to bring, or what to do to see it. */
export function Prices({ product, title }: PricesProps) {
  const { words } = useWords();
  const texts = words.widget;
  const since = useSince(30);
  const live = useLive(documents.priceHistory, { product, since });
  const priced = live.data?.points.some(({ kind }) => kind === 'price') ?? false;
  const pictured = live.data?.priceHistory.some(({ rungs }) => rungs.length > 0) ?? false;
  return (
    <Part title={texts.prices} hint={pictured ? texts.picture : undefined}>
      <Loaded of={live}>
        {({ priceHistory }) =>
          !priced ? (
            <Empty title={texts.noPoint}>{texts.noPointHint}</Empty>
          ) : priceHistory.length === 0 ? (
            <Empty title={texts.unknown}>{texts.unknownHint}</Empty>
          ) : (
            priceHistory.map((variant) => (
              <Variant
                key={variant.variant}
                of={variant}
                name={priceHistory.length === 1 ? undefined : (variant.title ?? variant.variant)}
                product={title}
              />
            ))
          )
        }
      </Loaded>
    </Part>
  );
}

interface VariantProps {
  readonly of: VariantPrices;
  /** Absent for the only one. */
  readonly name: string | undefined;
  /** What the product is called. */
  readonly product: string;
}

function Variant({ of, name, product }: VariantProps) {
  const { words, format } = useWords();
  const texts = words.widget;
  const { currency, regular, rungs, worthUnit } = of;
  const places = placesOf(of);
  const what = name === undefined ? product : `${product}, ${name}`;
  return (
    <div className="border-ui-border-base border-t">
      <div className="flex flex-col gap-y-2 px-6 py-4">
        {name !== undefined && (
          <Text size="small" weight="plus">
            {name} <Soft>{format.money(regular)}</Soft>
          </Text>
        )}
        {places.length < 2 ? (
          <Text size="small" className="text-ui-fg-subtle">
            {texts.unlearned}
          </Text>
        ) : (
          <Curve
            label={texts.curve(what)}
            places={places}
            marks={marksOf(rungs)}
            writeX={(amount) => format.money({ amount, currency })}
            writeY={(value) =>
              worthUnit === 'money' ? format.major(value, currency) : format.number(value, 2)
            }
          />
        )}
      </div>
      {rungs.length > 0 && (
        <details className="border-ui-border-base border-t">
          <summary className="txt-compact-small-plus text-ui-fg-subtle cursor-pointer px-6 py-3">
            {texts.table}
          </summary>
          <Rungs name={what} rungs={rungs} />
        </details>
      )}
    </div>
  );
}

function Rungs({ name, rungs }: { readonly name: string; readonly rungs: readonly Rung[] }) {
  const { words, format } = useWords();
  const texts = words.widget;
  return (
    <Rows
      caption={texts.curve(name)}
      columns={[
        {
          head: texts.price,
          name: true,
          cell: ({ price, taken }) => (
            <>
              {format.money(price)} {taken && <Badge size="2xsmall">{texts.holds}</Badge>}
            </>
          ),
        },
        {
          head: texts.chance,
          number: true,
          cell: ({ probability }) => (probability === null ? words.none : format.percent(probability)),
        },
        {
          head: texts.believed,
          number: true,
          cell: ({ mean, deviation }) => {
            if (mean === null) return words.none;
            const half = within * (deviation ?? 0);
            return (
              <>
                {format.number(mean, 2)}{' '}
                <Between low={format.number(mean - half, 2)} high={format.number(mean + half, 2)} />
              </>
            );
          },
        },
        {
          head: texts.removed,
          cell: ({ rule }) => (rule === null ? words.none : (words.prices.guards[rule] ?? rule)),
        },
      ]}
      rows={rungs}
      keyOf={({ price }) => String(price.amount)}
    />
  );
}
