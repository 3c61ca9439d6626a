import { createHmac, timingSafeEqual } from 'node:crypto';

/** The cookies of a request. */
export function cookiesOf(request: Request): ReadonlyMap<string, string> {
  const header = request.headers.get('cookie') ?? '';
  return new Map(
    header.split(/;\s*/).flatMap((pair) => {
      const at = pair.indexOf('=');
      return at < 1 ? [] : [[pair.slice(0, at), pair.slice(at + 1)] as const];
    }),
  );
}

/** A cookie that scripts cannot read. Kept until the browser is closed when `seconds` is absent; 0 removes it. */
export function cookie(name: string, value: string, seconds?: number): string {
  const life = seconds === undefined ? '' : `; Max-Age=${seconds}`;
  return `${name}=${value}; Path=/; HttpOnly; SameSite=Lax${life}`;
}

/** Writes values that come back unchanged, or not at all. */
export interface Seal {
  close(value: unknown): string;
  /** Undefined for what this seal did not write. */
  open(sealed: string | undefined): unknown;
}

export function createSeal(secret: string): Seal {
  const sign = (body: string) => createHmac('sha256', secret).update(body).digest();
  return {
    close(value) {
      const body = Buffer.from(JSON.stringify(value)).toString('base64url');
      return `${body}.${sign(body).toString('base64url')}`;
    },
    open(sealed) {
      const [body, mark] = sealed?.split('.') ?? [];
      if (body === undefined || mark === undefined) return undefined;
      const given = Buffer.from(mark, 'base64url');
      const right = sign(body);
      if (given.length !== right.length || !timingSafeEqual(given, right)) return undefined;
      return JSON.parse(Buffer.from(body, 'base64url').toString('utf8')) as unknown;
    },
  };
}
