import { createHash } from 'node:crypto';
import type { PriceExperiment, Setting, Switchback } from '@armoire/core';
import type { PriceExperimentReport } from '@armoire/graphql';
import { ArmoireError, type Instant, type Offset, type PointId } from '@armoire/protocol';
import type { ShopRuntime } from '../runtime/index.ts';

/** A price experiment as it was run, whatever has become of the configuration since. */
export interface ExperimentRecord {
  readonly point: PointId;
  readonly design: Switchback;
  /** By arm: `own`, or the id of a policy. */
  readonly chooses: readonly string[];
  /** When the configuration was first seen without it. */
  readonly ended?: Instant;
  /** What it told while the log of events still had all of it, and the first event that the log had then. */
  readonly told?: { readonly report: PriceExperimentReport; readonly first: Offset | undefined };
}

const actor = 'armoire';
const prefix = 'prices.experiment ';

/**
 * Writes down the experiments that are configured, and the end of those that are no more: what they have told is evidence,
 * and outlives them.
 *
 * @returns all of them, each with the place where it is kept: those that run first, then the newest
 */
export async function noteExperiments(shop: ShopRuntime): Promise<readonly Kept[]> {
  const known = new Map(
    (await shop.storage.settings.current(shop.id))
      .filter(({ name }) => name.startsWith(prefix))
      .map((setting) => [setting.name, setting]),
  );
  const running = new Map(
    Object.entries(shop.engine.points).flatMap(([point, settings]) => {
      if (settings.kind !== 'price' || settings.experiment === undefined) return [];
      const record = recordOf(point, settings.experiment);
      return [[nameOf(record), record] as const];
    }),
  );
  const kept: Kept[] = [];
  for (const [name, { design, ...record }] of running) {
    const setting = known.get(name);
    const before = setting && recordIn(setting);
    // One that is back goes on; only its end may have been moved.
    const same = before !== undefined && before.ended === undefined && before.design.until === design.until;
    const next = { ...record, design, ...(before?.told && { told: before.told }) };
    kept.push(
      same ? { name, record: before, version: setting?.version ?? 0 } : await put(shop, name, next, setting),
    );
  }
  const others = [...known].filter(([name]) => !running.has(name));
  const past: Kept[] = [];
  for (const [name, setting] of others) {
    const record = recordIn(setting);
    if (record.ended !== undefined) past.push({ name, record, version: setting.version });
    else past.push(await put(shop, name, { ...record, ended: shop.clock.now() }, setting));
  }
  return [...kept, ...past.sort((a, b) => b.record.design.from - a.record.design.from)];
}

/** A record with the place and the version in which it is kept. */
export interface Kept {
  readonly name: string;
  readonly record: ExperimentRecord;
  readonly version: number;
}

/** Keeps what an experiment has told. */
export async function keepReport(
  shop: ShopRuntime,
  { name, record, version }: Kept,
  told: NonNullable<ExperimentRecord['told']>,
): Promise<void> {
  if (JSON.stringify(record.told) !== JSON.stringify(told))
    await put(shop, name, { ...record, told }, { version });
}

async function put(
  { id, storage, clock }: ShopRuntime,
  name: string,
  value: ExperimentRecord,
  known: Pick<Setting, 'version'> | undefined,
): Promise<Kept> {
  const version = known?.version ?? 0;
  try {
    const setting = await storage.settings.put(id, { name, at: clock.now(), actor, value }, version);
    return { name, record: value, version: setting.version };
  } catch (error) {
    // Another node has written down the same.
    if (error instanceof ArmoireError && error.code === 'CONFLICT') return { name, record: value, version };
    throw error;
  }
}

function recordOf(point: PointId, { chooses, ...design }: PriceExperiment): ExperimentRecord {
  const ids = design.arms.map((arm) => {
    const chooser = chooses[arm];
    return typeof chooser === 'object' ? chooser.id : 'own';
  });
  return { point, design, chooses: ids };
}

/** Other turns, or other arms, are another experiment, though it has the same name. */
function nameOf({ point, design: { until: _, ...design }, chooses }: ExperimentRecord): string {
  const hash = createHash('sha256').update(JSON.stringify([point, design, chooses]));
  return `${prefix}${point}/${design.layer}/${hash.digest('base64url').slice(0, 12)}`;
}

function recordIn({ value }: Setting): ExperimentRecord {
  return value as ExperimentRecord;
}
