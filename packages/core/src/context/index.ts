export { buildContext, contextSchema } from './context.ts';
export {
  choiceFeatures,
  type Feature,
  featureVersion,
  featureWidth,
  hashed,
  productFeatures,
  rungFeatures,
  toVector,
} from './features.ts';
