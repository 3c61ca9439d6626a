export { fitPrices } from './fit.ts';
export { fitAsText } from './text.ts';
