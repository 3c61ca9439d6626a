import { ArmoireError, type Duration, minute, second } from '@armoire/protocol';
import { z } from 'zod';
import { readJson } from '../http/body.ts';
import { bodyOf, json, statusOf } from '../http/errors.ts';
import type { ShopRuntime } from '../runtime/index.ts';
import { addressOf, type Client } from './address.ts';
import { setCookie, ticketOf } from './cookie.ts';
import type { Identified } from './identified.ts';
import { refuseOtherOrigins, requireSameOrigin } from './same-origin.ts';
import { findSession, openSession } from './sessions.ts';
import { Throttle } from './throttle.ts';
import { emailOf } from './user-admin.ts';

const largestLogin = 8 * 1024;
const body = z.object({
  shop: z.string().max(100).optional(),
  email: z.string().max(300),
  password: z.string().max(1000),
});

/** The routes by which users log in and out. */
export class Login {
  readonly #shops: readonly ShopRuntime[];
  readonly #perEmail: Throttle;
  readonly #perAddress: Throttle;

  constructor(shops: readonly ShopRuntime[]) {
    this.#shops = shops;
    // One process has one clock, whichever shop is asked for it.
    const clock = { now: () => shops[0]?.clock.now() ?? 0 };
    const window = 15 * minute;
    this.#perEmail = new Throttle({ limit: 10, window, most: 10_000, clock });
    this.#perAddress = new Throttle({ limit: 50, window, most: 10_000, clock });
  }

  /** `POST /admin/login`: `{"shop"?, "email", "password"}`. The session before it, if any, ends. */
  async open(request: Request, client: Client): Promise<Response> {
    refuseOtherOrigins(request);
    const parsed = body.safeParse(await readJson(request, largestLogin));
    if (!parsed.success) {
      throw new ArmoireError('INVALID_INPUT', 'The body is no login', {
        fix: 'Send {"email": "…", "password": "…"}, and "shop" where there are several.',
      });
    }
    const { shop: id, email, password } = parsed.data;
    const name = emailOf(email);
    const shop = this.#shopOf(id);
    const address = addressOf(request, client);
    const counted = JSON.stringify([id ?? shop?.id, name]);
    const wait = Math.max(
      address === undefined ? 0 : this.#perAddress.take(address),
      this.#perEmail.take(counted),
    );
    if (wait > 0) return tooMany(wait);
    const opened =
      shop && name !== undefined ? await openSession(shop, name, password) : await this.#nobody(password);
    if (opened === undefined) {
      throw new ArmoireError('UNAUTHENTICATED', 'The email or the password is wrong', {
        fix: 'Try again, or have an owner set a new password: armoire users password.',
      });
    }
    this.#perEmail.forget(counted);
    if (address !== undefined) this.#perAddress.giveBack(address);
    await this.#end(request);
    return json(sessionOf(opened.who), 200, setCookie(request, opened.ticket));
  }

  /** `POST /admin/logout`. */
  async close(request: Request): Promise<Response> {
    if (ticketOf(request) !== undefined) requireSameOrigin(request);
    await this.#end(request);
    return new Response(null, { status: 204, headers: setCookie(request, undefined) });
  }

  async #end(request: Request): Promise<void> {
    const ticket = ticketOf(request);
    const shop = this.#shops.find(({ id }) => id === ticket?.shop);
    if (ticket === undefined || shop === undefined) return;
    // Only whoever holds the ticket may end it.
    const found = await findSession(shop, ticket);
    if (found !== undefined) await shop.storage.logins.end(shop.id, { id: ticket.id });
  }

  #shopOf(id: string | undefined): ShopRuntime | undefined {
    if (id !== undefined) return this.#shops.find((shop) => shop.id === id);
    if (this.#shops.length === 1) return this.#shops[0];
    throw new ArmoireError('INVALID_INPUT', 'There are several shops', {
      path: 'shop',
      fix: 'Say which one: {"shop": "…", "email": "…", "password": "…"}.',
    });
  }

  /** What is not there takes as long as what is. */
  async #nobody(password: string): Promise<undefined> {
    await this.#shops[0]?.passwords.verify(password);
    return undefined;
  }
}

/** `GET /admin/session`: who asks, and what they may do. */
export function sessionOf({ shop, actor, scopes, session }: Identified): object {
  const { role, expiresAt } = session ?? {};
  return {
    shop: shop.id,
    actor,
    ...(role === undefined ? {} : { role }),
    scopes: [...scopes],
    ...(expiresAt === undefined ? {} : { expiresAt: new Date(expiresAt).toISOString() }),
  };
}

function tooMany(wait: Duration): Response {
  const seconds = Math.ceil(wait / second);
  const error = bodyOf(
    new ArmoireError('TOO_MANY_REQUESTS', 'There were too many logins that failed', {
      fix: `Try again in ${Math.ceil(seconds / 60)} minutes.`,
    }),
  );
  return json(error, statusOf(error), { 'retry-after': String(seconds) });
}
