import { setTimeout as sleep } from 'node:timers/promises';
import type { Rng } from '@armoire/core';
import { NodeProcess } from './node-process.ts';

/** Time for which a request is tried, at one node after another, in ms. */
const patience = 20_000;

/** Nodes on one database, behind something that spreads requests over them by chance. */
export class Cluster {
  readonly #storage: string;
  readonly #rng: Rng;
  /** All that there were, also those that were killed. */
  readonly nodes: NodeProcess[] = [];
  /** Ids of the events that were acknowledged. */
  readonly acknowledged = new Set<string>();

  constructor(storage: string, rng: Rng) {
    this.#storage = storage;
    this.#rng = rng;
  }

  get live(): readonly NodeProcess[] {
    return this.nodes.filter(({ killedAt }) => killedAt === undefined);
  }

  /** The node that learns, as far as is known. */
  get leader(): NodeProcess | undefined {
    const led = this.live.filter(({ leadsSince }) => leadsSince !== undefined);
    return led.sort((a, b) => (b.leadsSince ?? 0) - (a.leadsSince ?? 0))[0];
  }

  async add(): Promise<void> {
    this.nodes.push(await NodeProcess.start(this.#storage));
  }

  /** Sends JSON to some node, and to another when that one does not answer. */
  async send(path: string, key: string, body: unknown, method = 'POST'): Promise<unknown> {
    const init = {
      method,
      headers: {
        'content-type': 'application/json',
        'x-armoire-key': key,
        authorization: `Bearer ${key}`,
      },
      body: JSON.stringify(body),
    };
    for (const end = performance.now() + patience; performance.now() < end; await sleep(50)) {
      const { live } = this;
      const node = live[Math.floor(this.#rng.next() * live.length)];
      const response = await fetch(`${node?.url}${path}`, init).catch(() => undefined);
      const text = await response?.text().catch(() => undefined);
      if (response === undefined || text === undefined || response.status === 503) continue;
      if (!response.ok) throw new Error(`${path}: ${response.status} ${text}`);
      return JSON.parse(text);
    }
    throw new Error(`no node answered ${path} in time`);
  }

  /** Sends events until they are acknowledged. */
  async report(path: string, key: string, events: readonly { readonly id: string }[]): Promise<void> {
    const body = path === '/events' ? { key, events } : events;
    const receipt = (await this.send(path, key, body)) as {
      readonly accepted: number;
      readonly duplicates: number;
    };
    if (receipt.accepted + receipt.duplicates !== events.length)
      throw new Error(`not all events were taken: ${JSON.stringify(receipt)}`);
    for (const { id } of events) this.acknowledged.add(id);
  }

  async stop(): Promise<void> {
    await Promise.all(this.live.map((node) => node.stop()));
  }
}
