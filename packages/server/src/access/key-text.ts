import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

export type KeyKind = 'public' | 'secret';

const prefixes = { public: 'pub', secret: 'sec' } as const;
const pattern = /^ak_(pub|sec)_([0-9a-f]{16})_[\w-]{43}$/;

/** A new key of 256 random bits, with the id by which it is found: `ak_sec_<id>_…`. */
export function makeKey(kind: KeyKind): {
  readonly id: string;
  readonly key: string;
  readonly digest: string;
} {
  const id = randomBytes(8).toString('hex');
  const key = `ak_${prefixes[kind]}_${id}_${randomBytes(32).toString('base64url')}`;
  return { id, key, digest: digestOf(key).toString('hex') };
}

/** What a key says of itself; undefined for one of another make, such as those of the configuration. */
export function readKey(key: string): { readonly kind: KeyKind; readonly id: string } | undefined {
  const [, prefix, id] = pattern.exec(key) ?? [];
  if (id === undefined) return undefined;
  return { kind: prefix === prefixes.public ? 'public' : 'secret', id };
}

/** SHA-256: enough for a text of so many random bits, which nobody can try out. */
export function digestOf(key: string): Buffer {
  return createHash('sha256').update(key).digest();
}

/** Compares in constant time. */
export function isDigestOf(digest: string, key: string): boolean {
  const known = Buffer.from(digest, 'hex');
  const given = digestOf(key);
  return known.length === given.length && timingSafeEqual(known, given);
}
