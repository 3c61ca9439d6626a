import { ArmoireError, shopperHeader } from '@armoire/protocol';
import type { ShopRuntime } from '../runtime/index.ts';
import { referrerName, selfName } from './sender.ts';
import { refusedHeader } from './visit.ts';

/** Which pages may ask: those of the shops' origins, and the server's own. */
export class Origins {
  readonly #shops: readonly ShopRuntime[];

  constructor(shops: readonly ShopRuntime[]) {
    this.#shops = shops;
  }

  /** Headers that let a page read the answer; a preflight names no key, so any shop's origin will do. */
  headers(request: Request): Record<string, string> {
    const origin = request.headers.get('origin');
    if (origin === null || !this.#shops.some((shop) => allows(shop, origin))) return {};
    return {
      'access-control-allow-origin': origin,
      vary: 'Origin',
      'access-control-expose-headers': `x-request-id, ${shopperHeader}, ${refusedHeader}`,
    };
  }

  /** The answer to a preflight. */
  preflight(request: Request): Response {
    const allowed = this.headers(request);
    if (Object.keys(allowed).length === 0) return new Response(null, { status: 403 });
    return new Response(null, {
      status: 204,
      headers: {
        ...allowed,
        'access-control-allow-methods': 'GET, POST',
        'access-control-allow-headers': `content-type, x-armoire-key, ${shopperHeader}, ${selfName}, ${referrerName}`,
        'access-control-max-age': '86400',
      },
    });
  }

  /** @throws ArmoireError FORBIDDEN when a page of another origin asks this shop */
  check(request: Request, shop: ShopRuntime): void {
    const origin = request.headers.get('origin');
    if (origin === null || allows(shop, origin) || isOwn(request, origin)) return;
    throw new ArmoireError('FORBIDDEN', `Pages of ${origin.slice(0, 200)} may not ask this shop`, {
      fix: 'Add the origin to the shop’s origins in the configuration.',
    });
  }
}

function allows({ settings }: ShopRuntime, origin: string): boolean {
  return settings.origins.includes(origin) || settings.origins.includes('*');
}

/** Behind a proxy the scheme may have changed, so the host decides. */
export function isOwn(request: Request, origin: string): boolean {
  const host = request.headers.get('host') ?? new URL(request.url).host;
  return URL.canParse(origin) && new URL(origin).host === host;
}
