import { expect, test } from 'vitest';
import { ask } from '../../test/ask.ts';
import { noon } from '../../test/fixtures.ts';
import { MemoryMerchant } from '../../test/merchant-gateway.ts';
import { guardFields, merchantSchema } from '../index.ts';

const schema = merchantSchema();
const by = { name: 'dora@shop.example', scopes: new Set(['access:write']) };

test('keys and users are listed without what they are known by', async () => {
  const { data } = await ask(
    schema,
    '{ keys { id name kind scopes createdAt expiresAt revokedAt lastUsedAt } users { email role createdAt } }',
    { merchant: new MemoryMerchant() },
  );
  const createdAt = '2026-01-31T12:00:00.000Z';
  const none = { expiresAt: null, revokedAt: null, lastUsedAt: null };
  expect(data).toEqual({
    keys: [{ id: 'k1', name: 'erp', kind: 'secret', scopes: ['orders:write'], createdAt, ...none }],
    users: [{ email: 'dora@shop.example', role: 'owner', createdAt }],
  });
  for (const [type, field] of [
    ['Key', 'digest'],
    ['User', 'password'],
    ['User', 'stamp'],
  ] as const) {
    expect(schema.getType(type)?.toConfig()).not.toHaveProperty(`fields.${field}`);
  }
});

test('changes reach the gateway with who makes them', async () => {
  const merchant = new MemoryMerchant();
  const { data, errors } = await ask(
    schema,
    `mutation {
      createKey(name: "erp", scopes: ["orders:write"], expiresAt: "2026-01-31T12:00:00Z") { key stored { id } }
      public: createKey(name: "page", kind: public, expiresAt: null) { key }
      rotateKey(id: "k1", overlap: 2) { key }
      revokeKey(id: "k1") { revokedAt }
      addUser(email: "eve@shop.example", role: "viewer", password: "correct horse battery") { email }
      setRole(email: "eve@shop.example", role: "editor") { role }
      setPassword(email: "eve@shop.example", password: "battery horse correct") { email }
      removeUser(email: "eve@shop.example")
    }`,
    { merchant, actor: by.name, scopes: by.scopes },
  );
  expect(errors).toBeUndefined();
  expect(data).toMatchObject({ createKey: { key: 'ak_sec_new', stored: { id: 'k1' } }, removeUser: true });
  const eve = 'eve@shop.example';
  expect(merchant.calls).toEqual([
    ['createKey', { name: 'erp', kind: 'secret', scopes: ['orders:write'], expiresAt: noon }, by],
    ['createKey', { name: 'page', kind: 'public', scopes: [] }, by],
    ['rotateKey', 'k1', 120_000, by],
    ['revokeKey', 'k1', by],
    ['addUser', { email: eve, role: 'viewer', password: 'correct horse battery' }, by],
    ['setRole', eve, 'editor', by],
    ['setPassword', eve, 'battery horse correct', by],
    ['removeUser', eve, by],
  ]);
});

test('a guard stands before every field of Query and Mutation', async () => {
  const asked: string[] = [];
  const guarded = guardFields(merchantSchema(), (field, { actor }) => {
    asked.push(field);
    if (actor !== 'dora') throw new Error('not dora');
  });
  const merchant = new MemoryMerchant();
  const refused = await ask(guarded, 'mutation { revokeKey(id: "k1") { id } }', { merchant, actor: 'eve' });
  expect([refused.data, refused.errors.length, merchant.calls]).toEqual([null, 1, []]);
  const taken = await ask(guarded, '{ keys { id } killSwitch }', { merchant, actor: 'dora' });
  expect(taken.data).toEqual({ keys: [{ id: 'k1' }], killSwitch: false });
  expect(asked).toEqual(['Mutation.revokeKey', 'Query.keys', 'Query.killSwitch']);
});
