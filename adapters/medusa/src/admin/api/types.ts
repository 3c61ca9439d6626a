/** The answers of the merchant's GraphQL, as far as they are shown here; times are ISO 8601. */

/** Minor units of a currency. */
export interface Money {
  readonly amount: number;
  readonly currency: string;
}

export interface Point {
  readonly id: string;
  readonly kind: 'shelf' | 'price' | 'choice';
  readonly samples: number;
  readonly policy: { readonly id: string; readonly version: number };
}

/** What happened at a point in a span of time. */
export interface ActivityBucket {
  readonly from: string;
  readonly decisions: number;
  readonly fallbacks: number;
  readonly clicks: number;
  readonly purchases: number;
  readonly exploration: number;
}

export interface Activity {
  readonly catalogue: number;
  readonly coverage: number;
  readonly buckets: readonly ActivityBucket[];
}

export interface Bounds {
  readonly value: Money;
  readonly low: Money;
  readonly high: Money;
}

export interface Missing {
  readonly arm: string;
  readonly what: string;
  readonly have: number;
  readonly need: number;
}

interface Result<Effect> {
  readonly effect: Effect | null;
  readonly missing: readonly Missing[];
}

type MoneyResult = Result<{ readonly earned: Bounds; readonly perUnit: { readonly level: number } }>;

export interface PointEarned {
  readonly point: string;
  readonly holdout: number | null;
  readonly units: { readonly control: number; readonly armoire: number };
  readonly sampleRatio: { readonly mismatch: boolean } | null;
  readonly clicks: Result<object>;
  readonly orders: Result<object>;
  readonly money: readonly { readonly currency: string; readonly revenue: MoneyResult }[];
}

export interface Earned {
  readonly points: readonly PointEarned[];
  readonly total: readonly {
    readonly currency: string;
    readonly revenue: Bounds;
    readonly profit: Bounds;
  }[];
}

export interface ShopDay {
  readonly from: string;
  readonly views: number;
  readonly clicks: number;
  readonly orders: number;
  readonly revenue: readonly Money[];
}

/** Why something happened, for the words of a language. */
export interface Cause {
  readonly key: string;
  readonly values: Readonly<Record<string, string | number | boolean>>;
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
  readonly cause: Cause | null;
}

export interface Proposal {
  readonly id: string;
  readonly product: string;
  readonly variant: string;
  readonly title: string;
  readonly price: Money;
  readonly charged: Money;
  readonly own: Money;
  readonly why: string;
  readonly cause: Cause | null;
  readonly propensity: number | null;
  readonly profit: (Band & { readonly currency: string | null }) | null;
}

export interface Ruling {
  readonly accepted: number;
  readonly rejected: readonly { readonly message: string }[];
}

export interface ExperimentResult {
  readonly arm: string;
  readonly metric: 'units' | 'revenue' | 'profit';
  readonly currency: string | null;
  readonly missing: readonly { readonly what: string; readonly have: number; readonly need: number }[];
  readonly effect: {
    readonly control: number;
    readonly treatment: number;
    readonly value: number;
    readonly low: number;
    readonly high: number;
  } | null;
}

export interface Experiment {
  readonly point: string;
  readonly name: string;
  readonly unit: 'shop' | 'product';
  readonly arms: readonly string[];
  readonly chooses: readonly string[];
  readonly from: string;
  readonly until: string | null;
  /** When it was taken out of the configuration. */
  readonly ended: string | null;
  readonly turn: string | null;
  readonly blocks: number;
  readonly results: readonly ExperimentResult[];
}

export interface Selection {
  readonly ids: readonly string[] | null;
  readonly categories: readonly string[] | null;
  readonly tags: readonly string[] | null;
  readonly brands: readonly string[] | null;
  readonly families: readonly string[] | null;
  readonly minDaysOld: number | null;
  readonly maxDaysOld: number | null;
  readonly price: { readonly from: number | null; readonly to: number | null } | null;
  readonly options: readonly { readonly name: string; readonly values: readonly string[] }[] | null;
}

export interface Rule {
  readonly id: string;
  readonly note: string | null;
  readonly paused: boolean | null;
  readonly effect: string;
  readonly factor: number | null;
  readonly product: string | null;
  readonly position: number | null;
  readonly afterDays: number | null;
  readonly count: number | null;
  readonly years: number | null;
  readonly when: Readonly<Record<string, readonly string[] | string | null>> | null;
  readonly select: Selection | null;
  readonly except: Selection | null;
}

export interface Rules {
  readonly version: number;
  readonly at: string | null;
  readonly actor: string | null;
  readonly why: string | null;
  readonly rules: readonly Rule[];
}

export interface Reason {
  readonly code: string;
  readonly value: number | null;
  readonly detail: string | null;
}

export interface PreviewedPlace {
  readonly product: string;
  readonly title: string;
  readonly propensity: number;
  readonly reasons: readonly Reason[];
}

export interface Preview {
  readonly before: { readonly places: readonly PreviewedPlace[] };
  readonly products: readonly {
    readonly product: string;
    readonly title: string;
    readonly before: number;
    readonly after: number;
    readonly barred: string | null;
  }[];
}

export interface Health {
  readonly ready: boolean;
  readonly leads: boolean;
  readonly learned: number;
  readonly logged: number;
  readonly jobs: readonly {
    readonly kind: string;
    readonly key: string;
    readonly status: string;
    readonly attempt: number;
    readonly runAt: string;
    readonly reason: string | null;
  }[];
  readonly faults: readonly { readonly point: string; readonly code: string; readonly count: number }[];
}

export interface Band {
  readonly mean: number;
  readonly low: number;
  readonly high: number;
}

export interface Rung {
  readonly price: Money;
  readonly probability: number | null;
  readonly taken: boolean;
  readonly mean: number | null;
  readonly deviation: number | null;
  readonly rule: string | null;
}

export interface VariantPrices {
  readonly variant: string;
  readonly title: string | null;
  readonly currency: string;
  readonly regular: Money;
  readonly floor: Money | null;
  readonly ceiling: Money | null;
  readonly rungs: readonly Rung[];
  readonly demand: readonly { readonly amount: number; readonly worth: Band }[];
  /** What the curve is in; null where the point rewards something of its own. */
  readonly worthUnit: 'money' | 'piece' | null;
}

export interface Decision {
  readonly id: string;
  readonly point: string;
  readonly kind: Point['kind'];
  readonly at: string;
  readonly source: string;
  readonly chosen: readonly string[];
  readonly policy: { readonly id: string };
  /** Of a price alone. */
  readonly price: { readonly variant: string; readonly amount: Money } | null;
  readonly context: { readonly values: Readonly<Record<string, string | number | boolean>> };
}

export interface Place {
  readonly action: string;
  readonly propensity: number | null;
  readonly text: string;
  readonly reasons: readonly Reason[];
}

/** How the price arms have done, as `GET /admin/armoire/arms` says it. */
export interface Arms {
  readonly report: {
    readonly arms: readonly {
      readonly arm: 'learned' | 'own';
      readonly carts: number;
      readonly orders: number;
      readonly revenue: Money;
      readonly profit: Money;
    }[];
    readonly gain: { readonly profit: Money; readonly error: Money };
  } | null;
}

interface Told {
  readonly seen: number;
  readonly told: number;
}

/** How the plugin stands, as `GET /admin/armoire` says it. */
export interface Status {
  readonly runs: 'embedded' | 'remote';
  readonly shadow: boolean;
  readonly market: { readonly currency: string };
  readonly progress: {
    readonly state: 'waiting' | 'catalogue' | 'history' | 'done' | 'failed';
    readonly trouble?: string;
    readonly catalog?: Told & {
      readonly costUnknown: number;
      readonly unpriced: number;
      readonly refused: number;
    };
    readonly orders?: Told;
    readonly mended?: { readonly at: number; readonly catalog: Told; readonly orders: Told };
  };
}
