import { merchantSchema } from '@armoire/graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { callsOf } from '../../test/operations.ts';
import { type World, world } from '../../test/world.ts';
import { createApp } from '../http/app.ts';
import { Metrics } from '../http/index.ts';
import { silentLog } from '../runtime/index.ts';
import { operations } from './operations.ts';
import { roleNames, scopesOf } from './roles.ts';
import { allScopes, type Scope, scopes } from './scopes.ts';

let shop: World;

/** A key of the configuration for each scope alone, and one for all the others. */
const only = (scope: Scope) => `key-with-only-${scope}`;
const allBut = (scope: Scope) => `key-with-all-but-${scope}`;
const keys = Object.fromEntries(
  scopes.flatMap((scope) => [
    [only(scope), { key: only(scope), scopes: [scope] }],
    [allBut(scope), { key: allBut(scope), scopes: scopes.filter((each) => each !== scope) }],
  ]),
);

beforeAll(async () => {
  shop = await world({ shop: { keys: { public: 'a-public-key-of-the-shop', secret: keys } } });
});
afterAll(() => shop.armoire.close());

const text: Record<string, unknown> = { Int: 1, Float: 1, Boolean: true, Instant: '2026-01-31T09:30:00Z' };
const fields = callsOf(merchantSchema(), (_, type) => {
  const special: Record<string, unknown> = { MinorUnits: 1, Attributes: {}, Json: null };
  return text[type] ?? special[type] ?? (/^(ID|String)$/.test(type) ? 'x' : undefined);
});

function routesOf(): string[] {
  const { shops } = shop.armoire;
  const app = createApp({ shops, log: silentLog, metrics: new Metrics() });
  return [...new Set(app.routes.map(({ method, path }) => `${method} ${path.replace(/^\/\*$/, '*')}`))];
}

function isScope(need: string | undefined): need is Scope {
  return (scopes as readonly (string | undefined)[]).includes(need);
}

async function call(operation: string, key: string): Promise<string> {
  const [method = '', path = ''] = operation.split(' ');
  const field = fields.find(({ name }) => name === operation);
  const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' };
  const response =
    field === undefined
      ? await shop.ask(path, { method, headers, ...(method === 'GET' ? {} : { body: [] }) })
      : await shop.ask('/admin/graphql', { method: 'POST', headers, body: field.body });
  return await response.text();
}

describe('the table of operations', () => {
  it('has a row for every field of the merchant’s schema and every route, and no others', () => {
    const there = [...fields.map(({ name }) => name), ...routesOf()];
    expect(Object.keys(operations).sort()).toEqual(there.sort());
  });

  it('asks every field, and every route of a secret key, for a scope; and every scope is for something', () => {
    for (const { name } of fields) expect([name, isScope(operations[name])]).toEqual([name, true]);
    expect(new Set(Object.values(operations).filter(isScope))).toEqual(allScopes);
  });

  it.each(Object.entries(operations).filter((entry): entry is [string, Scope] => isScope(entry[1])))(
    '%s takes %s, alone, and says so',
    async (operation, scope) => {
      const refused = await call(operation, allBut(scope));
      expect(refused).toContain('FORBIDDEN');
      expect(refused).toContain(`needs the scope ${scope}`);
      expect(refused).toContain('ask an owner');
      expect(await call(operation, only(scope))).not.toContain('needs the scope');
    },
  );

  it('gives each role all of the one before, and an owner everything', () => {
    const [viewer = '', editor = '', owner = ''] = roleNames;
    expect([...scopesOf(viewer)].every((scope) => scope.endsWith(':read'))).toBe(true);
    expect([...scopesOf(viewer)].every((scope) => scopesOf(editor).has(scope))).toBe(true);
    expect(scopesOf(editor).has('access:write')).toBe(false);
    expect(scopesOf(owner)).toEqual(allScopes);
    expect(scopesOf('toString').size).toBe(0);
  });
});
