import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ManualClock, manualClock, seededEntropy } from '@armoire/core';
import {
  type Armoire,
  type ArmoireConfig,
  type ArmoireOptions,
  createArmoire,
  silentLog,
} from '../src/index.ts';

export const noon = Date.UTC(2026, 0, 31, 12);
export const origin = 'https://shop.example';
export const publicKey = 'pk_of_the_tested_shop';
export const secretKey = 'sk_of_the_tested_shop';

type Shop = ArmoireConfig['shops'][number];

export interface World {
  readonly armoire: Armoire;
  readonly clock: ManualClock;
  /** Sends a request to the handler; a body that is no text is sent as JSON. */
  ask(path: string, init?: Omit<RequestInit, 'body'> & { body?: unknown }): Promise<Response>;
  graphql(query: string, headers?: Record<string, string>): Promise<GraphqlAnswer>;
  admin(query: string): Promise<GraphqlAnswer>;
}

export interface GraphqlAnswer {
  // biome-ignore lint/suspicious/noExplicitAny: tests read answers whose shape their own query decides
  readonly data: any;
  readonly errors?: readonly { readonly message: string; readonly extensions: { readonly code: string } }[];
}

export interface WorldOptions extends ArmoireOptions {
  readonly shop?: Partial<Shop>;
  readonly config?: Partial<Omit<ArmoireConfig, 'shops'>>;
  readonly seed?: number;
  readonly at?: number;
}

/** A shop with a clock that is moved by hand, and jobs that run when they are told to. */
export async function world({
  shop,
  config,
  seed = 1,
  at = noon,
  ...options
}: WorldOptions = {}): Promise<World> {
  const clock = manualClock(at);
  const keys = { public: publicKey, secret: secretKey };
  const armoire = await createArmoire(
    {
      storage: 'sqlite::memory:',
      ...config,
      shops: [{ id: 'lamps', currency: 'EUR', keys, origins: [origin], ...shop }],
    },
    { clock, entropy: seededEntropy(seed), log: silentLog, jobs: false, ...options },
  );
  const ask: World['ask'] = (path, { body, ...init } = {}) => {
    const text = body === undefined || typeof body === 'string' ? body : JSON.stringify(body);
    return armoire.handler(
      new Request(`http://localhost${path}`, { ...init, ...(text === undefined ? {} : { body: text }) }),
    );
  };
  const query = async (path: string, text: string, headers: Record<string, string>) => {
    const all = { 'content-type': 'application/json', ...headers };
    const response = await ask(path, { method: 'POST', headers: all, body: { query: text } });
    return (await response.json()) as GraphqlAnswer;
  };
  return {
    armoire,
    clock,
    ask,
    graphql: (text, headers = {}) => query('/graphql', text, { 'x-armoire-key': publicKey, ...headers }),
    admin: (text) => query('/admin/graphql', text, { authorization: `Bearer ${secretKey}` }),
  };
}

/** A product of the wire. */
export function product(id: string, fields: Record<string, unknown> = {}) {
  return {
    id,
    title: `Lamp ${id}`,
    status: 'active',
    variants: [
      { id: `${id}-v`, price: { amount: 2000, currency: 'EUR' }, cost: { amount: 800, currency: 'EUR' } },
    ],
    categories: ['lamps'],
    taxRate: 0.19,
    updatedAt: noon - 1000,
    ...fields,
  };
}

export function products(count: number) {
  return Array.from({ length: count }, (_, i) => product(`p${i}`));
}

let made = 0;

/** An event of the wire with an id of its own. */
export function event(kind: string, fields: Record<string, unknown> = {}) {
  made += 1;
  return { id: `e${made}`, kind, at: noon, ...fields };
}

export function order(kind: 'purchase' | 'refund', product: string, fields: Record<string, unknown> = {}) {
  const lines = [{ product, quantity: 1, unitPrice: { amount: 2000, currency: 'EUR' } }];
  return event(kind, { order: 'o1', lines, ...fields });
}

/** A folder that is gone again afterwards. */
export async function inFolder(body: (folder: string) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'armoire-server-test-'));
  try {
    await body(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Uses a world, and closes it however the body ends. */
export async function using(options: WorldOptions, body: (world: World) => Promise<void>): Promise<void> {
  const made = await world(options);
  try {
    await body(made);
  } finally {
    await made.armoire.close();
  }
}
