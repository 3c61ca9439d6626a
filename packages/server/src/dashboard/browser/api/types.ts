/** The merchant's schema as far as the dashboard reads it; times as ISO 8601. */

export interface Money {
  /** Minor units. */
  readonly amount: number;
  readonly currency: string;
}

export interface Page<Node> {
  readonly nodes: readonly Node[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

export interface Point {
  readonly id: string;
  readonly kind: 'shelf' | 'price' | 'choice';
  readonly samples: number;
  readonly policy: { readonly id: string; readonly version: number; readonly support: 'full' | 'none' };
}

export interface ActivityBucket {
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
}

export interface PointActivity {
  readonly point: string;
  readonly catalogue: number;
  readonly coverage: number;
  readonly partial: boolean;
  readonly buckets: readonly ActivityBucket[];
}

export interface ActionEstimate {
  readonly action: string;
  readonly title: string;
  readonly mean: number;
  readonly deviation: number | null;
  readonly weight: number | null;
  readonly history: readonly {
    readonly at: string;
    readonly mean: number;
    readonly deviation: number | null;
  }[];
}

export interface ArmOutcomes {
  readonly arm: string | null;
  readonly decisions: number;
  readonly places: number;
  readonly click: number;
  readonly cart: number;
  readonly purchase: number;
  readonly margin: number;
  readonly return: number;
  readonly value: number;
}

export interface Bounds {
  readonly value: Money;
  readonly low: Money;
  readonly high: Money;
}

export interface MissingUnits {
  readonly arm: string;
  readonly what: string;
  readonly have: number;
  readonly need: number;
}

export interface UnitResult {
  readonly effect: {
    readonly control: number;
    readonly armoire: number;
    readonly difference: number;
    readonly low: number;
    readonly high: number;
    readonly level: number;
  } | null;
  readonly missing: readonly MissingUnits[];
}

export interface MoneyResult {
  readonly effect: { readonly earned: Bounds; readonly perUnit: { readonly level: number } } | null;
  readonly missing: readonly MissingUnits[];
}

export interface PointEarned {
  readonly point: string;
  readonly holdout: number | null;
  readonly unit: string;
  readonly moved: number;
  readonly units: { readonly control: number; readonly armoire: number };
  readonly sampleRatio: { readonly pValue: number; readonly mismatch: boolean } | null;
  readonly clicks: UnitResult;
  readonly orders: UnitResult;
  readonly money: readonly {
    readonly currency: string;
    readonly revenue: MoneyResult;
    readonly profit: MoneyResult;
  }[];
}

export interface Earned {
  readonly until: string;
  readonly points: readonly PointEarned[];
  readonly total: readonly {
    readonly currency: string;
    readonly points: readonly string[];
    readonly revenue: Bounds;
    readonly profit: Bounds;
  }[];
}

export interface Decision {
  readonly id: string;
  readonly point: string;
  readonly kind: 'shelf' | 'price' | 'choice';
  readonly at: string;
  readonly source: string;
  readonly chosen: readonly string[];
  readonly propensities: readonly number[];
  readonly shopper: string | null;
  readonly session: string | null;
  readonly unit: { readonly kind: string; readonly id: string };
  readonly policy: { readonly id: string; readonly version: number };
  readonly price: {
    readonly product: string;
    readonly variant: string;
    readonly amount: Money;
    readonly regular: Money;
  } | null;
}

interface FullDecision extends Decision {
  readonly seed: number;
  readonly candidateSet: string | null;
  readonly modelScores: readonly number[] | null;
  readonly context: {
    readonly values: Readonly<Record<string, string | number | boolean>>;
    readonly schema: string;
  };
  readonly model: { readonly id: string; readonly version: number } | null;
  readonly experiment: { readonly layer: string; readonly arm: string } | null;
}

export interface PlaceExplanation {
  readonly action: string;
  readonly propensity: number | null;
  readonly text: string;
  readonly reasons: readonly {
    readonly code: string;
    readonly value: number | null;
    readonly detail: string | null;
  }[];
  readonly estimate: {
    readonly mean: number;
    readonly deviation: number | null;
    readonly weight: number | null;
  } | null;
  readonly contributions: readonly { readonly feature: string; readonly value: number }[] | null;
}

export interface Explanation {
  readonly decision: FullDecision;
  readonly places: readonly PlaceExplanation[];
}

export interface AuditLine {
  readonly id: string;
  readonly at: string;
  readonly actor: string;
  readonly action: string;
  readonly subject: string;
  readonly before: unknown;
  readonly after: unknown;
  readonly why: string | null;
  readonly policy: { readonly id: string; readonly version: number; readonly propensity: number } | null;
}

export interface CatalogueProduct {
  readonly id: string;
  readonly title: string;
  readonly status: string;
  readonly categories: readonly string[];
  readonly tags: readonly string[];
  readonly showable: boolean;
  readonly variants: readonly {
    readonly id: string;
    readonly title: string | null;
    readonly stock: number | null;
    readonly price: Money;
  }[];
}

export interface VariantPrices {
  readonly variant: string;
  readonly title: string | null;
  readonly currency: string;
  readonly regular: Money;
  readonly floor: Money | null;
  readonly ceiling: Money | null;
  readonly steps: readonly {
    readonly at: string;
    readonly until: string | null;
    readonly amount: number;
    readonly reason: string;
    readonly audit: string;
  }[];
  readonly sales: readonly { readonly from: string; readonly pieces: number; readonly revenue: number }[];
}

export interface Health {
  readonly ready: boolean;
  readonly node: string;
  readonly leads: boolean;
  readonly learned: number | null;
  readonly logged: number | null;
  readonly jobs: readonly {
    readonly kind: string;
    readonly key: string;
    readonly status: string;
    readonly attempt: number;
    readonly runAt: string;
    readonly reason: string | null;
  }[];
  readonly faults: readonly { readonly point: string; readonly code: string; readonly count: number }[];
  readonly counts: readonly { readonly name: string; readonly count: number }[];
}

export interface Person {
  readonly shoppers: readonly string[];
  readonly sessions: readonly string[];
  readonly customers: readonly string[];
  readonly events: number;
  readonly decisions: number;
  readonly outcomes: number;
  readonly samples: number;
  readonly firstAt: string | null;
  readonly lastAt: string | null;
}

export interface Erasure {
  readonly id: string;
  readonly events: number;
  readonly decisions: number;
  readonly outcomes: number;
  readonly samples: number;
}

export interface Key {
  readonly id: string;
  readonly name: string;
  readonly kind: 'public' | 'secret';
  readonly scopes: readonly string[];
  readonly createdAt: string;
  readonly expiresAt: string | null;
  readonly revokedAt: string | null;
  readonly lastUsedAt: string | null;
}

export interface NewKey {
  readonly key: string;
  readonly stored: Key;
}

export interface User {
  readonly email: string;
  readonly role: string;
  readonly createdAt: string;
}

export const effects = [
  'include',
  'exclude',
  'boost',
  'pin',
  'hide_bought',
  'at_least',
  'at_most',
  'age',
] as const;

export type Effect = (typeof effects)[number];

/** Which products; what is absent asks for nothing. */
export interface Selection {
  readonly ids?: readonly string[];
  readonly categories?: readonly string[];
  readonly tags?: readonly string[];
  readonly brands?: readonly string[];
  readonly families?: readonly string[];
  readonly price?: { readonly from?: number; readonly to?: number };
  readonly options?: readonly { readonly name: string; readonly values: readonly string[] }[];
  readonly minDaysOld?: number;
  readonly maxDaysOld?: number;
}

export interface When {
  readonly points?: readonly string[];
  readonly markets?: readonly string[];
  readonly channels?: readonly string[];
  readonly categories?: readonly string[];
  readonly products?: readonly string[];
  readonly from?: string;
  readonly until?: string;
  readonly weekdays?: readonly string[];
}

/** A rule as it is sent; as it is read, absent fields are null until {@link withoutNulls} has seen it. */
export interface Rule {
  readonly id: string;
  readonly note?: string;
  readonly paused?: boolean;
  readonly effect: Effect;
  readonly when?: When;
  readonly select?: Selection;
  readonly except?: Selection;
  readonly factor?: number;
  readonly product?: string;
  readonly position?: number;
  readonly afterDays?: number;
  readonly count?: number;
  readonly years?: number;
}

export interface RulesVersion {
  readonly version: number;
  readonly rules: readonly Rule[];
  readonly at: string | null;
  readonly actor: string | null;
  readonly why: string | null;
}

export interface Situation {
  readonly product?: string;
  readonly category?: string;
}

interface PreviewedShelf {
  readonly places: readonly {
    readonly product: string;
    readonly title: string;
    readonly propensity: number;
  }[];
}

export interface RulesPreview {
  readonly before: PreviewedShelf;
  readonly after: PreviewedShelf;
  readonly products: readonly {
    readonly product: string;
    readonly title: string;
    readonly before: number;
    readonly after: number;
    readonly barred: string | null;
    readonly rules: readonly { readonly id: string; readonly effect: Effect }[];
  }[];
}

/** A value without the nulls that GraphQL puts where nothing is. */
export function withoutNulls<Value>(value: Value): Value {
  if (Array.isArray(value)) return value.map(withoutNulls) as Value;
  if (typeof value !== 'object' || value === null) return value;
  const kept = Object.entries(value).filter(([, each]) => each !== null && each !== undefined);
  return Object.fromEntries(kept.map(([name, each]) => [name, withoutNulls(each)])) as Value;
}
