export { type Calendar, type HolidayNearness, nearness } from './calendar.ts';
export { buildContext, contextSchema } from './context.ts';
export {
  choiceFeatures,
  type Feature,
  featureVersion,
  featureWidth,
  hashed,
  productFeatures,
  productVector,
  rungFeatures,
  toVector,
} from './features.ts';
export { countryOf, type LocalTime, localTime, nowhere, type ShopPlace } from './place.ts';
export { ranged, Sessions, type SessionsOptions } from './sessions.ts';
