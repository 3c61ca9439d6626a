import type { WithAndWithout } from '@armoire/core';
import type { ConstraintReport } from '../report.ts';
import { count, digits } from '../text.ts';
import { escaped, scaleOf } from './markup.ts';
import { axisRow, intervalStrip, row } from './strips.ts';

/** What each constraint costs and buys: a place with it and without it. */
export function constraintsFigure(constraints: readonly ConstraintReport[]): string {
  return constraints.map(one).join('');
}

function one({ policy, of, price, refusal }: ConstraintReport): string {
  const head = `<h3>${escaped(policy)}</h3>`;
  if (refusal !== undefined)
    return `${head}<p class="quiet">Not enough evidence: ${escaped(`${refusal.message}. ${refusal.fix}`)}</p>`;
  if (price === undefined)
    return `${head}<p class="quiet">It cannot be told: the constraint moves nothing here, or the log tells no ${of}.</p>`;
  const { reward, component, exchange, decisions } = price;
  const costs =
    exchange === undefined ? '' : ` One more unit of ${of} costs ${digits(exchange)} of the reward.`;
  return (
    `${head}<p class="quiet">From ${count(decisions)} decisions.${costs}</p>` +
    `<div class="strips">${both('reward', reward)}${both(of, component)}</div>`
  );
}

/** The two on a scale of their own, since rewards and components are in other units. */
function both(name: string, { bound, free }: WithAndWithout): string {
  const scale = scaleOf([bound, free].flatMap(({ low, high }) => [low, high]));
  const strips = [
    ['with', bound],
    ['without', free],
  ] as const;
  const drawn = strips.map(([which, value]) =>
    row(which, intervalStrip(`${name} ${which}`, value, scale, free.mean)),
  );
  return `<h4>${escaped(name)} of a place</h4>${drawn.join('')}${axisRow(scale)}`;
}
