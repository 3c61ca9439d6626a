export {
  type Continuation,
  type ContinuationCell,
  continuationCells,
  fitContinuation,
} from './continuation.ts';
export {
  type Examination,
  fitPositions,
  type PlacedClick,
  type PositionCell,
  positionCells,
} from './examination.ts';
