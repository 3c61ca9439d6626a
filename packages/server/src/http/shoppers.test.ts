import { day } from '@armoire/protocol';
import { erasePerson } from '@armoire/storage';
import { describe, expect, it } from 'vitest';
import {
  event,
  noon,
  order,
  origin,
  products,
  publicKey,
  secretKey,
  using,
  type World,
  type WorldOptions,
} from '../../test/world.ts';

const header = 'x-armoire-shopper';
const refused = 'x-armoire-shopper-refused';
const signed = { shop: { shoppers: { ids: 'signed' } } } as const;
const secret = 'x'.repeat(32);
const rotated = 'y'.repeat(32);

interface Asking {
  readonly shopper?: string;
  readonly session?: string;
  readonly headers?: Record<string, string>;
}

/** Asks for a shelf, and tells the answer's headers and the decision that was logged. */
async function ask({ ask, armoire }: World, { shopper, session, headers = {} }: Asking = {}) {
  const visitor = JSON.stringify({ shopper, session }).replace(/"(\w+)":/g, '$1: ');
  const response = await ask('/graphql', {
    method: 'POST',
    headers: { origin, 'x-armoire-key': publicKey, 'content-type': 'application/json', ...headers },
    body: { query: `{ recommendations(point: "home.featured", visitor: ${visitor}) { decision } }` },
  });
  const { data, errors } = (await response.json()) as {
    data: { recommendations: { decision: string } };
    errors?: unknown;
  };
  expect(errors).toBeUndefined();
  await armoire.shop().written();
  const ids = [data.recommendations.decision];
  const [decision] = await armoire.storage.decisions.get(armoire.shop().id, ids);
  expect(decision).toBeDefined();
  return {
    token: response.headers.get(header) ?? '',
    refused: response.headers.get(refused),
    cache: response.headers.get('cache-control'),
    exposed: response.headers.get('access-control-expose-headers'),
    decision,
  };
}

const wanting = { headers: { [header]: 'new' } };
const subject = (token: string) =>
  (JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as { sub: string }).sub;

function shop(options: WorldOptions, body: (world: World) => Promise<void>): Promise<void> {
  return using(options, async (world) => {
    await world.armoire.shop().upsertProducts(products(5));
    await body(world);
  });
}

async function tell({ ask, armoire }: World, body: object) {
  const response = await ask('/events', { method: 'POST', body: { key: publicKey, ...body } });
  await armoire.shop().settled();
  const events = await armoire.storage.events.read('lamps', 0, 100);
  return { response, receipt: await response.json(), events };
}

async function refusals({ ask }: World): Promise<string[]> {
  const text = await (await ask('/metrics', { headers: { authorization: `Bearer ${secretKey}` } })).text();
  return text.split('\n').filter((line) => line.startsWith('armoire_shopper_ids_refused_total'));
}

describe.each(['signed', 'any'] as const)('where %s ids count', (ids) => {
  const options = { shop: { shoppers: { ids } } };

  it('a page that does not ask for a token gets none', () =>
    shop(options, async (world) => {
      for (const asking of [{}, { session: 's' }]) {
        const { token, refused, decision } = await ask(world, asking);
        expect([token, refused, decision?.shopper]).toEqual(['', null, undefined]);
      }
      const { response } = await tell(world, { events: [event('view', { product: 'p1', session: 's' })] });
      expect(response.headers.get(header)).toBeNull();
    }));

  it('the first answer brings a token, and the shopper is known from then on', () =>
    shop(options, async (world) => {
      const first = await ask(world, { session: 's', ...wanting });
      expect(first).toMatchObject({ refused: null, cache: 'no-store' });
      expect(first.exposed).toContain(header);
      expect(first.decision).toMatchObject({ shopper: subject(first.token), session: 's' });
      const second = await ask(world, { shopper: first.token });
      expect([second.token, second.refused]).toEqual(['', null]);
      expect(second.decision?.shopper).toBe(subject(first.token));
      const { events, response } = await tell(world, {
        events: [event('view', { product: 'p1', shopper: first.token })],
      });
      expect(events.map(({ shopper }) => shopper)).toEqual([subject(first.token)]);
      expect(response.headers.get(header)).toBeNull();
      expect(subject((await ask(world, wanting)).token)).not.toBe(subject(first.token));
    }));

  it('a token is renewed past half of its life and in its grace, and then is somebody new’s', () =>
    shop(options, async (world) => {
      const { token } = await ask(world, wanting);
      world.clock.advance(91 * day);
      const half = await ask(world, { shopper: token });
      expect(half.token).not.toBe(token);
      expect([subject(half.token), half.decision?.shopper]).toEqual([subject(token), subject(token)]);
      world.clock.advance(90 * day);
      expect(subject((await ask(world, { shopper: token })).token)).toBe(subject(token));
      world.clock.advance(30 * day);
      const late = await ask(world, { shopper: token });
      expect([late.refused, late.decision?.shopper]).toEqual(['expired', undefined]);
      expect(subject(late.token)).not.toBe(subject(token));
      const { token: kept, decision } = await ask(world, { shopper: half.token });
      expect([subject(kept), decision?.shopper]).toEqual([subject(token), subject(token)]);
    }));

  it('a forged token is nobody’s, and replaced', () =>
    shop(options, async (world) => {
      const { token } = await ask(world, wanting);
      const forged = [token.slice(0, -3), token.replace(/\.[^.]*$/, '.'), `${token}.${'x'.repeat(5000)}`];
      for (const shopper of forged.slice(0, 2)) {
        const { decision, refused, token: other } = await ask(world, { shopper });
        expect([decision?.shopper, refused]).toEqual([undefined, 'invalid']);
        expect(subject(other)).not.toBe(subject(token));
      }
    }));
});

describe('where only signed ids count', () => {
  it('a raw id is nobody’s: the page is served, and told', () =>
    shop(signed, async (world) => {
      for (const shopper of ['ann', 'x'.repeat(300), '', 'a.b.c']) {
        const { token, refused, decision } = await ask(world, { shopper, session: 's' });
        expect([refused, decision?.shopper, decision?.session]).toEqual(['unsigned', undefined, 's']);
        expect(subject(token)).not.toBe(shopper);
      }
      expect(await refusals(world)).toEqual([
        'armoire_shopper_ids_refused_total{shop="lamps",reason="unsigned"} 4',
      ]);
    }));

  it('an event keeps everything but a raw id', () =>
    shop(signed, async (world) => {
      const sent = event('view', { product: 'p1', shopper: 'ann', session: 's' });
      const { response, receipt, events } = await tell(world, { events: [sent] });
      expect(receipt).toMatchObject({ accepted: 1, rejected: [] });
      expect(response.headers.get(refused)).toBe('unsigned');
      const { shopper, ...rest } = sent as Record<string, unknown>;
      expect(events).toEqual([{ ...rest, id: `browser:${sent.id}`, receivedAt: noon, offset: 1 }]);
      const tracked = await world.graphql(
        `mutation { track(events: [{ id: "t1", kind: view, at: "${new Date(noon).toISOString()}", product: "p1", shopper: "ann" }]) { accepted } }`,
      );
      expect(tracked).toEqual({ data: { track: { accepted: 1 } } });
      const all = await world.armoire.storage.events.read('lamps', 0, 10);
      expect(all.map(({ shopper }) => shopper)).toEqual([undefined, undefined]);
    }));

  it('events alone bring a token too, and are not credited to it', () =>
    shop(signed, async (world) => {
      const { response, events } = await tell(world, {
        shopper: 'new',
        events: [event('view', { product: 'p1' })],
      });
      expect(subject(response.headers.get(header) ?? '')).not.toBe('');
      expect(events.map(({ shopper }) => shopper)).toEqual([undefined]);
    }));

  it('a token of another shop is nobody’s', () =>
    shop({ shop: { id: 'chairs' }, config: { tokens: { secret } } }, async (chairs) => {
      const { token } = await ask(chairs, wanting);
      await shop({ ...signed, config: { tokens: { secret } } }, async (lamps) => {
        const { decision, refused, token: other } = await ask(lamps, { shopper: token });
        expect([decision?.shopper, refused]).toEqual([undefined, 'invalid']);
        expect(subject(other)).not.toBe(subject(token));
      });
    }));

  it('a decision token is no shopper’s', () =>
    shop(signed, async (world) => {
      const { data } = await world.graphql('{ recommendations(point: "home.featured") { token } }');
      expect(await ask(world, { shopper: data.recommendations.token })).toMatchObject({ refused: 'invalid' });
    }));

  it('tokens of an earlier secret count, and are renewed under the present one', () =>
    shop({ ...signed, config: { tokens: { secret } } }, async (old) => {
      const { token } = await ask(old, wanting);
      await shop(
        { ...signed, config: { tokens: { secret: rotated, previous: [secret] } } },
        async (world) => {
          const answer = await ask(world, { shopper: token });
          expect([subject(answer.token), answer.decision?.shopper]).toEqual([subject(token), subject(token)]);
          expect((await ask(world, { shopper: answer.token })).token).toBe('');
        },
      );
      await shop({ ...signed, config: { tokens: { secret: rotated } } }, async (world) => {
        expect(await ask(world, { shopper: token })).toMatchObject({ refused: 'invalid' });
      });
    }));

  it('a person who was erased does not come back under the old id', () =>
    shop(signed, async (world) => {
      const { token } = await ask(world, wanting);
      const { storage } = world.armoire;
      await erasePerson(storage, 'lamps', [`shopper:${subject(token)}`], noon, () => []);
      await expect
        .poll(async () => {
          await world.armoire.shop().follow();
          return (await ask(world, { shopper: token })).refused;
        })
        .toBe('erased');
      const answer = await ask(world, { shopper: token });
      expect(answer.decision?.shopper).toBeUndefined();
      expect(subject(answer.token)).not.toBe(subject(token));
      const response = await sign(world, { shopper: subject(token) });
      expect([response.status, ((await response.json()) as { code: string }).code]).toEqual([
        409,
        'CONFLICT',
      ]);
    }));

  it('the headless client asks by a mutation', () =>
    shop(signed, async (world) => {
      const renew = async (token?: string) =>
        (
          await world.graphql(
            `mutation { shopper${token === undefined ? '' : `(token: "${token}")`} { token expiresAt } }`,
          )
        ).data.shopper as { token: string; expiresAt: string };
      const { token, expiresAt } = await renew();
      expect(Date.parse(expiresAt)).toBe(noon + 180 * day);
      expect(await renew(token)).toEqual({ token, expiresAt });
      world.clock.advance(91 * day);
      const renewed = await renew(token);
      expect([subject(renewed.token), Date.parse(renewed.expiresAt)]).toEqual([
        subject(token),
        noon + 271 * day,
      ]);
      expect(subject((await renew('ann')).token)).not.toBe('ann');
      expect((await ask(world, { shopper: renewed.token })).decision?.shopper).toBe(subject(token));
    }));
});

const bearer = { authorization: `Bearer ${secretKey}` };
const sign = ({ ask }: World, body: object, headers: Record<string, string> = bearer) =>
  ask('/v1/shoppers', { method: 'POST', headers, body });

describe('POST /v1/shoppers', () => {
  it('signs the store’s own id, so that its page can send it', () =>
    shop(signed, async (world) => {
      const response = await sign(world, { shopper: 'session-7' });
      const { token, expiresAt } = (await response.json()) as { token: string; expiresAt: number };
      expect([response.status, expiresAt]).toEqual([200, noon + 180 * day]);
      expect((await ask(world, { shopper: token })).decision?.shopper).toBe('session-7');
    }));

  it('asks for the secret key, and for an id', () =>
    shop(signed, async (world) => {
      expect((await sign(world, { shopper: 'a' }, {})).status).toBe(401);
      expect((await sign(world, { shopper: 'a' }, { authorization: `Bearer ${publicKey}` })).status).toBe(
        403,
      );
      for (const shopper of ['', 7, 'x'.repeat(256), 'a\0', undefined]) {
        const response = await sign(world, { shopper });
        expect(await response.json()).toMatchObject({ code: 'INVALID_INPUT', path: 'shopper' });
      }
    }));

  it('keeps the life that the shop gives its tokens', () =>
    shop({ shop: { shoppers: { ids: 'signed', expiry: '2h' } } }, async (world) => {
      const { expiresAt } = (await (await sign(world, { shopper: 'a' })).json()) as { expiresAt: number };
      expect(expiresAt).toBe(noon + day / 12);
    }));
});

describe('the store’s server', () => {
  const orders = async ({ ask }: World, ...body: unknown[]) =>
    (await ask('/v1/orders', { method: 'POST', headers: bearer, body })).json();

  it('links a shopper to a customer by an id or by a token', () =>
    shop(signed, async (world) => {
      const { token } = await ask(world, wanting);
      expect(
        await orders(
          world,
          order('purchase', 'p1', { shopper: token, customer: 'c7' }),
          order('purchase', 'p1', { shopper: 'session-7', customer: 'c8', order: 'o2' }),
        ),
      ).toMatchObject({ accepted: 2, rejected: [] });
      await world.armoire.shop().settled();
      const { people } = world.armoire.shop().engine;
      expect(people.person({ shopper: subject(token) })).toBe('customer:c7');
      expect(people.person({ shopper: 'session-7' })).toBe('customer:c8');
    }));

  it('loses no order by a token that does not count', () =>
    shop(signed, async (world) => {
      const { token } = await ask(world, wanting);
      const shopper = token.slice(0, -3);
      expect(await orders(world, order('purchase', 'p1', { shopper }))).toMatchObject({
        accepted: 1,
        warnings: [{ index: 0, code: 'INVALID_TOKEN', path: 'shopper' }],
      });
      const [event] = await world.armoire.storage.events.read('lamps', 0, 10);
      expect(event).not.toHaveProperty('shopper');
    }));
});
