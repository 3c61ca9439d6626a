import type { DemandPriorFile } from '../config/policies/index.ts';
import type { PriceFit } from './fit.ts';

/** What a fit found, as the `prior` of a demand policy. */
export function priorFileOf(fit: PriceFit): DemandPriorFile {
  const { shop, days, kinds, articles, categories, since, until } = fit;
  return {
    demand: 1,
    shop,
    ...(since === undefined ? {} : { since }),
    ...(until === undefined ? {} : { until }),
    days,
    circumstances: kinds,
    categories: categories.map(({ category, prior: { mean, deviation } }) => ({
      category,
      mean: mean.map(short),
      deviation: deviation.map(short),
    })),
    articles: articles.map(({ product, posterior: { mean, deviation }, dispersion }) => ({
      product,
      mean: mean.map(short),
      deviation: deviation.map(short),
      dispersion: short(dispersion),
    })),
  };
}

/** Nothing of this is known to more digits. */
function short(value: number): number {
  return Number(value.toPrecision(5));
}
