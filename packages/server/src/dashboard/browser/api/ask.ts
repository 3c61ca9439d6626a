import { base } from './base.ts';
import type { Document } from './document.ts';
import { ApiError } from './errors.ts';

interface Answer<Data> {
  readonly data?: Data | null;
  readonly errors?: readonly {
    readonly message: string;
    readonly extensions?: { readonly code?: string; readonly fix?: string; readonly path?: string };
  }[];
}

async function send(path: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(base + path, { credentials: 'same-origin', ...init });
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    throw new ApiError('The server does not answer', { code: 'UNREACHABLE' });
  }
}

function posted(body: object): RequestInit {
  return { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
}

async function jsonOf<Body>(response: Response): Promise<Body> {
  try {
    return (await response.json()) as Body;
  } catch {
    throw new ApiError(`The server answered ${response.status} without data`);
  }
}

/** Asks the merchant's GraphQL endpoint. @throws ApiError */
export async function ask<Data, Variables extends object>(
  { text }: Document<Data, Variables>,
  variables: Variables,
  signal?: AbortSignal,
): Promise<Data> {
  const init = { ...posted({ query: text, variables }), ...(signal === undefined ? {} : { signal }) };
  const { data, errors } = await jsonOf<Answer<Data>>(await send('graphql', init));
  const [first] = errors ?? [];
  if (first !== undefined) throw new ApiError(first.message, first.extensions);
  if (data === null || data === undefined) throw new ApiError('The server answered without data');
  return data;
}

/** Who is logged in, and what they may do. */
export interface Session {
  readonly shop: string;
  readonly actor: string;
  readonly role?: string;
  readonly scopes: readonly string[];
}

async function sessionOf(response: Response): Promise<Session> {
  const body = await jsonOf<Session & { message?: string; code?: string; fix?: string; path?: string }>(
    response,
  );
  if (!response.ok) throw new ApiError(body.message ?? String(response.status), body);
  return body;
}

const kept = 'armoire.login';

/** Whether somebody may be logged in: asking for nobody would be an error in the browser's log. */
function wasHere(): boolean {
  try {
    return localStorage.getItem(kept) !== null;
  } catch {
    return true;
  }
}

function remember(here: boolean): void {
  try {
    if (here) localStorage.setItem(kept, 'yes');
    else localStorage.removeItem(kept);
  } catch {
    // Then it is asked for.
  }
}

/** @throws ApiError UNAUTHENTICATED for nobody */
export async function readSession(): Promise<Session> {
  if (!wasHere()) throw new ApiError('Nobody is logged in', { code: 'UNAUTHENTICATED' });
  return await sessionOf(await send('session', {}));
}

export interface Credentials {
  readonly email: string;
  readonly password: string;
  readonly shop?: string;
}

/** @throws ApiError with `path` shop where there are several shops */
export async function logIn(credentials: Credentials): Promise<Session> {
  const session = await sessionOf(await send('login', posted(credentials)));
  remember(true);
  return session;
}

export async function logOut(): Promise<void> {
  await send('logout', { method: 'POST' });
  remember(false);
}
