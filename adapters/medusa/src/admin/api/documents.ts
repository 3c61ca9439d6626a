import type { Document } from './ask.ts';
import type * as T from './types.ts';

/** Every question that the admin asks; a test holds them against the merchant's schema. */

function query<Data, Variables extends object = Record<string, never>>(
  text: string,
): Document<Data, Variables> {
  return { text };
}

const money = '{ amount currency }';
const bounds = `{ value ${money} low ${money} high ${money} }`;
const missing = 'missing { arm what have need }';
const result = `{ effect { earned ${bounds} perUnit { level } } ${missing} }`;

export const overview = query<
  {
    readonly earned: T.Earned;
    readonly shopDays: { readonly days: readonly T.ShopDay[] };
    readonly killSwitch: boolean;
  },
  { readonly since: string }
>(`query ($since: Instant!) {
  earned {
    points {
      point holdout units { control armoire } sampleRatio { mismatch }
      clicks { ${missing} } orders { ${missing} } money { currency revenue ${result} }
    }
    total { currency revenue ${bounds} profit ${bounds} }
  }
  shopDays(since: $since) { days { from views clicks orders revenue ${money} } }
  killSwitch
}`);

export const setKillSwitch = query<
  { readonly setKillSwitch: boolean },
  { readonly on: boolean; readonly why: string }
>('mutation ($on: Boolean!, $why: String!) { setKillSwitch(on: $on, why: $why) }');

export const points = query<{ readonly points: readonly T.Point[] }>(
  '{ points { id kind samples policy { id version } } }',
);

export const activity = query<
  { readonly pointActivity: T.Activity },
  { readonly point: string; readonly since: string; readonly every: number }
>(`query ($point: ID!, $since: Instant!, $every: Float!) {
  pointActivity(point: $point, since: $since, every: $every) {
    catalogue coverage buckets { from decisions fallbacks clicks purchases exploration }
  }
}`);

const decision = `id point kind at source chosen policy { id } price { variant amount ${money} } context { values }`;

export const decisions = query<
  { readonly decisions: { readonly nodes: readonly T.Decision[] } },
  { readonly first: number; readonly point?: string }
>(`query ($first: Int!, $point: ID) { decisions(first: $first, point: $point) { nodes { ${decision} } } }`);

export const explain = query<
  { readonly explain: { readonly decision: T.Decision; readonly places: readonly T.Place[] } },
  { readonly decision: string }
>(`query ($decision: ID!) {
  explain(decision: $decision) {
    decision { ${decision} }
    places { action propensity text reasons { code value detail } }
  }
}`);

interface Found {
  readonly id: string;
  readonly title: string;
  readonly variants: readonly { readonly id: string; readonly title: string | null }[];
}

/** What products and variants of these many ids are called, each under its place in the list: `p0`, `p1`, … */
export const titles = (
  count: number,
): Document<Readonly<Record<string, readonly Found[]>>, Readonly<Record<string, string>>> => {
  const places = Array.from({ length: count }, (_, i) => i);
  return query(`query (${places.map((i) => `$p${i}: String!`).join(', ')}) {
    ${places.map((i) => `p${i}: catalogue(search: $p${i}, first: 1) { id title variants { id title } }`).join('\n')}
  }`);
};

const selection =
  '{ ids categories tags brands families minDaysOld maxDaysOld price { from to } options { name values } }';

export const rules = query<{ readonly rules: T.Rules }>(`{
  rules {
    version at actor why
    rules {
      id note paused effect factor product position afterDays count years
      when { points markets channels categories products from until weekdays }
      select ${selection} except ${selection}
    }
  }
}`);

export const saveRules = query<
  { readonly saveRules: { readonly version: number } },
  { readonly expected: number; readonly rules: readonly object[]; readonly why: string }
>(`mutation ($expected: Int!, $rules: [RuleInput!]!, $why: String!) {
  saveRules(expected: $expected, rules: $rules, why: $why) { version }
}`);

export const previewRules = query<
  { readonly previewRules: T.Preview },
  { readonly point: string; readonly rules: readonly object[]; readonly product?: string }
>(`query ($point: ID!, $rules: [RuleInput!]!, $product: ID) {
  previewRules(point: $point, rules: $rules, situation: { product: $product }) {
    before { places { product title propensity reasons { code value detail } } }
    products { product title before after barred }
  }
}`);

export const experiments = query<{ readonly priceExperiments: readonly T.Experiment[] }>(`{
  priceExperiments {
    point name unit arms chooses from until ended turn blocks
    results {
      arm metric currency missing { what have need }
      effect { control treatment value low high }
    }
  }
}`);

export const prices = query<
  {
    readonly killSwitch: boolean;
    readonly points: readonly T.Point[];
    readonly priceProposals: readonly T.Proposal[];
    readonly audit: { readonly nodes: readonly T.AuditLine[] };
  },
  { readonly proposals: number; readonly lines: number }
>(`query ($proposals: Int!, $lines: Int!) {
  killSwitch
  points { id kind samples policy { id version } }
  priceProposals(first: $proposals) {
    id product variant title why cause { key values } propensity
    price ${money} charged ${money} own ${money} profit { mean low high currency }
  }
  audit(first: $lines) { nodes { id at actor action subject before after why cause { key values } } }
}`);

interface Asked {
  readonly proposals: readonly { readonly variant: string; readonly proposal: string }[];
}

const ruling = '{ accepted rejected { message } }';

export const approvePrices = query<{ readonly approvePrices: T.Ruling }, Asked>(
  `mutation ($proposals: [AskedPriceInput!]!) { approvePrices(proposals: $proposals) ${ruling} }`,
);

export const rejectPrices = query<{ readonly rejectPrices: T.Ruling }, Asked>(
  `mutation ($proposals: [AskedPriceInput!]!) { rejectPrices(proposals: $proposals) ${ruling} }`,
);

export const undo = query<{ readonly undo: { readonly id: string } }, { readonly audit: string }>(
  'mutation ($audit: ID!) { undo(audit: $audit) { id } }',
);

export const health = query<{ readonly health: T.Health }>(`{
  health {
    ready leads learned logged
    jobs { kind key status attempt runAt reason }
    faults { point code count }
  }
}`);

export const priceHistory = query<
  { readonly priceHistory: readonly T.VariantPrices[]; readonly points: readonly T.Point[] },
  { readonly product: string; readonly since: string }
>(`query ($product: ID!, $since: Instant!) {
  points { id kind samples policy { id version } }
  priceHistory(product: $product, since: $since) {
    variant title currency regular ${money} floor ${money} ceiling ${money}
    rungs { price ${money} probability taken mean deviation rule }
    demand { amount worth { mean low high } }
    worthUnit
  }
}`);
