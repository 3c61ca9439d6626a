import { setTimeout as sleep } from 'node:timers/promises';
import { seededRng } from '@armoire/core';
import { openStorage, type Storage } from '@armoire/storage';
import { lookFor } from '../event-log.ts';
import type { PostgresServer } from '../postgres.ts';
import { Cluster } from './cluster.ts';
import { sharedNow } from './node-process.ts';
import { type Probe, Probes } from './probes.ts';
import { learnedIn, relearned } from './relearn.ts';
import { shopId } from './shop.ts';
import { differences, digest } from './sums.ts';
import { fill, Visits } from './visits.ts';

/** Seconds of load that nothing is measured of. */
const warmUp = 3;
/** Longer than any lease that a killed node can leave behind, in ms. */
const patience = 400_000;

export interface TrialSetting {
  readonly nodes: number;
  readonly seconds: number;
  readonly visitsPerSecond: number;
  readonly probesPerSecond: number;
  /** Whether the node that learns is killed half-way, and started again. */
  readonly kill: boolean;
  say(text: string): void;
}

export interface Trial {
  readonly events: number;
  readonly visits: number;
  /** Acknowledged events that are not in the log. */
  readonly lost: number;
  /** Events, or samples made of them, that stand twice in their log. */
  readonly doubled: number;
  readonly samples: number;
  readonly sums: number;
  /** Sums, and values of places, that one process makes of the same log and these nodes did not, or differently. */
  readonly different: number;
  /** Nodes whose memory is not what the database has. */
  readonly astray: number;
  /** Milliseconds from the end of the load until all was learned and every wait had ended, at most seconds of which are due. */
  readonly settled: number;
  /** Milliseconds from the acknowledgement of an event until every node knew what was learned of it. */
  readonly lags: readonly number[];
  /** The same of events that had to wait for another node to take over. */
  readonly takeoverLags: readonly number[];
  /** Milliseconds from the kill until another node learned. */
  readonly leaderless?: number;
  /** Before the kill, if there was one: CPU µs per event of the servers and of the database, if they could be read. */
  readonly cpu: { readonly servers?: number; readonly database?: number };
}

/** Lets shoppers loose on some nodes for a while, and compares what was learned with what one process makes of it. */
export async function trial(postgres: PostgresServer, setting: TrialSetting): Promise<Trial> {
  const { nodes, seconds, visitsPerSecond, probesPerSecond, kill, say } = setting;
  const url = await postgres.database();
  const cluster = new Cluster(url, seededRng(1, 'cluster'));
  try {
    // The first makes the tables, and is the first to learn.
    await cluster.add();
    await fill(cluster);
    await Promise.all(Array.from({ length: nodes - 1 }, () => cluster.add()));
    const visits = new Visits(cluster, seededRng(1, 'visits'));
    const probes = new Probes(cluster);
    await probes.prepare(seconds * probesPerSecond);

    // What runs for the first time is slow, whoever runs it.
    await visits.run(warmUp, visitsPerSecond);
    say(`${nodes} nodes: ${visitsPerSecond} visits a second for ${seconds} seconds`);
    const spent = cpuMeter(cluster, postgres);
    const load = Promise.all([visits.run(seconds, visitsPerSecond), probes.run(seconds, probesPerSecond)]);
    await Promise.race([load, sleep((seconds * 1000) / 2)]);
    const cpu = spent();
    const takeover = kill ? await killLeader(cluster, say) : undefined;
    await load;
    const results = await probes.results();

    say(`${nodes} nodes: waiting for the last rewards, then learning the log anew in one process`);
    const storage = await openStorage({ url });
    try {
      const settled = await allLearned(storage);
      const learned = await learnedIn(storage);
      const astray = await strayNodes(cluster, digest(learned.sums));
      const found = await lookFor(url, cluster.acknowledged);
      const one = await relearned(url);
      const changed = differences(learned.sums, one.sums);
      for (const line of changed.slice(0, 3)) say(`  different: ${line.slice(0, 150)}`);
      const values = [learned, one].map((each) =>
        [...each.values].map(([place, value]) => `${place} ${value}`),
      );
      const places = differences(values[0] ?? [], values[1] ?? []);
      for (const line of places.slice(0, 5)) say(`  different: ${line}`);
      const isLate = ({ acknowledgedAt, visibleAt }: Probe) =>
        takeover !== undefined && visibleAt >= takeover.from && acknowledgedAt <= takeover.to;
      const lag = ({ acknowledgedAt, visibleAt }: Probe) => visibleAt - acknowledgedAt;
      return {
        events: found.entries,
        visits: visits.count,
        lost: found.lost,
        doubled: found.doubled + learned.repeated,
        samples: learned.values.size,
        sums: learned.sums.length,
        different: changed.length + places.length,
        astray,
        settled,
        lags: results.filter((probe) => !isLate(probe)).map(lag),
        takeoverLags: results.filter(isLate).map(lag),
        ...(takeover === undefined ? {} : { leaderless: takeover.to - takeover.from }),
        cpu,
      };
    } finally {
      await storage.close();
    }
  } finally {
    await cluster.stop();
  }
}

function cpuMeter(cluster: Cluster, postgres: PostgresServer): () => Trial['cpu'] {
  const servers = () => {
    const all = cluster.live.map((node) => node.cpu());
    return all.every((each) => each !== undefined) ? all.reduce((sum, each) => sum + each, 0) : undefined;
  };
  const [servers0, database0] = [servers(), postgres.cpu()];
  const events0 = cluster.acknowledged.size;
  return () => {
    const events = cluster.acknowledged.size - events0;
    const per = (before: number | undefined, after: number | undefined) =>
      before === undefined || after === undefined ? undefined : ((after - before) * 1e6) / events;
    const [ofServers, ofDatabase] = [per(servers0, servers()), per(database0, postgres.cpu())];
    return {
      ...(ofServers === undefined ? {} : { servers: ofServers }),
      ...(ofDatabase === undefined ? {} : { database: ofDatabase }),
    };
  };
}

/** Kills the node that learns and starts another in its place; returns from when until when nobody learned. */
async function killLeader(cluster: Cluster, say: (text: string) => void) {
  const { leader } = cluster;
  if (leader === undefined) throw new Error('no node has said that it learns');
  say('killing the node that learns, and starting it again');
  await leader.kill();
  const from = leader.killedAt ?? sharedNow();
  const since = () => cluster.leader?.leadsSince ?? 0;
  const restarted = cluster.add();
  for (const end = performance.now() + 60_000; since() < from; await sleep(10)) {
    if (performance.now() > end) throw new Error('no node took over');
  }
  await restarted;
  return { from, to: since() };
}

/** Resolves when all events are learned and no place waits any more, with the milliseconds that this took. */
async function allLearned({ events, state }: Storage): Promise<number> {
  const started = performance.now();
  for (;;) {
    const { events: learned } = await state.offsets(shopId, 'learner');
    const head = await events.head(shopId);
    const [due] = await state.due(shopId, Number.MAX_SAFE_INTEGER, 1);
    const took = performance.now() - started;
    if (due === undefined && learned === head) return took;
    if (took > patience) {
      const waits = due === undefined ? 'no place waits' : `${due.point} waits`;
      throw new Error(`after ${patience / 1000} s ${learned} of ${head} events are learned, and ${waits}`);
    }
    await sleep(100);
  }
}

/** How many nodes never hold what the database has. */
async function strayNodes(cluster: Cluster, expected: string): Promise<number> {
  const astray = await Promise.all(
    cluster.live.map(async (node) => {
      for (const end = performance.now() + 10_000; performance.now() < end; await sleep(100)) {
        if ((await node.digest()) === expected) return false;
      }
      return true;
    }),
  );
  return astray.filter(Boolean).length;
}
