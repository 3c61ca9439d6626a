import { addressOf, type Client, findSession, isLocal, ticketOf } from '../access/index.ts';
import { deviceOf, referrerKind, type Sender, type ShopRuntime } from '../runtime/index.ts';

/** By which the dashboard, or a person, says that a browser is the merchant's own: `1`, as a header or a cookie. */
export const selfName = 'armoire-self';

/** The header in which the widget says by which host the page was come to. */
export const referrerName = 'armoire-referrer';

/** What a request tells of whoever sends it. */
export async function senderOf(request: Request, client: Client, shop: ShopRuntime): Promise<Sender> {
  const { headers } = request;
  const userAgent = headers.get('user-agent') ?? undefined;
  const address = addressOf(request, client);
  const device = deviceOf(userAgent, headers.get('sec-ch-ua-mobile'));
  const referrer = referrerOf(headers);
  const traits = {
    ...(device === undefined ? {} : { device }),
    ...(referrer === undefined ? {} : { referrer: referrerKind(referrer) }),
  };
  return {
    traits,
    own: await isOwn(request, shop),
    ...(userAgent === undefined ? {} : { userAgent }),
    // Behind a proxy that names nobody, all have its address.
    ...(address === undefined || isLocal(address) ? {} : { address }),
  };
}

/**
 * The host by which a shopper came to the page that asks, as the widget tells it; empty where they came by none.
 * Undefined where nothing is told, or where they came from another page of the shop's.
 */
function referrerOf(headers: Headers): string | undefined {
  const host = headers.get(referrerName);
  return host === null || headers.get('origin')?.endsWith(`//${host}`) === true ? undefined : host;
}

async function isOwn(request: Request, shop: ShopRuntime): Promise<boolean> {
  if (request.headers.get(selfName) === '1') return true;
  const cookies = (request.headers.get('cookie') ?? '').split(';');
  if (cookies.some((pair) => pair.trim() === `${selfName}=1`)) return true;
  const ticket = ticketOf(request);
  return ticket?.shop === shop.id && (await findSession(shop, ticket)) !== undefined;
}
