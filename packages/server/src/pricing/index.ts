export { checkSpan, fairnessOf } from './fairness.ts';
export { fairnessAsText } from './fairness-text.ts';
export { catalogOf, fitPrices } from './fit.ts';
export { fitAsText } from './text.ts';
