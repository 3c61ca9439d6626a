export { defaultSources, Engine, type EngineOptions } from './engine.ts';
export { type Decided, Learned, type Learning, stateName } from './learned.ts';
export type { Fault } from './parts.ts';
export type { ChoicePoint, Point, PricePoint, ShelfPoint } from './points.ts';
export { type Override, type PriceControl, slotOf } from './price.ts';
export type {
  Choice,
  ChoiceRequest,
  DecisionSink,
  Explanation,
  Page,
  PageRequest,
  PlaceExplanation,
  PriceRequest,
  Quote,
  Shelf,
  ShelfItem,
  ShelfRequest,
  Situation,
  Visitor,
} from './requests.ts';
export { mostCandidates } from './shelf.ts';
