import { type EstimatorId, estimators } from '@armoire/evaluation';
import type { EvaluationRequest } from '@armoire/graphql';
import { ArmoireError } from '@armoire/protocol';
import type { ShopSettings } from '../../config/index.ts';
import { comparedPolicies, pointOf } from '../shop/evaluate.ts';

/** More policies are not compared at once: each takes its share of memory and time. */
const mostPolicies = 6;

const usual: readonly EstimatorId[] = ['ips', 'snips', 'dr'];

/** The estimators that were asked for. @throws ArmoireError INVALID_INPUT for one that there is not */
export function estimatorsAsked({ estimators: names = usual }: EvaluationRequest): readonly EstimatorId[] {
  const known = Object.keys(estimators) as EstimatorId[];
  const found = [...new Set(names)].map((name) => {
    const estimator = known.find((each) => each === name);
    if (estimator === undefined)
      throw invalid('estimators', `There is no estimator "${name}"`, `Use some of ${known.join(', ')}.`);
    return estimator;
  });
  return found.length === 0 ? usual : found;
}

/**
 * Refuses at once what could only fail later.
 *
 * @throws ArmoireError UNKNOWN_POINT, INVALID_INPUT
 */
export function checkRequest(request: EvaluationRequest, shop: ShopSettings): void {
  const { policies, since, until, places } = request;
  if (policies.length > mostPolicies) {
    throw invalid(
      'policies',
      `${policies.length} policies are too many at once`,
      `Compare at most ${mostPolicies}, the likeliest first.`,
    );
  }
  comparedPolicies(policies, shop, pointOf(shop, request.point));
  estimatorsAsked(request);
  if (since !== undefined && until !== undefined && since >= until)
    throw invalid('until', 'The span ends before it begins', 'Give an end after the beginning.');
  if (places !== undefined && places < 1)
    throw invalid('places', `${places} places are none`, 'Give at least one, or leave it out for all.');
}

function invalid(path: string, message: string, fix: string): ArmoireError {
  return new ArmoireError('INVALID_INPUT', message, { path, fix });
}
