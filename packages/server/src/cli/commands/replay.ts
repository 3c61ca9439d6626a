import { ArmoireError, type Instant } from '@armoire/protocol';
import { openStorage } from '@armoire/storage';
import { loadConfig, resolveConfig, type Settings, type ShopSettings } from '../../config/index.ts';
import { type ReplayReport, replayDecisions } from '../../replay/index.ts';
import { type Output, print } from '../output.ts';

export interface ReplayCommand {
  readonly config?: string;
  readonly shop?: string;
  readonly point?: string;
  readonly since?: string;
  readonly until?: string;
}

/** `armoire replay`: 0 when every decision came out the same, 1 when one did not. */
export async function replay(output: Output, options: ReplayCommand): Promise<number> {
  const since = instant(options.since, '--since');
  const until = instant(options.until, '--until');
  const { config } = await loadConfig(options.config);
  const settings = resolveConfig(config);
  const shop = shopOf(settings, options.shop);
  const storage = await openStorage({ url: settings.storage });
  const live = !output.json && process.stderr.isTTY === true;
  try {
    const report = await replayDecisions({
      shop,
      storage,
      ...(options.point === undefined ? {} : { point: options.point }),
      ...(since === undefined ? {} : { since }),
      ...(until === undefined ? {} : { until }),
      progress: (done) => live && process.stderr.write(`\r${done.toLocaleString('en-US')} decisions`),
    });
    if (live) process.stderr.write('\r\u001b[K');
    print(output, report, described(report));
    return report.differing === 0 ? 0 : 1;
  } finally {
    await storage.close();
  }
}

function described({ decisions, matched, differing, skipped, differences }: ReplayReport): string {
  return [
    `${decisions} decisions: ${matched} came out the same, ${differing} differ`,
    ...Object.entries(skipped).map(([reason, count]) => `  ${count} left out: ${reason}`),
    ...differences.map(({ decision, point, logged, replayed }) => {
      return `  ${decision} (${point}): logged ${logged.chosen.join(', ')}; now ${replayed.chosen.join(', ')}`;
    }),
  ].join('\n');
}

function shopOf({ shops }: Settings, id: string | undefined): ShopSettings {
  const found = id === undefined && shops.length === 1 ? shops[0] : shops.find((shop) => shop.id === id);
  if (found !== undefined) return found;
  throw new ArmoireError(
    'UNKNOWN_SHOP',
    id === undefined ? 'There are several shops' : `There is no shop "${id}"`,
    {
      fix: `Give --shop, one of ${shops.map((shop) => shop.id).join(', ')}.`,
    },
  );
}

function instant(given: string | undefined, name: string): Instant | undefined {
  if (given === undefined) return undefined;
  const at = Date.parse(given);
  if (Number.isFinite(at)) return at;
  throw new ArmoireError('INVALID_INPUT', `${name}: "${given}" is no time`, {
    fix: 'Write it like 2026-01-31T12:00:00Z.',
  });
}
