import { isIPv6 } from 'node:net';

/** What the server knows of the connection that a request came over. */
export interface Client {
  /** The address at the other end: of the client, or of a proxy. */
  readonly address?: string;
}

const local = /^(?:127\.|10\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.|169\.254\.|::1$|f[cd]|fe80:)/i;

/**
 * The address to count by. A proxy on the same machine or network is believed whose address it puts last; nobody
 * else is. Of IPv6 the half that a customer of a provider is given.
 */
export function addressOf(request: Request, { address }: Client): string | undefined {
  if (address === undefined) return undefined;
  const plain = address.replace(/^::ffff:/i, '');
  const last = request.headers.get('x-forwarded-for')?.split(',').at(-1)?.trim();
  return network(local.test(plain) && last ? last : plain);
}

/** Whether an address is of this machine or its network: of a proxy, often, and of everybody behind it. */
export function isLocal(address: string): boolean {
  return local.test(address);
}

/** An address as it is counted by: of IPv6 the half that a customer of a provider is given. */
export function network(address: string): string {
  if (!isIPv6(address)) return address.slice(0, 64);
  const [head = '', tail = ''] = address.toLowerCase().split('::');
  const groups = head === '' ? [] : head.split(':');
  const rest = tail === '' ? [] : tail.split(':');
  const zeros = address.includes('::')
    ? Array.from({ length: 8 - groups.length - rest.length }, () => '0')
    : [];
  return [...groups, ...zeros, ...rest].slice(0, 4).join(':');
}
