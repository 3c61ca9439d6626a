import { day, hour, minute } from '@armoire/protocol';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type World, world } from '../../test/world.ts';
import { Passwords } from './passwords.ts';

let shop: World;
const email = 'dora@shop.example';
const password = 'correct horse battery';
const cheap = new Passwords({ N: 16, r: 1, p: 1 });
const here = { origin: 'http://localhost' };

beforeEach(async () => {
  shop = await world();
  const { errors } = await shop.admin(
    `mutation { addUser(email: "Dora@Shop.example", role: "viewer", password: "${password}") { email } }`,
  );
  expect(errors).toBeUndefined();
});
afterEach(() => shop.armoire.close());

interface Tried {
  readonly status: number;
  readonly headers: Headers;
  readonly cookie: string;
  // biome-ignore lint/suspicious/noExplicitAny: tests read answers whose shape they know
  readonly body: any;
}

async function login(
  fields: Record<string, unknown> = {},
  headers: Record<string, string> = here,
  { address, url = 'http://localhost' }: { address?: string; url?: string } = {},
): Promise<Tried> {
  const response = await shop.armoire.handler(
    new Request(`${url}/admin/login`, {
      method: 'POST',
      headers,
      body: JSON.stringify({ email, password, ...fields }),
    }),
    address === undefined ? {} : { address },
  );
  const set = response.headers.get('set-cookie') ?? '';
  return {
    status: response.status,
    headers: response.headers,
    cookie: set.split(';')[0] ?? '',
    body: await response.json(),
  };
}

async function session(cookie: string): Promise<{ status: number; role?: string; code?: string }> {
  const response = await shop.ask('/admin/session', { headers: { cookie } });
  return { status: response.status, ...(await response.json()) };
}

async function graphql(query: string, headers: Record<string, string>, method = 'POST') {
  const all = { 'content-type': 'application/json', ...headers };
  const response =
    method === 'GET'
      ? await shop.ask(`/admin/graphql?query=${encodeURIComponent(query)}`, { headers: all })
      : await shop.ask('/admin/graphql', { method, headers: all, body: { query } });
  const { data, errors } = await response.json();
  return { status: response.status, data, code: errors?.[0]?.extensions?.code };
}

describe('login', () => {
  it('gives a cookie that pages cannot read and other sites cannot send, and says who it is', async () => {
    const { status, headers, cookie, body } = await login();
    expect(status).toBe(200);
    expect(body).toEqual({
      shop: 'lamps',
      actor: email,
      role: 'viewer',
      scopes: ['decisions:read', 'audit:read', 'metrics:read'],
      expiresAt: '2026-02-01T00:00:00.000Z',
    });
    expect(headers.get('set-cookie')).toMatch(
      /^armoire_admin=lamps~\w{32}~[\w-]{43}; Path=\/; Max-Age=604800; HttpOnly; SameSite=Strict$/,
    );
    expect(await session(cookie)).toEqual({ status: 200, ...body });
    const token = cookie.split('~')[2] ?? '';
    const [, id = ''] = cookie.split('~');
    expect(JSON.stringify(await shop.armoire.storage.logins.get('lamps', id))).not.toContain(token);
  });

  it('binds the cookie to its host where there is TLS, and takes no other there', async () => {
    const { headers, cookie } = await login(
      {},
      { origin: 'https://localhost' },
      { url: 'https://localhost' },
    );
    expect(headers.get('set-cookie')).toMatch(/^__Host-armoire_admin=.+; Path=\/; .*; Secure$/);
    const ask = (cookie: string, headers = {}) =>
      shop.armoire.handler(
        new Request('https://localhost/admin/session', { headers: { cookie, ...headers } }),
      );
    expect((await ask(cookie)).status).toBe(200);
    expect((await ask(cookie.replace('__Host-', ''))).status).toBe(401);
    const behind = await login({}, { ...here, 'x-forwarded-proto': 'https' });
    expect(behind.cookie).toMatch(/^__Host-/);
  });

  it('answers a wrong password and an unknown email alike', async () => {
    const wrong = await login({ password: 'wrong horse battery' });
    const unknown = await login({ email: 'eve@shop.example' });
    const other = await login({ shop: 'nowhere' });
    const no = await login({ email: 'not an email' });
    expect([wrong.status, wrong.body.code, wrong.cookie]).toEqual([401, 'UNAUTHENTICATED', '']);
    for (const each of [unknown, other, no]) expect([each.status, each.body]).toEqual([401, wrong.body]);
    expect((await login({ password: 1 })).body.code).toBe('INVALID_INPUT');
  });

  it('takes as many hashes for nobody as for somebody', async () => {
    let hashes = 0;
    vi.spyOn(shop.armoire.shop().passwords, 'verify').mockImplementation((given) => {
      hashes++;
      return cheap.verify(given);
    });
    for (const fields of [{}, { email: 'eve@shop.example' }, { shop: 'nowhere' }, { email: 'x' }]) {
      hashes = 0;
      await login(fields);
      expect([fields, hashes]).toEqual([fields, 1]);
    }
  });

  it('refuses pages of other origins', async () => {
    for (const headers of [
      { origin: 'https://evil.example' },
      { ...here, 'sec-fetch-site': 'cross-site' },
      { ...here, 'sec-fetch-site': 'same-site' },
    ]) {
      expect((await login({}, headers)).body.code).toBe('FORBIDDEN');
    }
    expect((await login({}, {})).status).toBe(200);
  });

  it('ends the session before it', async () => {
    const first = await login();
    const second = await login({}, { ...here, cookie: first.cookie });
    expect((await session(first.cookie)).status).toBe(401);
    expect((await session(second.cookie)).status).toBe(200);
  });

  it('hashes again what was hashed cheaply, without logging anybody out', async () => {
    const { users } = shop.armoire.storage;
    const before = await login();
    await users.change('lamps', email, { password: await cheap.hash(password) });
    expect((await login()).status).toBe(200);
    expect((await users.get('lamps', email))?.password).toMatch(/^scrypt\$32768\$/);
    expect((await session(before.cookie)).status).toBe(200);
    expect((await login()).status).toBe(200);
  }, 30_000);

  it('is written down', async () => {
    await login();
    const [line] = await shop.armoire.storage.audit.list('lamps', 1);
    expect(line).toMatchObject({ actor: email, action: 'user.login', subject: email });
  });
});

describe('a session', () => {
  it('ends 12 hours after the last request, and 7 days after the login at the latest', async () => {
    const { cookie } = await login();
    shop.clock.advance(12 * hour - minute);
    expect((await session(cookie)).status).toBe(200);
    shop.clock.advance(12 * hour - 1);
    expect((await session(cookie)).status).toBe(200);
    shop.clock.advance(12 * hour);
    expect(await session(cookie)).toMatchObject({ status: 401, code: 'UNAUTHENTICATED' });

    const busy = await login();
    for (let passed = 0; passed < 7 * day - hour; passed += hour) {
      expect((await session(busy.cookie)).status).toBe(200);
      shop.clock.advance(hour);
    }
    expect((await session(busy.cookie)).status).toBe(200);
    shop.clock.advance(hour);
    expect((await session(busy.cookie)).status).toBe(401);
  });

  it('ends at logout', async () => {
    const { cookie } = await login();
    const foreign = await shop.ask('/admin/logout', { method: 'POST', headers: { cookie } });
    expect([foreign.status, (await session(cookie)).status]).toEqual([403, 200]);
    const response = await shop.ask('/admin/logout', { method: 'POST', headers: { cookie, ...here } });
    expect(response.status).toBe(204);
    expect(response.headers.get('set-cookie')).toMatch(/^armoire_admin=; .*Max-Age=0/);
    expect((await session(cookie)).status).toBe(401);
    expect((await shop.ask('/admin/logout', { method: 'POST' })).status).toBe(204);
  });

  it('changes with the role, and ends with the password and with the user', async () => {
    const { cookie } = await login();
    await shop.admin(`mutation { setRole(email: "${email}", role: "editor") { role } }`);
    expect(await session(cookie)).toMatchObject({ status: 200, role: 'editor' });
    await shop.admin(`mutation { setPassword(email: "${email}", password: "another horse") { email } }`);
    expect((await session(cookie)).status).toBe(401);
    expect((await login()).status).toBe(401);
    const again = await login({ password: 'another horse' });
    expect((await session(again.cookie)).status).toBe(200);
    await shop.admin(`mutation { removeUser(email: "${email}") }`);
    expect((await session(again.cookie)).status).toBe(401);
    const lines = await shop.armoire.storage.audit.list('lamps', 20, { subject: email });
    expect(lines.map(({ action, actor }) => [action, actor])).toEqual([
      ['user.remove', 'secret key'],
      ['user.login', email],
      ['user.password', 'secret key'],
      ['user.role', 'secret key'],
      ['user.login', email],
      ['user.add', 'secret key'],
    ]);
  });

  it('counts for no other id or token', async () => {
    const { cookie } = await login();
    const [shopId = '', id = '', token = ''] = cookie.split('~');
    for (const wrong of [
      `${shopId}~${'0'.repeat(32)}~${token}`,
      `${shopId}~${id}~${'A'.repeat(43)}`,
      `armoire_admin=other~${id}~${token}`,
      'armoire_admin=',
    ]) {
      expect((await session(wrong)).status).toBe(401);
    }
  });
});

describe('GraphQL with a session', () => {
  it('is let through as the user, with the scopes of the role', async () => {
    const { cookie } = await login();
    const headers = { cookie, ...here };
    expect(await graphql('{ killSwitch }', headers)).toMatchObject({
      status: 200,
      data: { killSwitch: false },
    });
    const kill = 'mutation { setKillSwitch(on: true, why: "wrong prices") }';
    expect((await graphql(kill, headers)).code).toBe('FORBIDDEN');
    await shop.admin(`mutation { setRole(email: "${email}", role: "editor") { role } }`);
    expect((await graphql(kill, headers)).data).toEqual({ setKillSwitch: true });
    const [line] = await shop.armoire.storage.audit.list('lamps', 1);
    expect(line).toMatchObject({ action: 'price.kill', actor: email });
  });

  it('is refused to other origins, in other forms, and as GET', async () => {
    const { cookie } = await login();
    const query = '{ killSwitch }';
    for (const headers of [
      { cookie },
      { cookie, origin: 'https://evil.example' },
      { cookie, ...here, 'sec-fetch-site': 'cross-site' },
      { cookie, ...here, 'content-type': 'text/plain' },
      { cookie, ...here, 'content-type': 'application/x-www-form-urlencoded' },
    ] as Record<string, string>[]) {
      expect(await graphql(query, headers)).toMatchObject({ status: 403, code: 'FORBIDDEN' });
    }
    expect(await graphql(query, { cookie, ...here }, 'GET')).toMatchObject({ status: 403 });
    expect((await graphql(query, { cookie, 'sec-fetch-site': 'same-origin' })).status).toBe(200);
  });

  it('is not for the routes of programs', async () => {
    const { cookie } = await login();
    for (const [method, path] of [
      ['PUT', '/v1/products'],
      ['GET', '/metrics'],
    ] as const) {
      const response = await shop.ask(path, { method, headers: { cookie, ...here } });
      expect(response.status).toBe(401);
    }
  });
});

describe('throttling', () => {
  it('stops guessing at an email, whether it is known or not, and says for how long', async () => {
    const verify = vi
      .spyOn(shop.armoire.shop().passwords, 'verify')
      .mockImplementation((given) => cheap.verify(given));
    for (const name of [email, 'eve@shop.example']) {
      for (let i = 0; i < 10; i++) expect((await login({ email: name })).status).toBe(401);
      const { status, headers, body } = await login({ email: name });
      expect([status, body.code, headers.get('retry-after')]).toEqual([429, 'TOO_MANY_REQUESTS', '900']);
    }
    verify.mockRestore();
    shop.clock.advance(15 * minute);
    expect((await login()).status).toBe(200);
  });

  it('stops guessing from an address, and leaves others alone', async () => {
    const verify = vi
      .spyOn(shop.armoire.shop().passwords, 'verify')
      .mockImplementation((given) => cheap.verify(given));
    const from = (address: string) => ({ address });
    for (let i = 0; i < 50; i++) {
      const tried = await login({ email: `user-${i}@shop.example` }, here, from('203.0.113.7'));
      expect(tried.status).toBe(401);
    }
    verify.mockRestore();
    expect((await login({}, here, from('203.0.113.7'))).status).toBe(429);
    expect((await login({}, here, from('203.0.113.8'))).status).toBe(200);
  });
});
