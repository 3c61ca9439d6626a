import { setTimeout as sleep } from 'node:timers/promises';
import { publicKey } from '../shop-process.ts';
import type { Cluster } from './cluster.ts';
import { sharedNow } from './node-process.ts';
import { probePoint } from './shop.ts';

/** One click, the n-th that its point has learned. */
export interface Probe {
  readonly acknowledgedAt: number;
  /** When the last of the nodes that lived knew of it. */
  readonly visibleAt: number;
}

/**
 * Clicks at a steady rate, whatever becomes of them, each acknowledged before the next is sent, so that the n-th
 * sample of their point is the n-th click. Their decisions are made beforehand: a node that is killed takes none of
 * them with it.
 */
export class Probes {
  readonly #cluster: Cluster;
  readonly #acknowledged: number[] = [];
  readonly #decisions: Decided[] = [];

  constructor(cluster: Cluster) {
    this.#cluster = cluster;
  }

  get count(): number {
    return this.#acknowledged.length;
  }

  async prepare(count: number): Promise<void> {
    const query = `{ ${Array.from({ length: 20 }, (_, i) => `a${i}: choice(point: "${probePoint}") { action token source }`).join(' ')} }`;
    while (this.#decisions.length < count) {
      const { data } = (await this.#cluster.send('/graphql', publicKey, { query })) as {
        readonly data: Readonly<Record<string, Decided>>;
      };
      // Nothing is learned of what was decided too late.
      this.#decisions.push(...Object.values(data).filter(({ source }) => source === 'policy'));
    }
  }

  async run(seconds: number, perSecond: number): Promise<void> {
    const started = performance.now();
    for (let n = 0; n < seconds * perSecond; n++) {
      const due = started + (n * 1000) / perSecond;
      await sleep(Math.max(due - performance.now(), 0));
      const decision = this.#decisions.pop();
      if (decision === undefined) throw new Error('more probes than were prepared');
      const { action, token } = decision;
      const click = { id: `probe-${n}`, kind: 'click', at: Date.now(), action, token };
      await this.#cluster.report('/events', publicKey, [click]);
      this.#acknowledged.push(sharedNow());
    }
  }

  /** What became of each, once every node knows of all of them. */
  async results(): Promise<readonly Probe[]> {
    for (const end = performance.now() + 60_000; !this.#visible(); await sleep(20)) {
      if (performance.now() > end) throw new Error('a node never learned of a probe');
    }
    return this.#acknowledged.map((acknowledgedAt, i) => {
      const knew = this.#cluster.nodes
        .filter(({ readyAt }) => readyAt <= acknowledgedAt)
        .map((node) => node.knew(i + 1) ?? acknowledgedAt);
      return { acknowledgedAt, visibleAt: Math.max(acknowledgedAt, ...knew) };
    });
  }

  #visible(): boolean {
    return this.#cluster.live.every((node) => node.knew(this.count) !== undefined);
  }
}

interface Decided {
  readonly action: string;
  readonly token: string;
  readonly source: string;
}
