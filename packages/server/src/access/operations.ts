import { ArmoireError } from '@armoire/protocol';
import type { Scope } from './scopes.ts';

/** What an operation asks of whoever calls it: a scope, or one of the doors that have no scopes behind them. */
type Need = Scope | 'anybody' | 'public key' | 'secret key or login';

/** Every field of the merchant's schema and every route, and what it takes. What is not here is refused. */
export const operations: Readonly<Record<string, Need>> = {
  'Query.points': 'decisions:read',
  'Query.decision': 'decisions:read',
  'Query.decisions': 'decisions:read',
  'Query.explain': 'decisions:read',
  'Query.killSwitch': 'decisions:read',
  'Query.offeredPrice': 'decisions:read',
  'Query.priceProposals': 'decisions:read',
  'Query.priceExperiments': 'decisions:read',
  'Query.priceFairness': 'decisions:read',
  'Query.audit': 'audit:read',
  'Query.earned': 'decisions:read',
  'Query.pointOutcomes': 'decisions:read',
  'Query.pointActivity': 'decisions:read',
  'Query.estimates': 'decisions:read',
  'Query.priceHistory': 'decisions:read',
  'Query.shopDays': 'decisions:read',
  'Query.decisionOutcome': 'decisions:read',
  'Query.catalogue': 'decisions:read',
  'Query.health': 'decisions:read',
  'Query.evaluation': 'decisions:read',
  'Query.evaluationPolicies': 'decisions:read',
  'Query.rules': 'decisions:read',
  'Query.rulesHistory': 'decisions:read',
  'Query.previewRules': 'decisions:read',
  'Query.person': 'people:read',
  'Query.keys': 'access:write',
  'Query.users': 'access:write',
  'Mutation.setKillSwitch': 'prices:write',
  'Mutation.undo': 'prices:write',
  'Mutation.approvePrices': 'prices:write',
  'Mutation.rejectPrices': 'prices:write',
  'Mutation.saveRules': 'rules:write',
  'Mutation.revertRules': 'rules:write',
  'Mutation.startEvaluation': 'evaluations:write',
  'Mutation.upsertProducts': 'catalog:write',
  'Mutation.removeProducts': 'catalog:write',
  'Mutation.recordPurchases': 'orders:write',
  'Mutation.recordRefunds': 'orders:write',
  'Mutation.erasePerson': 'people:write',
  'Mutation.createKey': 'access:write',
  'Mutation.rotateKey': 'access:write',
  'Mutation.revokeKey': 'access:write',
  'Mutation.addUser': 'access:write',
  'Mutation.setRole': 'access:write',
  'Mutation.setPassword': 'access:write',
  'Mutation.removeUser': 'access:write',
  'OPTIONS *': 'anybody',
  'GET /graphql': 'public key',
  'POST /graphql': 'public key',
  'POST /events': 'public key',
  'GET /admin/graphql': 'secret key or login',
  'POST /admin/graphql': 'secret key or login',
  'GET /admin/session': 'secret key or login',
  'GET /admin': 'anybody',
  'GET /admin/*': 'anybody',
  'GET /admin/people/export': 'people:read',
  'POST /admin/login': 'anybody',
  'POST /admin/logout': 'anybody',
  'PUT /v1/products': 'catalog:write',
  'DELETE /v1/products/:id': 'catalog:write',
  'POST /v1/orders': 'orders:write',
  'POST /v1/shoppers': 'shoppers:write',
  'GET /v1/people/export': 'people:read',
  'POST /v1/people/erase': 'people:write',
  'GET /metrics': 'metrics:read',
  'GET /armoire.js': 'anybody',
  'GET /languages.js': 'anybody',
  'GET /healthz': 'anybody',
  'GET /readyz': 'anybody',
};

/** @throws ArmoireError FORBIDDEN, naming the scope that is missing */
export function checkScope(operation: string, who: { readonly scopes: ReadonlySet<string> }): void {
  const need = operations[operation];
  if (need !== undefined && who.scopes.has(need)) return;
  throw new ArmoireError('FORBIDDEN', `${operation} needs the scope ${need ?? 'of a newer version'}`, {
    fix: `Use a key that has ${need ?? 'it'}, or ask an owner of the shop for a role with it.`,
  });
}
