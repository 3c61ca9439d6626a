import type { VariantPrices } from '../../api/types.ts';
import { Curve, type CurveMark } from '../../parts/curve.tsx';
import { useWords } from '../../words/index.ts';

type Rung = VariantPrices['rungs'][number];

/** Of a normal distribution: 95 % lie within so many deviations. */
const within = 1.96;

function markOf({ price, rule, probability, taken }: Rung): CurveMark {
  return {
    x: price.amount,
    kind: rule === null ? 'open' : 'removed',
    taken,
    ...(probability === null ? {} : { share: probability }),
  };
}

/** Why a price is what it is: demand and what it brings, each with its band, and the rungs on them. The table says it in numbers. */
export function Picture({ of }: { readonly of: VariantPrices }) {
  const { words, format } = useWords();
  const texts = words.articles;
  const { rungs, demand, worthUnit, currency, title, variant } = of;
  const marks = rungs.map(markOf);
  const name = title ?? variant;
  const worth =
    demand.length > 1
      ? demand.map(({ amount, worth }) => ({ x: amount, ...worth }))
      : rungs.flatMap(({ price, mean, deviation }) => {
          if (mean === null) return [];
          const half = within * (deviation ?? 0);
          return [{ x: price.amount, mean, low: mean - half, high: mean + half }];
        });
  if (worth.length < 2) return null;
  const shared = {
    marks,
    writeX: (amount: number) => format.money({ amount, currency }),
  };
  const inNumber = (value: number) => format.number(value, 2);
  const inMoney = (value: number) => format.major(value, currency);
  return (
    <>
      <p class="hint">{texts.pictureHint}</p>
      <div class="charts">
        {demand.length > 1 && (
          <figure class="chart">
            <figcaption>{texts.demandChart(name)}</figcaption>
            <Curve
              label={texts.demandChart(name)}
              places={demand.map(({ amount, units }) => ({ x: amount, ...units }))}
              writeY={inNumber}
              {...shared}
            />
          </figure>
        )}
        <figure class="chart">
          <figcaption>{texts.worthChart(name)}</figcaption>
          <Curve
            label={texts.worthChart(name)}
            places={worth}
            writeY={worthUnit === 'money' ? inMoney : inNumber}
            {...shared}
          />
        </figure>
      </div>
    </>
  );
}
