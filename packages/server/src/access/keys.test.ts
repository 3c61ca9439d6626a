import { createHash } from 'node:crypto';
import { day, hour } from '@armoire/protocol';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { inFolder, publicKey, using, type World, world } from '../../test/world.ts';
import { scopes } from './scopes.ts';

let shop: World;

beforeEach(async () => {
  shop = await world();
});
afterEach(() => shop.armoire.close());

async function ask(key: string, query: string, at: World = shop) {
  const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' };
  const response = await at.ask('/admin/graphql', { method: 'POST', headers, body: { query } });
  const { data, errors } = await response.json();
  return { status: response.status, data, error: errors?.[0] };
}

async function create(args: string) {
  const { data, errors } = await shop.admin(
    `mutation { createKey(${args}) { key stored { id name kind scopes createdAt expiresAt } } }`,
  );
  return { made: data?.createKey, error: errors?.[0] };
}

const points = '{ points { id } }';

describe('a key of the store', () => {
  it('is shown once, tells its kind and id, and is kept as a digest', async () => {
    const { made } = await create('name: "erp", scopes: ["decisions:read", "orders:write"]');
    expect(made).toMatchObject({ stored: { name: 'erp', kind: 'secret', expiresAt: null } });
    expect(made.key).toMatch(new RegExp(`^ak_sec_${made.stored.id}_[\\w-]{43}$`));
    const [kept] = await shop.armoire.storage.keys.list('lamps');
    expect(kept?.digest).toBe(createHash('sha256').update(made.key).digest('hex'));
    expect(JSON.stringify(kept)).not.toContain(made.key);
    const { data } = await shop.admin(
      '{ keys { id name scopes } audit { nodes { actor action subject after } } }',
    );
    expect(data.keys).toEqual([
      { id: made.stored.id, name: 'erp', scopes: ['decisions:read', 'orders:write'] },
    ]);
    expect(data.audit.nodes[0]).toMatchObject({
      actor: 'secret key',
      action: 'key.create',
      subject: made.stored.id,
    });
    expect(JSON.stringify(data)).not.toContain(made.key);
  });

  it('stands in the audit log before whoever the store’s server asks for', async () => {
    const { made } = await create('name: "erp", scopes: ["prices:write"]');
    for (const actor of ['anna@example.com', '']) {
      await shop.ask('/admin/graphql', {
        method: 'POST',
        headers: {
          authorization: `Bearer ${made.key}`,
          'content-type': 'application/json',
          'x-armoire-actor': actor,
        },
        body: { query: `mutation { setKillSwitch(on: ${actor !== ''}, why: "test") }` },
      });
    }
    const { data } = await shop.admin('{ audit(first: 2) { nodes { actor action } } }');
    expect(data.audit.nodes).toMatchObject([{ actor: 'erp' }, { actor: 'erp: anna@example.com' }]);
  });

  it('may do what its scopes say; the others are named', async () => {
    const { made } = await create('name: "erp", scopes: ["decisions:read"]');
    expect((await ask(made.key, points)).data.points).not.toEqual([]);
    const { status, error } = await ask(made.key, 'mutation { setKillSwitch(on: true, why: "x") }');
    expect([status, error.extensions.code]).toEqual([200, 'FORBIDDEN']);
    expect(error.message).toBe('Mutation.setKillSwitch needs the scope prices:write');
    const put = await shop.ask('/v1/products', {
      method: 'PUT',
      headers: { authorization: `Bearer ${made.key}` },
      body: [],
    });
    expect([put.status, (await put.json()).message]).toEqual([
      403,
      'PUT /v1/products needs the scope catalog:write',
    ]);
    expect((await shop.admin('{ killSwitch }')).data).toEqual({ killSwitch: false });
  });

  it('is used by pages when it is public, and by nothing else', async () => {
    const { made } = await create('name: "page", kind: public');
    expect(made.key).toMatch(/^ak_pub_/);
    const served = await shop.graphql('{ product(id: "x") { id } }', { 'x-armoire-key': made.key });
    expect(served).toEqual({ data: { product: null } });
    expect((await ask(made.key, points)).error.extensions.code).toBe('FORBIDDEN');
    const secret = await create('name: "erp", scopes: ["decisions:read"]');
    const refused = await shop.graphql('{ __typename }', { 'x-armoire-key': secret.made.key });
    expect(refused.errors?.[0]?.extensions.code).toBe('FORBIDDEN');
  });

  it('does not count with a letter changed, nor with the prefix of another kind', async () => {
    const { made } = await create('name: "erp", scopes: ["decisions:read"]');
    const last = made.key.endsWith('A') ? 'B' : 'A';
    for (const wrong of [
      made.key.slice(0, -1) + last,
      made.key.replace('ak_sec_', 'ak_pub_'),
      made.key.replace(made.stored.id, '0'.repeat(16)),
      made.key.slice(0, 24),
    ]) {
      const { status, error } = await ask(wrong, points);
      expect([status, error.extensions.code]).toEqual([401, 'UNAUTHENTICATED']);
      expect(JSON.stringify(error)).not.toContain(wrong);
    }
  });

  it('ends at its time', async () => {
    const { made } = await create(
      'name: "erp", scopes: ["decisions:read"], expiresAt: "2026-01-31T13:00:00Z"',
    );
    expect((await ask(made.key, points)).status).toBe(200);
    shop.clock.advance(hour);
    const { status, error } = await ask(made.key, points);
    expect([status, error.message]).toEqual([401, 'The key "erp" has expired']);
  });

  it('is revoked at once and for good', async () => {
    const { made } = await create('name: "erp", scopes: ["decisions:read"]');
    const revoke = `mutation { revokeKey(id: "${made.stored.id}") { revokedAt } }`;
    const { data } = await shop.admin(revoke);
    expect(data.revokeKey.revokedAt).toBe('2026-01-31T12:00:00.000Z');
    const { status, error } = await ask(made.key, points);
    expect([status, error.message]).toEqual([401, 'The key "erp" was revoked']);
    shop.clock.advance(hour);
    expect((await shop.admin(revoke)).data).toEqual(data);
    const lines = await shop.armoire.storage.audit.list('lamps', 10, { action: 'key.revoke' });
    expect(lines).toMatchObject([{ actor: 'secret key', subject: made.stored.id }]);
  });

  it('notes its use by the hour, behind the request', async () => {
    const { made } = await create('name: "erp", scopes: ["decisions:read"]');
    const used = vi.spyOn(shop.armoire.storage.keys, 'used');
    const runtime = shop.armoire.shop();
    for (const passed of [0, hour / 2, hour / 2, 1]) {
      shop.clock.advance(passed);
      await ask(made.key, points);
      await runtime.keys.settled();
    }
    expect(used.mock.calls.map(([, , at]) => at - shop.clock.now())).toEqual([-hour - 1, -1]);
    used.mockRestore();
  });

  it.each([
    ['name: "erp", scopes: ["catalog:wirte"]', 'INVALID_INPUT', 'Did you mean catalog:write?'],
    ['name: "erp"', 'INVALID_INPUT', scopes.join(', ')],
    ['name: "page", kind: public, scopes: ["catalog:write"]', 'INVALID_INPUT', 'Leave them out'],
    ['name: "eve@shop.example", scopes: ["catalog:write"]', 'INVALID_INPUT', 'Call it'],
    ['name: "secret key", scopes: ["catalog:write"]', 'CONFLICT', 'Rotate'],
    ['name: "erp", scopes: ["catalog:write"], expiresAt: "2026-01-31T12:00:00Z"', 'INVALID_INPUT', 'to come'],
  ])('is not made of %s', async (args, code, fix) => {
    const { error } = await create(args);
    expect(error?.extensions).toMatchObject({ code, fix: expect.stringContaining(fix) });
    expect(await shop.armoire.storage.keys.list('lamps')).toEqual([]);
  });

  it('gives away no more than it has', async () => {
    const { made } = await create('name: "porter", scopes: ["access:write"]');
    const grab = 'mutation { createKey(name: "x", scopes: ["access:write", "prices:write"]) { key } }';
    const { error } = await ask(made.key, grab);
    expect([error.extensions.code, error.message]).toEqual([
      'FORBIDDEN',
      'Nobody can give what they do not have: prices:write',
    ]);
    const erp = await create('name: "erp", scopes: ["prices:write"]');
    const turned = await ask(made.key, `mutation { rotateKey(id: "${erp.made.stored.id}") { key } }`);
    expect(turned.error.extensions.code).toBe('FORBIDDEN');
    const owner = 'addUser(email: "eve@shop.example", role: "owner", password: "one two three") { email }';
    expect((await ask(made.key, `mutation { ${owner} }`)).error.extensions.code).toBe('FORBIDDEN');
    expect(
      (await ask(made.key, 'mutation { createKey(name: "y", scopes: ["access:write"]) { key } }')).error,
    ).toBeUndefined();
  });
});

describe('rotation', () => {
  const rotate = (id: string, overlap = 60) =>
    shop.admin(
      `mutation { rotateKey(id: "${id}", overlap: ${overlap}) { key stored { id name scopes expiresAt } } }`,
    );

  it('lets both keys count until the overlap ends', async () => {
    const { made } = await create('name: "erp", scopes: ["decisions:read"]');
    const { rotateKey: next } = (await rotate(made.stored.id)).data;
    expect(next.stored).toMatchObject({ name: 'erp', scopes: ['decisions:read'], expiresAt: null });
    expect([(await ask(made.key, points)).status, (await ask(next.key, points)).status]).toEqual([200, 200]);
    shop.clock.advance(hour);
    expect([(await ask(made.key, points)).status, (await ask(next.key, points)).status]).toEqual([401, 200]);
  });

  it('keeps how long a key lasts, and turns each key once', async () => {
    const { made } = await create(
      'name: "erp", scopes: ["decisions:read"], expiresAt: "2026-02-10T12:00:00Z"',
    );
    shop.clock.advance(day);
    const { data } = await rotate(made.stored.id);
    expect(data.rotateKey.stored.expiresAt).toBe('2026-02-11T12:00:00.000Z');
    expect((await rotate(made.stored.id)).errors?.[0]?.extensions).toMatchObject({
      code: 'CONFLICT',
      fix: `Rotate ${data.rotateKey.stored.id}.`,
    });
    shop.clock.advance(11 * day);
    expect((await rotate(data.rotateKey.stored.id)).errors?.[0]?.extensions.code).toBe('CONFLICT');
    expect((await rotate('none')).errors?.[0]?.extensions.code).toBe('NOT_FOUND');
    expect((await rotate('none', -1)).errors?.[0]?.extensions.code).toBe('INVALID_INPUT');
  });
});

it('is heard of by other processes within seconds', () =>
  inFolder(async (folder) => {
    const config = { storage: `sqlite:${folder}/shop.db`, tokens: { secret: 'x'.repeat(32) } };
    await using({ config }, (one) =>
      using({ config }, async (other) => {
        const { data } = await one.admin(
          'mutation { createKey(name: "erp", scopes: ["decisions:read"]) { key stored { id } } }',
        );
        const { key, stored } = data.createKey;
        expect((await ask(key, points, other)).status).toBe(401);
        await other.armoire.runDue();
        expect((await ask(key, points, other)).status).toBe(200);
        await one.admin(`mutation { revokeKey(id: "${stored.id}") { id } }`);
        expect((await ask(key, points, one)).status).toBe(401);
        await other.armoire.runDue();
        expect((await ask(key, points, other)).status).toBe(401);
      }),
    );
  }));

it('scopes of the configuration bind its keys', () =>
  using(
    {
      shop: {
        keys: {
          public: publicKey,
          secret: {
            erp: { key: 'the-key-of-the-erp', scopes: ['orders:write'] },
            all: { key: 'the-key-for-all' },
          },
        },
      },
    },
    async (scoped) => {
      expect((await ask('the-key-of-the-erp', points, scoped)).error.message).toContain('decisions:read');
      expect((await ask('the-key-for-all', points, scoped)).error).toBeUndefined();
    },
  ));

it('a scope that is not known is refused at the start, with the nearest that is', async () => {
  const secret = { erp: { key: 'the-key-of-the-erp', scopes: ['order:write' as 'orders:write'] } };
  await expect(world({ shop: { keys: { public: publicKey, secret } } })).rejects.toMatchObject({
    code: 'INVALID_CONFIG',
    message: 'shops[0].keys.secret.erp.scopes[0]: "order:write" is not known, did you mean orders:write?',
  });
});
