import { type Document, query } from './document.ts';
import type * as O from './operations.ts';

/** Every question that the dashboard asks. `npm run codegen` makes their types, and those of the answers. */

const money = 'amount currency';

export const points = query<O.PointsQuery, O.PointsQueryVariables>(
  '{ points { id kind samples policy { id version support } } }',
);

const activityFields = `point catalogue coverage partial
  buckets { from decisions fallbacks controls places clicks purchases reward exploration entropy coverage }`;

export const activity = query<
  O.ActivityQuery,
  O.ActivityQueryVariables
>(`query ($point: ID!, $since: Instant!, $until: Instant, $every: Float!) {
  pointActivity(point: $point, since: $since, until: $until, every: $every) { ${activityFields} }
}`);

/** The activity of several points at once, each under its place in the list: `p0`, `p1`, … */
export function activities(
  count: number,
): Document<
  Readonly<Record<string, O.ActivitiesQuery['p0']>>,
  Pick<O.ActivitiesQueryVariables, 'since' | 'every'> & Readonly<Record<string, unknown>>
> {
  const places = Array.from({ length: count }, (_, i) => i);
  return query(`query ($since: Instant!, $every: Float!${places.map((i) => `, $p${i}: ID!`).join('')}) {
    ${places.map((i) => `p${i}: pointActivity(point: $p${i}, since: $since, every: $every) { ${activityFields} }`).join('\n')}
  }`);
}

export const estimates = query<
  O.EstimatesQuery,
  O.EstimatesQueryVariables
>(`query ($point: ID!, $limit: Int!) {
  estimates(point: $point, limit: $limit) { action title mean deviation weight history { at mean deviation } }
}`);

export const outcomes = query<
  O.OutcomesQuery,
  O.OutcomesQueryVariables
>(`query ($point: ID!, $since: Instant) {
  pointOutcomes(point: $point, since: $since) { arm decisions places click cart purchase margin return value }
}`);

const bounds = `value { ${money} } low { ${money} } high { ${money} }`;
const effect = 'control armoire difference low high level';
const missing = 'missing { arm what have need }';

export const earned = query<O.EarnedQuery, O.EarnedQueryVariables>(`query ($since: Instant) {
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
  O.DecisionsQuery,
  O.DecisionsQueryVariables
>(`query ($first: Int!, $after: String, $point: ID, $shopper: ID, $since: Instant, $until: Instant) {
  decisions(first: $first, after: $after, point: $point, shopper: $shopper, since: $since, until: $until) {
    nodes { ${decisionFields} }
    pageInfo { hasNextPage endCursor }
  }
}`);

export const explain = query<O.ExplainQuery, O.ExplainQueryVariables>(`query ($decision: ID!) {
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

export const decisionOutcome = query<
  O.DecisionOutcomeQuery,
  O.DecisionOutcomeQueryVariables
>(`query ($decision: ID!) {
  decisionOutcome(decision: $decision) {
    inputs
    places { position action seen earned value due revisions { revision at value previous } }
    candidates { action title scores position probability price { ${money} } }
  }
}`);

export const audit = query<O.AuditQuery, O.AuditQueryVariables>(`query ($first: Int!, $after: String) {
  killSwitch
  audit(first: $first, after: $after) {
    nodes { id at actor action subject before after why cause { key values } policy { id version propensity } }
    pageInfo { hasNextPage endCursor }
  }
}`);

export const priceProposals = query<
  O.PriceProposalsQuery,
  O.PriceProposalsQueryVariables
>(`query ($first: Int!) {
  priceProposals(first: $first) {
    id product variant title at by why cause { key values } propensity
    price { ${money} } charged { ${money} } own { ${money} } profit { mean low high currency }
  }
}`);

export const priceExperiments = query<O.PriceExperimentsQuery, O.PriceExperimentsQueryVariables>(`{
  priceExperiments {
    point name unit arms chooses from until ended stretch washout turn blocks linesWithoutCost
    results {
      arm metric currency missing { what have need }
      effect { control treatment value low high level blocks carryOver { value low high } }
    }
  }
}`);

export const priceFairness = query<
  O.PriceFairnessQuery,
  O.PriceFairnessQueryVariables
>(`query ($since: Instant!) {
  priceFairness(since: $since) {
    since until pieces articles paid reduced decisions personal slots mixed level
    groups { dimension group pieces paid reduced difference { value low high articles } }
  }
}`);

const ruling = '{ accepted rejected { index code message } }';

export const approvePrices = query<O.ApprovePricesMutation, O.ApprovePricesMutationVariables>(
  `mutation ($proposals: [AskedPriceInput!]!) { approvePrices(proposals: $proposals) ${ruling} }`,
);

export const rejectPrices = query<O.RejectPricesMutation, O.RejectPricesMutationVariables>(
  `mutation ($proposals: [AskedPriceInput!]!) { rejectPrices(proposals: $proposals) ${ruling} }`,
);

export const killSwitch = query<O.KillSwitchQuery, O.KillSwitchQueryVariables>('{ killSwitch }');

export const setKillSwitch = query<O.SetKillSwitchMutation, O.SetKillSwitchMutationVariables>(
  'mutation ($on: Boolean!, $why: String!) { setKillSwitch(on: $on, why: $why) }',
);

export const undo = query<O.UndoMutation, O.UndoMutationVariables>(
  'mutation ($audit: ID!) { undo(audit: $audit) { id } }',
);

export const shopDays = query<O.ShopDaysQuery, O.ShopDaysQueryVariables>(`query ($since: Instant!) {
  shopDays(since: $since) { partial days { from views clicks orders pieces revenue { ${money} } } }
}`);

export const catalogue = query<
  O.CatalogueQuery,
  O.CatalogueQueryVariables
>(`query ($search: String, $first: Int!) {
  catalogue(search: $search, first: $first) {
    id title status categories tags showable
    variants { id title stock price { ${money} } }
  }
}`);

export const priceHistory = query<
  O.PriceHistoryQuery,
  O.PriceHistoryQueryVariables
>(`query ($product: ID!, $since: Instant!) {
  priceHistory(product: $product, since: $since) {
    variant title currency
    regular { ${money} } floor { ${money} } ceiling { ${money} } lowest { ${money} }
    rungs { price { ${money} } factor mean deviation probability taken rule }
    demand { amount units { mean low high } worth { mean low high } }
    worthUnit
    steps { at until amount reason cause { key values } audit }
    sales { from pieces revenue }
  }
}`);

export const health = query<O.HealthQuery, O.HealthQueryVariables>(`{
  health {
    ready node leads learned logged
    jobs { kind key status attempt runAt reason }
    faults { point code count }
    counts { name count }
  }
}`);

export const person = query<
  O.PersonQuery,
  O.PersonQueryVariables
>(`query ($shopper: ID, $customer: ID, $session: ID) {
  person(shopper: $shopper, customer: $customer, session: $session) {
    shoppers sessions customers events decisions outcomes samples firstAt lastAt
  }
}`);

export const erasePerson = query<
  O.ErasePersonMutation,
  O.ErasePersonMutationVariables
>(`mutation ($shopper: ID, $customer: ID, $session: ID, $why: String!) {
  erasePerson(shopper: $shopper, customer: $customer, session: $session, why: $why) {
    id events decisions outcomes samples
  }
}`);

const key = 'id name kind scopes createdAt expiresAt revokedAt lastUsedAt';
const made = `key stored { ${key} }`;

export const access = query<O.AccessQuery, O.AccessQueryVariables>(
  `{ keys { ${key} } users { email role createdAt } }`,
);

export const createKey = query<
  O.CreateKeyMutation,
  O.CreateKeyMutationVariables
>(`mutation ($name: String!, $kind: KeyKind!, $scopes: [String!]!, $expiresAt: Instant) {
  createKey(name: $name, kind: $kind, scopes: $scopes, expiresAt: $expiresAt) { ${made} }
}`);

export const rotateKey = query<O.RotateKeyMutation, O.RotateKeyMutationVariables>(
  `mutation ($id: ID!, $overlap: Int!) { rotateKey(id: $id, overlap: $overlap) { ${made} } }`,
);

export const revokeKey = query<O.RevokeKeyMutation, O.RevokeKeyMutationVariables>(
  'mutation ($id: ID!) { revokeKey(id: $id) { id } }',
);

export const addUser = query<
  O.AddUserMutation,
  O.AddUserMutationVariables
>(`mutation ($email: String!, $role: String!, $password: String!) {
  addUser(email: $email, role: $role, password: $password) { email }
}`);

export const setRole = query<O.SetRoleMutation, O.SetRoleMutationVariables>(
  'mutation ($email: String!, $role: String!) { setRole(email: $email, role: $role) { email } }',
);

export const setPassword = query<O.SetPasswordMutation, O.SetPasswordMutationVariables>(
  'mutation ($email: String!, $password: String!) { setPassword(email: $email, password: $password) { email } }',
);

export const removeUser = query<O.RemoveUserMutation, O.RemoveUserMutationVariables>(
  'mutation ($email: String!) { removeUser(email: $email) }',
);

const refusal = 'code message fix';

export const evaluation = query<O.EvaluationQuery, O.EvaluationQueryVariables>(`{
  evaluation {
    state point startedAt startedBy read failure { ${refusal} }
    report {
      since until level decisions rows learned notes leftOut { reason count }
      policies {
        name logged verdict effectiveSampleSize largestWeight meanWeight unused weights { from to rows }
        values {
          estimator estimate { value low high } refusal { ${refusal} } difference { verdict value low high }
        }
      }
    }
  }
}`);

export const evaluationPolicies = query<O.EvaluationPoliciesQuery, O.EvaluationPoliciesQueryVariables>(
  '{ evaluationPolicies }',
);

export const startEvaluation = query<
  O.StartEvaluationMutation,
  O.StartEvaluationMutationVariables
>(`mutation ($point: ID!, $policies: [String!]!, $estimators: [String!], $since: Instant, $until: Instant) {
  startEvaluation(point: $point, policies: $policies, estimators: $estimators, since: $since, until: $until) { state }
}`);

const selection = `{ ids categories tags brands families minDaysOld maxDaysOld price { from to } options { name values } }`;
const rule = `id note paused effect factor product position afterDays count years
  when { points markets channels categories products from until weekdays }
  select ${selection} except ${selection}`;
const version = `version at actor why rules { ${rule} }`;

export const rules = query<O.RulesQuery, O.RulesQueryVariables>(`{ rules { ${version} } }`);

export const rulesHistory = query<O.RulesHistoryQuery, O.RulesHistoryQueryVariables>(
  `query ($first: Int!, $before: Int) { rulesHistory(first: $first, before: $before) { ${version} } }`,
);

const previewed = 'places { product title propensity reasons { code value detail } }';

export const previewRules = query<
  O.PreviewRulesQuery,
  O.PreviewRulesQueryVariables
>(`query ($point: ID!, $rules: [RuleInput!]!, $situation: RulesSituationInput, $shopper: ID) {
  previewRules(point: $point, rules: $rules, situation: $situation, shopper: $shopper) {
    before { ${previewed} }
    after { ${previewed} }
    products { product title before after barred rules { id effect } }
  }
}`);

export const saveRules = query<
  O.SaveRulesMutation,
  O.SaveRulesMutationVariables
>(`mutation ($expected: Int!, $rules: [RuleInput!]!, $why: String!) {
  saveRules(expected: $expected, rules: $rules, why: $why) { version }
}`);

export const revertRules = query<
  O.RevertRulesMutation,
  O.RevertRulesMutationVariables
>(`mutation ($version: Int!, $expected: Int!, $why: String!) {
  revertRules(version: $version, expected: $expected, why: $why) { version }
}`);
