import type { ShopId } from '@armoire/protocol';
import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { Observer, ShopRuntime } from '../runtime/index.ts';

/** The counters of one Armoire, in the form that Prometheus reads. */
export class Metrics {
  readonly #registry = new Registry();
  readonly #requests = this.#counter('requests_total', 'Requests by route and status', ['route', 'status']);
  readonly #decisions = this.#counter('decisions_total', 'Decisions', ['shop', 'point', 'source']);
  readonly #faults = this.#counter('faults_total', 'Failures inside decisions', ['shop', 'point', 'code']);
  readonly #misses = this.#counter('deadline_misses_total', 'Decisions that were too slow', [
    'shop',
    'point',
  ]);
  readonly #events = this.#counter('events_total', 'Events by what became of them', ['shop', 'outcome']);
  readonly #refused = this.#counter('shopper_ids_refused_total', 'Ids of browsers that did not count', [
    'shop',
    'reason',
  ]);
  readonly #excluded = this.#counter('excluded_total', 'Events and requests that count nowhere', [
    'shop',
    'what',
    'rule',
  ]);
  readonly #dropped = this.#counter('decisions_dropped_total', 'Decisions that could not be logged', [
    'shop',
  ]);
  readonly #retained = this.#counter('retention_dropped_total', 'Rows dropped because they were old', [
    'shop',
    'what',
  ]);
  readonly #latency = new Histogram({
    name: 'armoire_decision_duration_seconds',
    help: 'Time from a question to its decision',
    labelNames: ['shop', 'kind'],
    buckets: [0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25],
    registers: [this.#registry],
  });

  request(route: string, status: number): void {
    this.#requests.inc({ route, status });
  }

  observer(shop: string): Observer {
    return {
      decided: ({ point, source }) => this.#decisions.inc({ shop, point, source }),
      latency: (kind, milliseconds) => this.#latency.observe({ shop, kind }, milliseconds / 1000),
      fault: (point, code) => {
        this.#faults.inc({ shop, point, code });
        if (code === 'DEADLINE') this.#misses.inc({ shop, point });
      },
      ingested: (counts) => {
        for (const [outcome, count] of Object.entries(counts)) this.#events.inc({ shop, outcome }, count);
      },
      refused: (reason) => this.#refused.inc({ shop, reason }),
      excluded: (what, rule) => this.#excluded.inc({ shop, what, rule }),
      dropped: (decisions) => this.#dropped.inc({ shop }, decisions),
      retained: (counts) => {
        for (const [what, count] of Object.entries(counts)) this.#retained.inc({ shop, what }, count);
      },
    };
  }

  /** Shows how far learning is behind the log. */
  watch(shops: readonly ShopRuntime[]): void {
    new Gauge({
      name: 'armoire_learner_lag_events',
      help: 'Events in the log that are not learned yet',
      labelNames: ['shop'],
      registers: [this.#registry],
      collect() {
        for (const { id, learning } of shops) this.set({ shop: id }, learning.lag);
      },
    });
  }

  /** @param shop leaves out what is about other shops: a key of one says nothing of another */
  async response(shop?: ShopId): Promise<Response> {
    const all = await this.#registry.metrics();
    const text = shop === undefined ? all : of(shop, all);
    return new Response(text, {
      headers: { 'content-type': this.#registry.contentType, 'cache-control': 'no-store' },
    });
  }

  #counter<Label extends string>(name: string, help: string, labelNames: readonly Label[]): Counter<Label> {
    return new Counter({ name: `armoire_${name}`, help, labelNames, registers: [this.#registry] });
  }
}

function of(shop: ShopId, text: string): string {
  const others = (line: string) => (/[{,]shop="([^"]*)"/.exec(line)?.[1] ?? shop) !== shop;
  return text
    .split('\n')
    .filter((line) => !others(line))
    .join('\n');
}
