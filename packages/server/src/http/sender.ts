import { addressOf, type Client, findSession, isLocal, ticketOf } from '../access/index.ts';
import { deviceOf, referrerKind, type Sender, type ShopRuntime } from '../runtime/index.ts';

/** By which the dashboard, or a person, says that a browser is the merchant's own: `1`, as a header or a cookie. */
export const selfName = 'armoire-self';

/** What a request tells of whoever sends it. */
export async function senderOf(request: Request, client: Client, shop: ShopRuntime): Promise<Sender> {
  const { headers } = request;
  const userAgent = headers.get('user-agent') ?? undefined;
  const address = addressOf(request, client);
  const device = deviceOf(userAgent, headers.get('sec-ch-ua-mobile'));
  const referrer = new URL(request.url).searchParams.get('referrer') ?? headers.get('armoire-referrer');
  const traits = {
    ...(device === undefined ? {} : { device }),
    ...(referrer === null ? {} : { referrer: referrerKind(referrer) }),
  };
  return {
    traits,
    own: await isOwn(request, shop),
    ...(userAgent === undefined ? {} : { userAgent }),
    // Behind a proxy that names nobody, all have its address.
    ...(address === undefined || isLocal(address) ? {} : { address }),
  };
}

async function isOwn(request: Request, shop: ShopRuntime): Promise<boolean> {
  if (request.headers.get(selfName) === '1') return true;
  const cookies = (request.headers.get('cookie') ?? '').split(';');
  if (cookies.some((pair) => pair.trim() === `${selfName}=1`)) return true;
  const ticket = ticketOf(request);
  return ticket?.shop === shop.id && (await findSession(shop, ticket)) !== undefined;
}
