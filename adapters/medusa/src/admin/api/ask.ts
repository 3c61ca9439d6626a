/** A GraphQL document with the shape of its answer. */
export interface Document<Data, Variables extends object = Record<string, never>> {
  readonly text: string;
  /** Never there: carries the types. */
  readonly types?: (variables: Variables) => Data;
}

interface Fault {
  readonly code?: string;
  readonly message?: string;
  readonly fix?: string;
}

/** What the store answers instead of data; `UNREACHABLE` when it does not answer. */
export class AskError extends Error {
  readonly code: string;
  readonly fix: string | undefined;

  constructor({ code = 'INTERNAL', message = '', fix }: Fault) {
    super(message);
    this.code = code;
    this.fix = fix;
  }
}

export const asAskError = (thrown: unknown): AskError =>
  thrown instanceof AskError ? thrown : new AskError({ message: String(thrown) });

const defaultTokenKey = 'medusa_auth_token';

/** Who is signed in: by a cookie, or where the admin was built so, by a token that it keeps in the browser. */
function identity(): Record<string, string> {
  if (typeof __AUTH_TYPE__ === 'undefined' || __AUTH_TYPE__ !== 'jwt') return {};
  const key = typeof __JWT_TOKEN_STORAGE_KEY__ === 'string' ? __JWT_TOKEN_STORAGE_KEY__ : defaultTokenKey;
  const token = window.localStorage.getItem(key) ?? window.sessionStorage.getItem(key);
  return token === null ? {} : { authorization: `Bearer ${token}` };
}

function addressOf(path: string): string {
  const base = typeof __BACKEND_URL__ === 'string' ? __BACKEND_URL__ : '/';
  return `${base.replace(/\/+$/, '')}${path}`;
}

/**
 * Asks one of Medusa's admin routes as whoever is signed in; a body makes it a POST.
 *
 * @throws AskError
 */
export async function send<T>(path: string, body?: object, signal?: AbortSignal): Promise<T> {
  const json = body === undefined ? {} : { 'content-type': 'application/json' };
  let response: Response;
  try {
    response = await fetch(addressOf(path), {
      credentials: 'include',
      headers: { accept: 'application/json', ...json, ...identity() },
      ...(body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }),
      ...(signal === undefined ? {} : { signal }),
    });
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    throw new AskError({ code: 'UNREACHABLE' });
  }
  if (response.status === 401) throw new AskError({ code: 'UNAUTHENTICATED' });
  const answer = await response.json().catch(() => undefined);
  const faults: readonly { message: string; extensions?: Fault }[] = answer?.errors ?? [];
  const [first] = faults;
  if (first !== undefined) throw new AskError({ ...first.extensions, message: first.message });
  if (answer === undefined || !response.ok)
    throw new AskError({ message: `${path}: ${response.status}`, ...answer });
  return answer as T;
}

/** Asks the merchant's GraphQL. @throws AskError */
export async function ask<Data, Variables extends object>(
  { text }: Document<Data, Variables>,
  variables: Variables,
  signal?: AbortSignal,
): Promise<Data> {
  const { data } = await send<{ data: Data }>('/admin/armoire/graphql', { query: text, variables }, signal);
  return data;
}
