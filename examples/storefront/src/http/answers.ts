import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import type { Html } from './html.ts';

/** Everything comes from the shop's own origin, and nothing may be written inline. */
const policy = [
  "default-src 'self'",
  "img-src 'self' data:",
  "object-src 'none'",
  "base-uri 'self'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ');

const safety = {
  'content-security-policy': policy,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'same-origin',
} as const;

export function page(
  body: Html,
  status = 200,
  more: Readonly<Record<string, string>> = {},
  cookies: readonly string[] = [],
): Response {
  const headers = new Headers({
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-store',
    ...safety,
    ...more,
  });
  for (const cookie of cookies) headers.append('set-cookie', cookie);
  return new Response(`<!doctype html>\n${body.text}`, { status, headers });
}

/** Sends the browser on with a GET. */
export function seeOther(location: string, cookies: readonly string[] = []): Response {
  const headers = new Headers({ location, 'cache-control': 'no-store' });
  for (const cookie of cookies) headers.append('set-cookie', cookie);
  return new Response(null, { status: 303, headers });
}

/** A file that is the same for everybody, kept compressed. */
export interface Asset {
  readonly type: string;
  readonly plain: Buffer<ArrayBuffer>;
  readonly gzip: Buffer<ArrayBuffer>;
  readonly tag: string;
}

export function assetOf(type: string, text: string): Asset {
  const plain = Buffer.from(text);
  return {
    type,
    plain,
    gzip: gzipSync(plain),
    tag: createHash('sha256').update(text).digest('hex').slice(0, 12),
  };
}

/** Answers with an asset; an address that names its version may be kept for ever. */
export function serveAsset(asset: Asset, request: Request): Response {
  const versioned = new URL(request.url).searchParams.get('v') === asset.tag;
  const headers = {
    'content-type': asset.type,
    'cache-control': versioned ? 'public, max-age=31536000, immutable' : 'public, max-age=300',
    etag: `"${asset.tag}"`,
    vary: 'accept-encoding',
    ...safety,
  };
  if (request.headers.get('if-none-match') === `"${asset.tag}"`)
    return new Response(null, { status: 304, headers });
  const zipped = request.headers.get('accept-encoding')?.includes('gzip') ?? false;
  return new Response(zipped ? asset.gzip : asset.plain, {
    headers: zipped ? { ...headers, 'content-encoding': 'gzip' } : headers,
  });
}
