// Made by `npm run codegen` from documents.ts and the merchant's schema: change those.

/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> =
  | T
  | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
/** Where a choice came from. */
export type Source =
  | 'policy'
  | 'fallback'
  | 'pinned'
  | 'control'
  /** A price that the store charges in a slot without its having been drawn for it: approved, put back, or left. */
  | 'standing'
  | 'shadow'
  | 'client';

export type PointKind = 'shelf' | 'price' | 'choice';

export type UnitKind = 'shopper' | 'session' | 'request' | 'product_slot' | 'shop_slot';

export type OptionInput = {
  readonly name: string;
  readonly values: ReadonlyArray<string>;
};

/** Whether the log of a policy can evaluate other policies. */
export type Support = 'full' | 'none';

export type KeyKind =
  /** For browsers; may be seen by anybody. */
  | 'public'
  /** For servers. */
  | 'secret';

export type AskedPriceInput = {
  readonly variant: string;
  /** The id of the proposal, so that nobody approves another than they saw. */
  readonly proposal: string;
};

export type FairnessDimension =
  | 'market'
  | 'segment'
  /** Of the day, in the shop's time zone. */
  | 'hour'
  | 'weekday';

export type ExperimentUnit =
  /** All articles take the same turns. */
  | 'shop'
  /** Each article takes turns of its own. */
  | 'product';

export type PriceMetric =
  | 'units'
  /** As charged, less refunds. */
  | 'revenue'
  /** Net of tax and cost, less refunds. */
  | 'profit';

export type MissingBlockKind = 'blocks' | 'active';

/**
 * Where not all can be had: what is not for sale is never shown; age, exclude, hide_bought and include cut and are never
 * dropped; one of a family; then at_most, pin, at_least and boost. Among rules of one effect the first wins.
 */
export type RuleEffect =
  | 'include'
  | 'exclude'
  | 'boost'
  | 'pin'
  | 'hide_bought'
  | 'at_least'
  | 'at_most'
  | 'age';

export type Weekday = 'sunday' | 'monday' | 'tuesday' | 'wednesday' | 'thursday' | 'friday' | 'saturday';

export type RuleInput = {
  /** Unique; names the rule in decisions. */
  readonly id: string;
  /** For people. */
  readonly note?: string | null | undefined;
  /** Kept, and not at work. */
  readonly paused?: boolean | null | undefined;
  readonly effect: RuleEffect;
  readonly when?: RuleWhenInput | null | undefined;
  /** All effects but pin need it; hide_bought takes all products without. */
  readonly select?: RuleSelectionInput | null | undefined;
  /** Not these of the selected. */
  readonly except?: RuleSelectionInput | null | undefined;
  /** boost: what the odds are multiplied by, from 0.01 to 100. */
  readonly factor?: number | null | undefined;
  /** pin: the product, and its place from 0. */
  readonly product?: string | null | undefined;
  readonly position?: number | null | undefined;
  /** hide_bought: days after the purchase at which it may come back; never when absent. */
  readonly afterDays?: number | null | undefined;
  /** at_least, at_most. */
  readonly count?: number | null | undefined;
  /** age: so old must the shopper be by the age in their token, which the store has signed; values.age of a preview. */
  readonly years?: number | null | undefined;
};

/** At work where every field that is given holds, by any of its entries. */
export type RuleWhenInput = {
  readonly points?: ReadonlyArray<string> | null | undefined;
  /** values.market and values.channel of the situation. */
  readonly markets?: ReadonlyArray<string> | null | undefined;
  readonly channels?: ReadonlyArray<string> | null | undefined;
  /** The category and the product of the page. */
  readonly categories?: ReadonlyArray<string> | null | undefined;
  readonly products?: ReadonlyArray<string> | null | undefined;
  readonly from?: string | null | undefined;
  /** Not any more at this instant. */
  readonly until?: string | null | undefined;
  /** In the shop's time zone. */
  readonly weekdays?: ReadonlyArray<Weekday> | null | undefined;
};

/** The products that satisfy every field that is given, by any of its entries. */
export type RuleSelectionInput = {
  readonly ids?: ReadonlyArray<string> | null | undefined;
  readonly categories?: ReadonlyArray<string> | null | undefined;
  readonly tags?: ReadonlyArray<string> | null | undefined;
  readonly brands?: ReadonlyArray<string> | null | undefined;
  readonly families?: ReadonlyArray<string> | null | undefined;
  /** Of the cheapest variant; both ends are inside. */
  readonly price?: PriceRangeInput | null | undefined;
  /** Some variant has one of the values, for each option. */
  readonly options?: ReadonlyArray<OptionInput> | null | undefined;
  /** Days since the product was made. */
  readonly minDaysOld?: number | null | undefined;
  readonly maxDaysOld?: number | null | undefined;
};

export type PriceRangeInput = {
  readonly from?: number | null | undefined;
  readonly to?: number | null | undefined;
};

export type RulesSituationInput = {
  readonly product?: string | null | undefined;
  readonly category?: string | null | undefined;
  readonly cart?: ReadonlyArray<string> | null | undefined;
  readonly values?: Readonly<Record<string, string | number | boolean>> | null | undefined;
};

export type WorthUnit =
  /** Major units of the currency. */
  'money' | 'piece';

export type HoldoutUnit = 'visitor' | 'product_slot';

export type EvaluationState = 'running' | 'done' | 'failed';

export type EvaluationVerdict = 'estimate' | 'not_enough_evidence';

export type DifferenceVerdict = 'better' | 'worse' | 'not_told_apart';

export type AccessQueryVariables = Exact<{ [key: string]: never }>;

export type AccessQuery = {
  readonly keys: ReadonlyArray<{
    readonly id: string;
    readonly name: string;
    readonly kind: KeyKind;
    readonly scopes: ReadonlyArray<string>;
    readonly createdAt: string;
    readonly expiresAt: string | null;
    readonly revokedAt: string | null;
    readonly lastUsedAt: string | null;
  }>;
  readonly users: ReadonlyArray<{
    readonly email: string;
    readonly role: string;
    readonly createdAt: string;
  }>;
};

export type ActivitiesQueryVariables = Exact<{
  since: string;
  every: number;
  p0: string;
}>;

export type ActivitiesQuery = {
  readonly p0: {
    readonly point: string;
    readonly catalogue: number;
    readonly coverage: number;
    readonly partial: boolean;
    readonly buckets: ReadonlyArray<{
      readonly from: string;
      readonly decisions: number;
      readonly fallbacks: number;
      readonly controls: number;
      readonly places: number;
      readonly clicks: number;
      readonly purchases: number;
      readonly reward: number;
      readonly exploration: number;
      readonly entropy: number;
      readonly coverage: number;
    }>;
  };
};

export type ActivityQueryVariables = Exact<{
  point: string;
  since: string;
  until?: string | null | undefined;
  every: number;
}>;

export type ActivityQuery = {
  readonly pointActivity: {
    readonly point: string;
    readonly catalogue: number;
    readonly coverage: number;
    readonly partial: boolean;
    readonly buckets: ReadonlyArray<{
      readonly from: string;
      readonly decisions: number;
      readonly fallbacks: number;
      readonly controls: number;
      readonly places: number;
      readonly clicks: number;
      readonly purchases: number;
      readonly reward: number;
      readonly exploration: number;
      readonly entropy: number;
      readonly coverage: number;
    }>;
  };
};

export type AddUserMutationVariables = Exact<{
  email: string;
  role: string;
  password: string;
}>;

export type AddUserMutation = { readonly addUser: { readonly email: string } };

export type ApprovePricesMutationVariables = Exact<{
  proposals: ReadonlyArray<AskedPriceInput> | AskedPriceInput;
}>;

export type ApprovePricesMutation = {
  readonly approvePrices: {
    readonly accepted: number;
    readonly rejected: ReadonlyArray<{
      readonly index: number;
      readonly code: string;
      readonly message: string;
    }>;
  };
};

export type AuditQueryVariables = Exact<{
  first: number;
  after?: string | null | undefined;
}>;

export type AuditQuery = {
  readonly killSwitch: boolean;
  readonly audit: {
    readonly nodes: ReadonlyArray<{
      readonly id: string;
      readonly at: string;
      readonly actor: string;
      readonly action: string;
      readonly subject: string;
      readonly before: unknown;
      readonly after: unknown;
      readonly why: string | null;
      readonly cause: {
        readonly key: string;
        readonly values: Readonly<Record<string, string | number | boolean>>;
      } | null;
      readonly policy: { readonly id: string; readonly version: number; readonly propensity: number } | null;
    }>;
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  };
};

export type CatalogueQueryVariables = Exact<{
  search?: string | null | undefined;
  first: number;
}>;

export type CatalogueQuery = {
  readonly catalogue: ReadonlyArray<{
    readonly id: string;
    readonly title: string;
    readonly status: string;
    readonly categories: ReadonlyArray<string>;
    readonly tags: ReadonlyArray<string>;
    readonly showable: boolean;
    readonly variants: ReadonlyArray<{
      readonly id: string;
      readonly title: string | null;
      readonly stock: number | null;
      readonly price: { readonly amount: number; readonly currency: string };
    }>;
  }>;
};

export type CreateKeyMutationVariables = Exact<{
  name: string;
  kind: KeyKind;
  scopes: ReadonlyArray<string> | string;
  expiresAt?: string | null | undefined;
}>;

export type CreateKeyMutation = {
  readonly createKey: {
    readonly key: string;
    readonly stored: {
      readonly id: string;
      readonly name: string;
      readonly kind: KeyKind;
      readonly scopes: ReadonlyArray<string>;
      readonly createdAt: string;
      readonly expiresAt: string | null;
      readonly revokedAt: string | null;
      readonly lastUsedAt: string | null;
    };
  };
};

export type DecisionOutcomeQueryVariables = Exact<{
  decision: string;
}>;

export type DecisionOutcomeQuery = {
  readonly decisionOutcome: {
    readonly inputs: ReadonlyArray<string>;
    readonly places: ReadonlyArray<{
      readonly position: number;
      readonly action: string;
      readonly seen: ReadonlyArray<string>;
      readonly earned: number;
      readonly value: number | null;
      readonly due: string | null;
      readonly revisions: ReadonlyArray<{
        readonly revision: number;
        readonly at: string;
        readonly value: number;
        readonly previous: number | null;
      }>;
    }>;
    readonly candidates: ReadonlyArray<{
      readonly action: string;
      readonly title: string;
      readonly scores: ReadonlyArray<number>;
      readonly position: number | null;
      readonly probability: number | null;
      readonly price: { readonly amount: number; readonly currency: string } | null;
    }>;
  };
};

export type DecisionsQueryVariables = Exact<{
  first: number;
  after?: string | null | undefined;
  point?: string | null | undefined;
  shopper?: string | null | undefined;
  since?: string | null | undefined;
  until?: string | null | undefined;
}>;

export type DecisionsQuery = {
  readonly decisions: {
    readonly nodes: ReadonlyArray<{
      readonly id: string;
      readonly point: string;
      readonly kind: PointKind;
      readonly at: string;
      readonly source: Source;
      readonly chosen: ReadonlyArray<string>;
      readonly propensities: ReadonlyArray<number>;
      readonly shopper: string | null;
      readonly session: string | null;
      readonly unit: { readonly kind: UnitKind; readonly id: string };
      readonly policy: { readonly id: string; readonly version: number };
      readonly price: {
        readonly product: string;
        readonly variant: string;
        readonly amount: { readonly amount: number; readonly currency: string };
        readonly regular: { readonly amount: number; readonly currency: string };
      } | null;
    }>;
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  };
};

export type EarnedQueryVariables = Exact<{
  since?: string | null | undefined;
}>;

export type EarnedQuery = {
  readonly earned: {
    readonly until: string;
    readonly points: ReadonlyArray<{
      readonly point: string;
      readonly holdout: number | null;
      readonly unit: HoldoutUnit;
      readonly moved: number;
      readonly units: { readonly control: number; readonly armoire: number };
      readonly sampleRatio: { readonly pValue: number; readonly mismatch: boolean } | null;
      readonly clicks: {
        readonly effect: {
          readonly control: number;
          readonly armoire: number;
          readonly difference: number;
          readonly low: number;
          readonly high: number;
          readonly level: number;
        } | null;
        readonly missing: ReadonlyArray<{
          readonly arm: string;
          readonly what: string;
          readonly have: number;
          readonly need: number;
        }>;
      };
      readonly orders: {
        readonly effect: {
          readonly control: number;
          readonly armoire: number;
          readonly difference: number;
          readonly low: number;
          readonly high: number;
          readonly level: number;
        } | null;
        readonly missing: ReadonlyArray<{
          readonly arm: string;
          readonly what: string;
          readonly have: number;
          readonly need: number;
        }>;
      };
      readonly money: ReadonlyArray<{
        readonly currency: string;
        readonly revenue: {
          readonly effect: {
            readonly earned: {
              readonly value: { readonly amount: number; readonly currency: string };
              readonly low: { readonly amount: number; readonly currency: string };
              readonly high: { readonly amount: number; readonly currency: string };
            };
            readonly perUnit: { readonly level: number };
          } | null;
          readonly missing: ReadonlyArray<{
            readonly arm: string;
            readonly what: string;
            readonly have: number;
            readonly need: number;
          }>;
        };
        readonly profit: {
          readonly effect: {
            readonly earned: {
              readonly value: { readonly amount: number; readonly currency: string };
              readonly low: { readonly amount: number; readonly currency: string };
              readonly high: { readonly amount: number; readonly currency: string };
            };
            readonly perUnit: { readonly level: number };
          } | null;
          readonly missing: ReadonlyArray<{
            readonly arm: string;
            readonly what: string;
            readonly have: number;
            readonly need: number;
          }>;
        };
      }>;
    }>;
    readonly total: ReadonlyArray<{
      readonly currency: string;
      readonly points: ReadonlyArray<string>;
      readonly revenue: {
        readonly value: { readonly amount: number; readonly currency: string };
        readonly low: { readonly amount: number; readonly currency: string };
        readonly high: { readonly amount: number; readonly currency: string };
      };
      readonly profit: {
        readonly value: { readonly amount: number; readonly currency: string };
        readonly low: { readonly amount: number; readonly currency: string };
        readonly high: { readonly amount: number; readonly currency: string };
      };
    }>;
  };
};

export type ErasePersonMutationVariables = Exact<{
  shopper?: string | null | undefined;
  customer?: string | null | undefined;
  session?: string | null | undefined;
  why: string;
}>;

export type ErasePersonMutation = {
  readonly erasePerson: {
    readonly id: string;
    readonly events: number;
    readonly decisions: number;
    readonly outcomes: number;
    readonly samples: number;
  };
};

export type EstimatesQueryVariables = Exact<{
  point: string;
  limit: number;
}>;

export type EstimatesQuery = {
  readonly estimates: ReadonlyArray<{
    readonly action: string;
    readonly title: string;
    readonly mean: number;
    readonly deviation: number | null;
    readonly weight: number | null;
    readonly history: ReadonlyArray<{
      readonly at: string;
      readonly mean: number;
      readonly deviation: number | null;
    }>;
  }>;
};

export type EvaluationQueryVariables = Exact<{ [key: string]: never }>;

export type EvaluationQuery = {
  readonly evaluation: {
    readonly state: EvaluationState;
    readonly point: string;
    readonly startedAt: string;
    readonly startedBy: string;
    readonly read: number | null;
    readonly failure: { readonly code: string; readonly message: string; readonly fix: string | null } | null;
    readonly report: {
      readonly since: string | null;
      readonly until: string | null;
      readonly level: number;
      readonly decisions: number;
      readonly rows: number;
      readonly learned: number;
      readonly notes: ReadonlyArray<string>;
      readonly leftOut: ReadonlyArray<{ readonly reason: string; readonly count: number }>;
      readonly policies: ReadonlyArray<{
        readonly name: string;
        readonly logged: boolean;
        readonly verdict: EvaluationVerdict;
        readonly effectiveSampleSize: number | null;
        readonly largestWeight: number | null;
        readonly meanWeight: number | null;
        readonly unused: number;
        readonly weights: ReadonlyArray<{
          readonly from: number;
          readonly to: number;
          readonly rows: number;
        }>;
        readonly values: ReadonlyArray<{
          readonly estimator: string;
          readonly estimate: { readonly value: number; readonly low: number; readonly high: number } | null;
          readonly refusal: {
            readonly code: string;
            readonly message: string;
            readonly fix: string | null;
          } | null;
          readonly difference: {
            readonly verdict: DifferenceVerdict;
            readonly value: number;
            readonly low: number;
            readonly high: number;
          } | null;
        }>;
      }>;
    } | null;
  } | null;
};

export type EvaluationPoliciesQueryVariables = Exact<{ [key: string]: never }>;

export type EvaluationPoliciesQuery = { readonly evaluationPolicies: ReadonlyArray<string> };

export type ExplainQueryVariables = Exact<{
  decision: string;
}>;

export type ExplainQuery = {
  readonly explain: {
    readonly decision: {
      readonly id: string;
      readonly point: string;
      readonly kind: PointKind;
      readonly at: string;
      readonly source: Source;
      readonly chosen: ReadonlyArray<string>;
      readonly propensities: ReadonlyArray<number>;
      readonly shopper: string | null;
      readonly session: string | null;
      readonly seed: number;
      readonly candidateSet: string | null;
      readonly modelScores: ReadonlyArray<number> | null;
      readonly unit: { readonly kind: UnitKind; readonly id: string };
      readonly policy: { readonly id: string; readonly version: number };
      readonly price: {
        readonly product: string;
        readonly variant: string;
        readonly amount: { readonly amount: number; readonly currency: string };
        readonly regular: { readonly amount: number; readonly currency: string };
      } | null;
      readonly context: {
        readonly values: Readonly<Record<string, string | number | boolean>>;
        readonly schema: string;
      };
      readonly model: { readonly id: string; readonly version: number } | null;
      readonly experiment: { readonly layer: string; readonly arm: string } | null;
    };
    readonly places: ReadonlyArray<{
      readonly action: string;
      readonly propensity: number | null;
      readonly text: string;
      readonly reasons: ReadonlyArray<{
        readonly code: string;
        readonly value: number | null;
        readonly detail: string | null;
      }>;
      readonly estimate: {
        readonly mean: number;
        readonly deviation: number | null;
        readonly weight: number | null;
      } | null;
      readonly contributions: ReadonlyArray<{ readonly feature: string; readonly value: number }> | null;
    }>;
  };
};

export type HealthQueryVariables = Exact<{ [key: string]: never }>;

export type HealthQuery = {
  readonly health: {
    readonly ready: boolean;
    readonly node: string;
    readonly leads: boolean;
    readonly learned: number;
    readonly logged: number;
    readonly jobs: ReadonlyArray<{
      readonly kind: string;
      readonly key: string;
      readonly status: string;
      readonly attempt: number;
      readonly runAt: string;
      readonly reason: string | null;
    }>;
    readonly faults: ReadonlyArray<{ readonly point: string; readonly code: string; readonly count: number }>;
    readonly counts: ReadonlyArray<{ readonly name: string; readonly count: number }>;
  };
};

export type KillSwitchQueryVariables = Exact<{ [key: string]: never }>;

export type KillSwitchQuery = { readonly killSwitch: boolean };

export type OutcomesQueryVariables = Exact<{
  point: string;
  since?: string | null | undefined;
}>;

export type OutcomesQuery = {
  readonly pointOutcomes: ReadonlyArray<{
    readonly arm: string | null;
    readonly decisions: number;
    readonly places: number;
    readonly click: number;
    readonly cart: number;
    readonly purchase: number;
    readonly margin: number;
    readonly return: number;
    readonly value: number;
  }>;
};

export type PersonQueryVariables = Exact<{
  shopper?: string | null | undefined;
  customer?: string | null | undefined;
  session?: string | null | undefined;
}>;

export type PersonQuery = {
  readonly person: {
    readonly shoppers: ReadonlyArray<string>;
    readonly sessions: ReadonlyArray<string>;
    readonly customers: ReadonlyArray<string>;
    readonly events: number;
    readonly decisions: number;
    readonly outcomes: number;
    readonly samples: number;
    readonly firstAt: string | null;
    readonly lastAt: string | null;
  };
};

export type PointsQueryVariables = Exact<{ [key: string]: never }>;

export type PointsQuery = {
  readonly points: ReadonlyArray<{
    readonly id: string;
    readonly kind: PointKind;
    readonly samples: number;
    readonly policy: { readonly id: string; readonly version: number; readonly support: Support };
  }>;
};

export type PreviewRulesQueryVariables = Exact<{
  point: string;
  rules: ReadonlyArray<RuleInput> | RuleInput;
  situation?: RulesSituationInput | null | undefined;
  shopper?: string | null | undefined;
}>;

export type PreviewRulesQuery = {
  readonly previewRules: {
    readonly before: {
      readonly places: ReadonlyArray<{
        readonly product: string;
        readonly title: string;
        readonly propensity: number;
        readonly reasons: ReadonlyArray<{
          readonly code: string;
          readonly value: number | null;
          readonly detail: string | null;
        }>;
      }>;
    };
    readonly after: {
      readonly places: ReadonlyArray<{
        readonly product: string;
        readonly title: string;
        readonly propensity: number;
        readonly reasons: ReadonlyArray<{
          readonly code: string;
          readonly value: number | null;
          readonly detail: string | null;
        }>;
      }>;
    };
    readonly products: ReadonlyArray<{
      readonly product: string;
      readonly title: string;
      readonly before: number;
      readonly after: number;
      readonly barred: string | null;
      readonly rules: ReadonlyArray<{ readonly id: string; readonly effect: RuleEffect }>;
    }>;
  };
};

export type PriceExperimentsQueryVariables = Exact<{ [key: string]: never }>;

export type PriceExperimentsQuery = {
  readonly priceExperiments: ReadonlyArray<{
    readonly point: string;
    readonly name: string;
    readonly unit: ExperimentUnit;
    readonly arms: ReadonlyArray<string>;
    readonly chooses: ReadonlyArray<string>;
    readonly from: string;
    readonly until: string | null;
    readonly ended: string | null;
    readonly stretch: number;
    readonly washout: number;
    readonly turn: string | null;
    readonly blocks: number;
    readonly linesWithoutCost: number;
    readonly results: ReadonlyArray<{
      readonly arm: string;
      readonly metric: PriceMetric;
      readonly currency: string | null;
      readonly missing: ReadonlyArray<{
        readonly what: MissingBlockKind;
        readonly have: number;
        readonly need: number;
      }>;
      readonly effect: {
        readonly control: number;
        readonly treatment: number;
        readonly value: number;
        readonly low: number;
        readonly high: number;
        readonly level: number;
        readonly blocks: number;
        readonly carryOver: { readonly value: number; readonly low: number; readonly high: number } | null;
      } | null;
    }>;
  }>;
};

export type PriceFairnessQueryVariables = Exact<{
  since: string;
}>;

export type PriceFairnessQuery = {
  readonly priceFairness: {
    readonly since: string;
    readonly until: string;
    readonly pieces: number;
    readonly articles: number;
    readonly paid: number;
    readonly reduced: number;
    readonly decisions: number;
    readonly personal: number;
    readonly slots: number;
    readonly mixed: number;
    readonly level: number;
    readonly groups: ReadonlyArray<{
      readonly dimension: FairnessDimension;
      readonly group: string;
      readonly pieces: number;
      readonly paid: number;
      readonly reduced: number;
      readonly difference: {
        readonly value: number;
        readonly low: number;
        readonly high: number;
        readonly articles: number;
      } | null;
    }>;
  };
};

export type PriceHistoryQueryVariables = Exact<{
  product: string;
  since: string;
}>;

export type PriceHistoryQuery = {
  readonly priceHistory: ReadonlyArray<{
    readonly variant: string;
    readonly title: string | null;
    readonly currency: string;
    readonly worthUnit: WorthUnit | null;
    readonly regular: { readonly amount: number; readonly currency: string };
    readonly floor: { readonly amount: number; readonly currency: string } | null;
    readonly ceiling: { readonly amount: number; readonly currency: string } | null;
    readonly lowest: { readonly amount: number; readonly currency: string } | null;
    readonly rungs: ReadonlyArray<{
      readonly factor: number;
      readonly mean: number | null;
      readonly deviation: number | null;
      readonly probability: number | null;
      readonly taken: boolean;
      readonly rule: string | null;
      readonly price: { readonly amount: number; readonly currency: string };
    }>;
    readonly demand: ReadonlyArray<{
      readonly amount: number;
      readonly units: { readonly mean: number; readonly low: number; readonly high: number };
      readonly worth: { readonly mean: number; readonly low: number; readonly high: number };
    }>;
    readonly steps: ReadonlyArray<{
      readonly at: string;
      readonly until: string | null;
      readonly amount: number;
      readonly reason: string;
      readonly audit: string;
      readonly cause: {
        readonly key: string;
        readonly values: Readonly<Record<string, string | number | boolean>>;
      } | null;
    }>;
    readonly sales: ReadonlyArray<{
      readonly from: string;
      readonly pieces: number;
      readonly revenue: number;
    }>;
  }>;
};

export type PriceProposalsQueryVariables = Exact<{
  first: number;
}>;

export type PriceProposalsQuery = {
  readonly priceProposals: ReadonlyArray<{
    readonly id: string;
    readonly product: string;
    readonly variant: string;
    readonly title: string;
    readonly at: string;
    readonly by: string;
    readonly why: string;
    readonly propensity: number | null;
    readonly cause: {
      readonly key: string;
      readonly values: Readonly<Record<string, string | number | boolean>>;
    } | null;
    readonly price: { readonly amount: number; readonly currency: string };
    readonly charged: { readonly amount: number; readonly currency: string };
    readonly own: { readonly amount: number; readonly currency: string };
    readonly profit: {
      readonly mean: number;
      readonly low: number;
      readonly high: number;
      readonly currency: string | null;
    } | null;
  }>;
};

export type RejectPricesMutationVariables = Exact<{
  proposals: ReadonlyArray<AskedPriceInput> | AskedPriceInput;
}>;

export type RejectPricesMutation = {
  readonly rejectPrices: {
    readonly accepted: number;
    readonly rejected: ReadonlyArray<{
      readonly index: number;
      readonly code: string;
      readonly message: string;
    }>;
  };
};

export type RemoveUserMutationVariables = Exact<{
  email: string;
}>;

export type RemoveUserMutation = { readonly removeUser: boolean };

export type RevertRulesMutationVariables = Exact<{
  version: number;
  expected: number;
  why: string;
}>;

export type RevertRulesMutation = { readonly revertRules: { readonly version: number } };

export type RevokeKeyMutationVariables = Exact<{
  id: string;
}>;

export type RevokeKeyMutation = { readonly revokeKey: { readonly id: string } };

export type RotateKeyMutationVariables = Exact<{
  id: string;
  overlap: number;
}>;

export type RotateKeyMutation = {
  readonly rotateKey: {
    readonly key: string;
    readonly stored: {
      readonly id: string;
      readonly name: string;
      readonly kind: KeyKind;
      readonly scopes: ReadonlyArray<string>;
      readonly createdAt: string;
      readonly expiresAt: string | null;
      readonly revokedAt: string | null;
      readonly lastUsedAt: string | null;
    };
  };
};

export type RulesQueryVariables = Exact<{ [key: string]: never }>;

export type RulesQuery = {
  readonly rules: {
    readonly version: number;
    readonly at: string | null;
    readonly actor: string | null;
    readonly why: string | null;
    readonly rules: ReadonlyArray<{
      readonly id: string;
      readonly note: string | null;
      readonly paused: boolean | null;
      readonly effect: RuleEffect;
      readonly factor: number | null;
      readonly product: string | null;
      readonly position: number | null;
      readonly afterDays: number | null;
      readonly count: number | null;
      readonly years: number | null;
      readonly when: {
        readonly points: ReadonlyArray<string> | null;
        readonly markets: ReadonlyArray<string> | null;
        readonly channels: ReadonlyArray<string> | null;
        readonly categories: ReadonlyArray<string> | null;
        readonly products: ReadonlyArray<string> | null;
        readonly from: string | null;
        readonly until: string | null;
        readonly weekdays: ReadonlyArray<Weekday> | null;
      } | null;
      readonly select: {
        readonly ids: ReadonlyArray<string> | null;
        readonly categories: ReadonlyArray<string> | null;
        readonly tags: ReadonlyArray<string> | null;
        readonly brands: ReadonlyArray<string> | null;
        readonly families: ReadonlyArray<string> | null;
        readonly minDaysOld: number | null;
        readonly maxDaysOld: number | null;
        readonly price: { readonly from: number | null; readonly to: number | null } | null;
        readonly options: ReadonlyArray<{
          readonly name: string;
          readonly values: ReadonlyArray<string>;
        }> | null;
      } | null;
      readonly except: {
        readonly ids: ReadonlyArray<string> | null;
        readonly categories: ReadonlyArray<string> | null;
        readonly tags: ReadonlyArray<string> | null;
        readonly brands: ReadonlyArray<string> | null;
        readonly families: ReadonlyArray<string> | null;
        readonly minDaysOld: number | null;
        readonly maxDaysOld: number | null;
        readonly price: { readonly from: number | null; readonly to: number | null } | null;
        readonly options: ReadonlyArray<{
          readonly name: string;
          readonly values: ReadonlyArray<string>;
        }> | null;
      } | null;
    }>;
  };
};

export type RulesHistoryQueryVariables = Exact<{
  first: number;
  before?: number | null | undefined;
}>;

export type RulesHistoryQuery = {
  readonly rulesHistory: ReadonlyArray<{
    readonly version: number;
    readonly at: string | null;
    readonly actor: string | null;
    readonly why: string | null;
    readonly rules: ReadonlyArray<{
      readonly id: string;
      readonly note: string | null;
      readonly paused: boolean | null;
      readonly effect: RuleEffect;
      readonly factor: number | null;
      readonly product: string | null;
      readonly position: number | null;
      readonly afterDays: number | null;
      readonly count: number | null;
      readonly years: number | null;
      readonly when: {
        readonly points: ReadonlyArray<string> | null;
        readonly markets: ReadonlyArray<string> | null;
        readonly channels: ReadonlyArray<string> | null;
        readonly categories: ReadonlyArray<string> | null;
        readonly products: ReadonlyArray<string> | null;
        readonly from: string | null;
        readonly until: string | null;
        readonly weekdays: ReadonlyArray<Weekday> | null;
      } | null;
      readonly select: {
        readonly ids: ReadonlyArray<string> | null;
        readonly categories: ReadonlyArray<string> | null;
        readonly tags: ReadonlyArray<string> | null;
        readonly brands: ReadonlyArray<string> | null;
        readonly families: ReadonlyArray<string> | null;
        readonly minDaysOld: number | null;
        readonly maxDaysOld: number | null;
        readonly price: { readonly from: number | null; readonly to: number | null } | null;
        readonly options: ReadonlyArray<{
          readonly name: string;
          readonly values: ReadonlyArray<string>;
        }> | null;
      } | null;
      readonly except: {
        readonly ids: ReadonlyArray<string> | null;
        readonly categories: ReadonlyArray<string> | null;
        readonly tags: ReadonlyArray<string> | null;
        readonly brands: ReadonlyArray<string> | null;
        readonly families: ReadonlyArray<string> | null;
        readonly minDaysOld: number | null;
        readonly maxDaysOld: number | null;
        readonly price: { readonly from: number | null; readonly to: number | null } | null;
        readonly options: ReadonlyArray<{
          readonly name: string;
          readonly values: ReadonlyArray<string>;
        }> | null;
      } | null;
    }>;
  }>;
};

export type SaveRulesMutationVariables = Exact<{
  expected: number;
  rules: ReadonlyArray<RuleInput> | RuleInput;
  why: string;
}>;

export type SaveRulesMutation = { readonly saveRules: { readonly version: number } };

export type SetKillSwitchMutationVariables = Exact<{
  on: boolean;
  why: string;
}>;

export type SetKillSwitchMutation = { readonly setKillSwitch: boolean };

export type SetPasswordMutationVariables = Exact<{
  email: string;
  password: string;
}>;

export type SetPasswordMutation = { readonly setPassword: { readonly email: string } };

export type SetRoleMutationVariables = Exact<{
  email: string;
  role: string;
}>;

export type SetRoleMutation = { readonly setRole: { readonly email: string } };

export type ShopDaysQueryVariables = Exact<{
  since: string;
}>;

export type ShopDaysQuery = {
  readonly shopDays: {
    readonly partial: boolean;
    readonly days: ReadonlyArray<{
      readonly from: string;
      readonly views: number;
      readonly clicks: number;
      readonly orders: number;
      readonly pieces: number;
      readonly revenue: ReadonlyArray<{ readonly amount: number; readonly currency: string }>;
    }>;
  };
};

export type StartEvaluationMutationVariables = Exact<{
  point: string;
  policies: ReadonlyArray<string> | string;
  estimators?: ReadonlyArray<string> | string | null | undefined;
  since?: string | null | undefined;
  until?: string | null | undefined;
}>;

export type StartEvaluationMutation = { readonly startEvaluation: { readonly state: EvaluationState } };

export type UndoMutationVariables = Exact<{
  audit: string;
}>;

export type UndoMutation = { readonly undo: { readonly id: string } };
