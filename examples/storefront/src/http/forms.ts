import { randomBytes } from 'node:crypto';
import type { Seal } from './cookies.ts';

/** A form as a route reads it: missing fields are empty, nothing is longer than a form can mean. */
export interface Form {
  text(name: string): string;
  /** A whole number; 0 for whatever is none. */
  number(name: string): number;
  /** The names of all fields. */
  names(): readonly string[];
}

const longest = 2000;

export function readForm(data: FormData): Form {
  const text = (name: string) => {
    const value = data.get(name);
    return typeof value === 'string' ? value.slice(0, longest) : '';
  };
  return {
    text,
    number: (name) => (/^-?\d{1,9}$/.test(text(name)) ? Number(text(name)) : 0),
    names: () => [...new Set(data.keys())],
  };
}

/** Browsers say where a form came from; whoever says nothing is no browser. */
export function isOwnForm(request: Request): boolean {
  if (request.headers.get('sec-fetch-site') === 'cross-site') return false;
  const origin = request.headers.get('origin');
  if (origin === null) return true;
  return (
    URL.canParse(origin) &&
    new URL(origin).host === (request.headers.get('host') ?? new URL(request.url).host)
  );
}

/** A key of its own for one browser: made when it puts the first thing into a cart, never for looking around. */
export const newFormKey = (): string => randomBytes(16).toString('base64url');

export const isFormKey = (value: string | undefined): value is string =>
  value !== undefined && /^[\w-]{22}$/.test(value);

/** What stands hidden in a form that only the browser with this key may send. */
export const formToken = (seal: Seal, key: string): string => seal.close({ form: key });

export function isFormToken(seal: Seal, token: string, key: string | undefined): boolean {
  const opened = seal.open(token);
  return key !== undefined && (opened as { form?: unknown } | undefined)?.form === key;
}
