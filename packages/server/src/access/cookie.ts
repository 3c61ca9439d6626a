import { second } from '@armoire/protocol';
import { longestLogin, type Ticket } from './sessions.ts';

const plain = 'armoire_admin';
/** Browsers take this name only with Secure, for the whole host and from nobody but the host itself. */
const secure = '__Host-armoire_admin';

/** The login that a request brings along. */
export function ticketOf(request: Request): Ticket | undefined {
  const name = isHttps(request) ? secure : plain;
  for (const pair of (request.headers.get('cookie') ?? '').split(';')) {
    const [key, value = ''] = pair.trim().split('=');
    const [, shop, id, token] = /^([\w.-]{1,100})~([0-9a-f]{32})~([\w-]{43})$/.exec(value) ?? [];
    if (key === name && shop !== undefined && id !== undefined && token !== undefined)
      return { shop, id, token };
  }
  return undefined;
}

/** The header that gives a browser its ticket, or takes it away. */
export function setCookie(request: Request, ticket: Ticket | undefined): Record<string, string> {
  const [name, flag] = isHttps(request) ? [secure, '; Secure'] : [plain, ''];
  const value = ticket === undefined ? '' : `${ticket.shop}~${ticket.id}~${ticket.token}`;
  const age = ticket === undefined ? 0 : longestLogin / second;
  return { 'set-cookie': `${name}=${value}; Path=/; Max-Age=${age}; HttpOnly; SameSite=Strict${flag}` };
}

/** Behind a proxy that ends TLS, its header says so: whoever forges it only loses the cookie of their own. */
function isHttps(request: Request): boolean {
  if (new URL(request.url).protocol === 'https:') return true;
  return request.headers.get('x-forwarded-proto')?.split(',')[0]?.trim() === 'https';
}
