import { epsilonSoft } from '@armoire/core';
import { testPolicy } from '@armoire/core/testing';
import { competitorMatch, costPlus, demandGreedy, fixedPrice, seasonSteps } from '../baselines/index.ts';
import {
  averagedDemand,
  circumstances,
  gaussianProcessDemand,
  linearDemand,
  logitDemand,
  logLinearDemand,
  regressionDemand,
  rungDemand,
} from '../demand/index.ts';
import { demandEpsilonGreedy, demandThompson, demandUcb, markdown, stockedThompson } from './index.ts';

const halfLife = 30 * 86_400_000;
const window = 60 * 86_400_000;

testPolicy('thompson on linear demand', () =>
  demandThompson({ samples: 6, demand: linearDemand({ halfLife }) }),
);
testPolicy('thompson on logit demand', () => demandThompson({ samples: 6, demand: logitDemand({ window }) }));
testPolicy('thompson on log-linear demand', () =>
  demandThompson({
    samples: 6,
    demand: logLinearDemand({ trust: Number.POSITIVE_INFINITY, doubt: 0 }),
    objective: { maximise: 'revenue', least: { units: 0.9 } },
  }),
);
testPolicy('thompson on averaged demand', () =>
  demandThompson({ samples: 6, demand: averagedDemand({ pool: {} }) }),
);
testPolicy('thompson on rungs', () => demandThompson({ samples: 6, demand: rungDemand() }));
testPolicy('thompson on a gaussian process', () =>
  demandThompson({ samples: 6, demand: gaussianProcessDemand() }),
);
testPolicy('thompson on a regression', () =>
  demandThompson({
    samples: 6,
    demand: regressionDemand({
      circumstances: circumstances({
        season: true,
        week: true,
        holidays: true,
        promotion: true,
        rivals: true,
        others: true,
      }),
    }),
  }),
);
testPolicy('ucb on a gaussian process', () => demandUcb({ demand: gaussianProcessDemand({ halfLife }) }));
testPolicy('ucb on rungs, soft', () => epsilonSoft(demandUcb({ demand: rungDemand() })));
testPolicy('ε-greedy', () => demandEpsilonGreedy({ demand: averagedDemand() }));
testPolicy('stocked', () => stockedThompson({ samples: 6, demand: logitDemand(), salvage: 0.3 }));
testPolicy('markdown', () => markdown(stockedThompson({ samples: 6, demand: linearDemand() })));
testPolicy('fixed', () => fixedPrice());
testPolicy('cost-plus', () => costPlus({ markup: 0.5 }));
testPolicy('match', () => competitorMatch({ undercut: 0.05 }));
testPolicy('steps', () => seasonSteps(10, [1, 0.8, 0.6]));
testPolicy('greedy', () => demandGreedy({ demand: logLinearDemand() }));
