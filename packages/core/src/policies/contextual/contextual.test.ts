import { day } from '@armoire/protocol';
import { policyWidth, testPolicy } from '../../testing/policy.ts';
import {
  adaptiveLinear,
  bagging,
  effectsThompson,
  linearMaillard,
  linearThompson,
  linearUcb,
  logisticThompson,
  onlineCover,
  regCb,
  squareCb,
} from './index.ts';

const width = policyWidth;

testPolicy('adaptive-linear', () => adaptiveLinear({ width }));
testPolicy('thompson-linear, windowed', () => linearThompson({ width, window: 30 * day }));
testPolicy('ucb-linear', () => linearUcb({ width }));
testPolicy('ucb-linear, ε-soft and discounted', () => linearUcb({ width, epsilon: 0.1, halfLife: day }));
testPolicy('maillard-linear', () => linearMaillard({ width, halfLife: 30 * day }));
testPolicy('squarecb', () => squareCb({ width }));
testPolicy('squarecb, in units of the noise', () => squareCb({ width, unit: 'noise', scale: 3 }));
testPolicy('regcb', () => regCb({ width, window: 30 * day }));
testPolicy('regcb-elimination', () => regCb({ width, variant: 'elimination' }));
testPolicy('thompson-logistic', () => logisticThompson({ width }));
testPolicy('bagging', () => bagging({ width }));
testPolicy('online-cover', () => onlineCover({ width, psi: 0.1 }));
testPolicy('thompson-effects', () =>
  effectsThompson({
    width,
    halfLife: 90 * day,
    category: (id) => (id.endsWith('0') ? undefined : id.slice(0, 2)),
    neighbours: (id) => [
      { id: `${id}1`, similarity: 0.9 },
      { id: 'a0', similarity: 0.2 },
    ],
  }),
);
