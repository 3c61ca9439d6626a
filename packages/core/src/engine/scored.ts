import type { PointId } from '@armoire/protocol';
import { featureWidth } from '../context/index.ts';
import {
  type Asked,
  type CandidateSet,
  encodeActions,
  type ModelRecord,
  modelRecord,
} from '../decisions/index.ts';
import { checkModel, type Scores } from '../policies/index.ts';
import type { Deadline } from './deadline.ts';
import { type Parts, policiesOf } from './parts.ts';
import type { ShelfPoint } from './points.ts';

/**
 * What the point's model says of the candidates, as the decision is going to log it; nothing where there is no model,
 * where no policy of the point looks at scores, or where the model is late or fails: that is reported, and policies that
 * can do without it decide.
 */
export async function scored(
  parts: Pick<Parts, 'catalog' | 'fault'>,
  id: PointId,
  point: ShelfPoint,
  about: Asked,
  set: CandidateSet,
  deadline: Deadline,
): Promise<ModelRecord> {
  const { scorer } = point;
  const size = set.entries.length;
  if (scorer === undefined || size === 0 || policiesOf(point).every(({ scores }) => scores === 'unused'))
    return {};
  const stop = new AbortController();
  try {
    const features = new Float32Array(size * featureWidth);
    for (const [i, action] of encodeActions(about, set, parts.catalog).entries())
      features.set(action.features, i * featureWidth);
    const answer: Promise<Scores> = scorer.score(about.context, features, featureWidth, stop.signal);
    const scores = await deadline.race(answer);
    checkModel(scorer.id, scores, size);
    return modelRecord(scorer, scores);
  } catch (error) {
    stop.abort(error);
    parts.fault({ point: id, error });
    return {};
  }
}
