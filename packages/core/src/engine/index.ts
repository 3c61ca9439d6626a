export type { Belief } from './believe.ts';
export { defaultSources, Engine, type EngineOptions } from './engine.ts';
export { mostCandidates } from './gather.ts';
export { type Decided, Learned, type Learning, stateName } from './learned.ts';
export type { Fault } from './parts.ts';
export {
  type ChoicePoint,
  type Point,
  type PriceExperiment,
  type PricePoint,
  policiesAt,
  type ShelfPoint,
} from './points.ts';
export type { PreviewedProduct, PreviewRequest, RulesPreview } from './preview.ts';
export type { Override, PriceControl, Prices } from './price.ts';
export { slotOf } from './price-decision.ts';
export { isPromoted } from './price-situation.ts';
export type { StandingPrice } from './price-standing.ts';
export { Replay, type Replayed, samplesOf } from './replay.ts';
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
