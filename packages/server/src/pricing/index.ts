export { checkSpan, fairnessOf } from './fairness.ts';
export { fairnessAsText } from './fairness-text.ts';
export { catalogOf, fitPrices } from './fit.ts';
export { priorFileOf } from './prior.ts';
export { fitAsText } from './text.ts';
