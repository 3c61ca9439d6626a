import { policyWidth, testPolicy } from '../testing/policy.ts';
import { epsilonSoft, linearThompson } from './index.ts';

const halfLife = 30 * 86_400_000;

testPolicy('thompson-linear', () => linearThompson({ width: policyWidth, halfLife }));
testPolicy('thompson-linear, soft', () => epsilonSoft(linearThompson({ width: policyWidth })));
