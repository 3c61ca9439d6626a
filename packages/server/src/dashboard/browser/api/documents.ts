import { type Document, query } from './document.ts';
import type * as T from './types.ts';

/** Every question that the dashboard asks; a test holds them against the schema. */

interface Range extends Record<string, unknown> {
  readonly since: string;
  readonly until?: string;
}

const money = 'amount currency';

export const points = query<{ readonly points: readonly T.Point[] }>(
  '{ points { id kind samples policy { id version support } } }',
);

const activityFields = `point catalogue coverage partial
  buckets { from decisions fallbacks controls places clicks purchases reward exploration entropy coverage }`;

export const activity = query<
  { readonly pointActivity: T.PointActivity },
  Range & { readonly point: string; readonly every: number }
>(`query ($point: ID!, $since: Instant!, $until: Instant, $every: Float!) {
  pointActivity(point: $point, since: $since, until: $until, every: $every) { ${activityFields} }
}`);

/** The activity of several points at once, each under its place in the list: `p0`, `p1`, … */
export function activities(
  count: number,
): Document<Readonly<Record<string, T.PointActivity>>, Range & { readonly every: number }> {
  const places = Array.from({ length: count }, (_, i) => i);
  return query(`query ($since: Instant!, $every: Float!${places.map((i) => `, $p${i}: ID!`).join('')}) {
    ${places.map((i) => `p${i}: pointActivity(point: $p${i}, since: $since, every: $every) { ${activityFields} }`).join('\n')}
  }`);
}

export const estimates = query<
  { readonly estimates: readonly T.ActionEstimate[] },
  { readonly point: string; readonly limit: number }
>(`query ($point: ID!, $limit: Int!) {
  estimates(point: $point, limit: $limit) { action title mean deviation weight history { at mean deviation } }
}`);

export const outcomes = query<
  { readonly pointOutcomes: readonly T.ArmOutcomes[] },
  { readonly point: string; readonly since?: string }
>(`query ($point: ID!, $since: Instant) {
  pointOutcomes(point: $point, since: $since) { arm decisions places click cart purchase margin return value }
}`);

const bounds = `value { ${money} } low { ${money} } high { ${money} }`;
const effect = 'control armoire difference low high level';
const missing = 'missing { arm what have need }';

export const earned = query<
  { readonly earned: T.Earned },
  { readonly since?: string }
>(`query ($since: Instant) {
  earned(since: $since) {
    until
    points {
      point holdout unit moved
      units { control armoire }
      sampleRatio { pValue mismatch }
      clicks { effect { ${effect} } ${missing} }
      orders { effect { ${effect} } ${missing} }
      money { currency revenue { effect { earned { ${bounds} } perUnit { level } } ${missing} } profit { effect { earned { ${bounds} } perUnit { level } } ${missing} } }
    }
    total { currency points revenue { ${bounds} } profit { ${bounds} } }
  }
}`);

const decisionFields = `id point kind at source chosen propensities shopper session
  unit { kind id } policy { id version } price { product variant amount { ${money} } regular { ${money} } }`;

export const decisions = query<
  { readonly decisions: T.Page<T.Decision> },
  {
    readonly first: number;
    readonly after?: string;
    readonly point?: string;
    readonly shopper?: string;
    readonly since?: string;
    readonly until?: string;
  }
>(`query ($first: Int!, $after: String, $point: ID, $shopper: ID, $since: Instant, $until: Instant) {
  decisions(first: $first, after: $after, point: $point, shopper: $shopper, since: $since, until: $until) {
    nodes { ${decisionFields} }
    pageInfo { hasNextPage endCursor }
  }
}`);

export const explain = query<
  { readonly explain: T.Explanation },
  { readonly decision: string }
>(`query ($decision: ID!) {
  explain(decision: $decision) {
    decision {
      ${decisionFields} seed candidateSet modelScores
      context { values schema } model { id version } experiment { layer arm }
    }
    places {
      action propensity text
      reasons { code value detail }
      estimate { mean deviation weight }
      contributions { feature value }
    }
  }
}`);

export const audit = query<
  { readonly audit: T.Page<T.AuditLine>; readonly killSwitch: boolean },
  { readonly first: number; readonly after?: string }
>(`query ($first: Int!, $after: String) {
  killSwitch
  audit(first: $first, after: $after) {
    nodes { id at actor action subject before after why policy { id version propensity } }
    pageInfo { hasNextPage endCursor }
  }
}`);

export const killSwitch = query<{ readonly killSwitch: boolean }>('{ killSwitch }');

export const setKillSwitch = query<
  { readonly setKillSwitch: boolean },
  { readonly on: boolean; readonly why: string }
>('mutation ($on: Boolean!, $why: String!) { setKillSwitch(on: $on, why: $why) }');

export const undo = query<{ readonly undo: { readonly id: string } }, { readonly audit: string }>(
  'mutation ($audit: ID!) { undo(audit: $audit) { id } }',
);

export const catalogue = query<
  { readonly catalogue: readonly T.CatalogueProduct[] },
  { readonly search?: string; readonly first: number }
>(`query ($search: String, $first: Int!) {
  catalogue(search: $search, first: $first) {
    id title status categories tags showable
    variants { id title stock price { ${money} } }
  }
}`);

export const priceHistory = query<
  { readonly priceHistory: readonly T.VariantPrices[] },
  { readonly product: string; readonly since: string }
>(`query ($product: ID!, $since: Instant!) {
  priceHistory(product: $product, since: $since) {
    variant title currency
    regular { ${money} } floor { ${money} } ceiling { ${money} }
    steps { at until amount reason audit }
    sales { from pieces revenue }
  }
}`);

export const health = query<{ readonly health: T.Health }>(`{
  health {
    ready node leads learned logged
    jobs { kind key status attempt runAt reason }
    faults { point code count }
    counts { name count }
  }
}`);

export interface PersonIds extends Record<string, unknown> {
  readonly shopper?: string;
  readonly customer?: string;
  readonly session?: string;
}

export const person = query<
  { readonly person: T.Person },
  PersonIds
>(`query ($shopper: ID, $customer: ID, $session: ID) {
  person(shopper: $shopper, customer: $customer, session: $session) {
    shoppers sessions customers events decisions outcomes samples firstAt lastAt
  }
}`);

export const erasePerson = query<
  { readonly erasePerson: T.Erasure },
  PersonIds & { readonly why: string }
>(`mutation ($shopper: ID, $customer: ID, $session: ID, $why: String!) {
  erasePerson(shopper: $shopper, customer: $customer, session: $session, why: $why) {
    id events decisions outcomes samples
  }
}`);

const key = 'id name kind scopes createdAt expiresAt revokedAt lastUsedAt';
const made = `key stored { ${key} }`;

export const access = query<{ readonly keys: readonly T.Key[]; readonly users: readonly T.User[] }>(
  `{ keys { ${key} } users { email role createdAt } }`,
);

export const createKey = query<
  { readonly createKey: T.NewKey },
  {
    readonly name: string;
    readonly kind: string;
    readonly scopes: readonly string[];
    readonly expiresAt?: string;
  }
>(`mutation ($name: String!, $kind: KeyKind!, $scopes: [String!]!, $expiresAt: Instant) {
  createKey(name: $name, kind: $kind, scopes: $scopes, expiresAt: $expiresAt) { ${made} }
}`);

export const rotateKey = query<
  { readonly rotateKey: T.NewKey },
  { readonly id: string; readonly overlap: number }
>(`mutation ($id: ID!, $overlap: Int!) { rotateKey(id: $id, overlap: $overlap) { ${made} } }`);

export const revokeKey = query<{ readonly revokeKey: { readonly id: string } }, { readonly id: string }>(
  'mutation ($id: ID!) { revokeKey(id: $id) { id } }',
);

type UserAnswer<Name extends string> = { readonly [Key in Name]: { readonly email: string } };

export const addUser = query<
  UserAnswer<'addUser'>,
  { readonly email: string; readonly role: string; readonly password: string }
>(`mutation ($email: String!, $role: String!, $password: String!) {
  addUser(email: $email, role: $role, password: $password) { email }
}`);

export const setRole = query<UserAnswer<'setRole'>, { readonly email: string; readonly role: string }>(
  'mutation ($email: String!, $role: String!) { setRole(email: $email, role: $role) { email } }',
);

export const setPassword = query<
  UserAnswer<'setPassword'>,
  { readonly email: string; readonly password: string }
>(
  'mutation ($email: String!, $password: String!) { setPassword(email: $email, password: $password) { email } }',
);

export const removeUser = query<{ readonly removeUser: boolean }, { readonly email: string }>(
  'mutation ($email: String!) { removeUser(email: $email) }',
);

const selection = `{ ids categories tags brands families minDaysOld maxDaysOld price { from to } options { name values } }`;
const rule = `id note paused effect factor product position afterDays count years
  when { points markets channels categories products from until weekdays }
  select ${selection} except ${selection}`;
const version = `version at actor why rules { ${rule} }`;

export const rules = query<{ readonly rules: T.RulesVersion }>(`{ rules { ${version} } }`);

export const rulesHistory = query<
  { readonly rulesHistory: readonly T.RulesVersion[] },
  { readonly first: number; readonly before?: number }
>(`query ($first: Int!, $before: Int) { rulesHistory(first: $first, before: $before) { ${version} } }`);

const previewed = 'places { product title propensity reasons { code value detail } }';

export const previewRules = query<
  { readonly previewRules: T.RulesPreview },
  { readonly point: string; readonly rules: readonly T.Rule[]; readonly situation?: T.Situation }
>(`query ($point: ID!, $rules: [RuleInput!]!, $situation: RulesSituationInput) {
  previewRules(point: $point, rules: $rules, situation: $situation) {
    before { ${previewed} }
    after { ${previewed} }
    products { product title before after barred rules { id effect } }
  }
}`);

export const saveRules = query<
  { readonly saveRules: { readonly version: number } },
  { readonly expected: number; readonly rules: readonly T.Rule[]; readonly why: string }
>(`mutation ($expected: Int!, $rules: [RuleInput!]!, $why: String!) {
  saveRules(expected: $expected, rules: $rules, why: $why) { version }
}`);

export const revertRules = query<
  { readonly revertRules: { readonly version: number } },
  { readonly version: number; readonly expected: number; readonly why: string }
>(`mutation ($version: Int!, $expected: Int!, $why: String!) {
  revertRules(version: $version, expected: $expected, why: $why) { version }
}`);
