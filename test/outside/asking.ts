import type { Serving } from './serving.ts';

async function graphql<T>(url: string, headers: Record<string, string>, query: string): Promise<T> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ query }),
  });
  const { data, errors } = (await response.json()) as { data?: T; errors?: unknown };
  if (data === undefined || errors !== undefined) throw new Error(JSON.stringify(errors));
  return data;
}

/** Asks as a page does, by the public key. */
export const askShopper = <T>({ url, publicKey }: Serving, query: string): Promise<T> =>
  graphql(`${url}/graphql`, { 'x-armoire-key': publicKey }, query);

/** Asks as the store's server does, by the secret key. */
export const askMerchant = <T>({ url }: Serving, secret: string, query: string): Promise<T> =>
  graphql(`${url}/admin/graphql`, { authorization: `Bearer ${secret}` }, query);

/** The events that the server has taken since it was started. */
export async function acceptedEvents({ url }: Serving, secret: string): Promise<number> {
  const response = await fetch(`${url}/metrics`, { headers: { authorization: `Bearer ${secret}` } });
  const found = /^armoire_events_total\{.*outcome="accepted".*\} (\d+)$/m.exec(await response.text());
  return Number(found?.[1] ?? 0);
}
