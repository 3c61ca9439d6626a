import { openStorage } from '@armoire/storage';
import { loadConfig, resolveConfig } from '../../config/index.ts';
import { type ReplayReport, replayDecisions } from '../../replay/index.ts';
import { instantOf } from '../instant.ts';
import { type Output, print } from '../output.ts';
import { progressLine } from '../progress.ts';
import { shopOf } from '../shop.ts';

export interface ReplayCommand {
  readonly config?: string;
  readonly shop?: string;
  readonly point?: string;
  readonly since?: string;
  readonly until?: string;
}

/** `armoire replay`: 0 when every decision came out the same, 1 when one did not. */
export async function replay(output: Output, options: ReplayCommand): Promise<number> {
  const since = instantOf(options.since, '--since');
  const until = instantOf(options.until, '--until');
  const { config } = await loadConfig(options.config);
  const settings = resolveConfig(config);
  const shop = shopOf(settings, options.shop);
  const storage = await openStorage({ url: settings.storage });
  const progress = progressLine(output);
  try {
    const report = await replayDecisions({
      shop,
      storage,
      ...(options.point === undefined ? {} : { point: options.point }),
      ...(since === undefined ? {} : { since }),
      ...(until === undefined ? {} : { until }),
      progress: (done) => progress.show(`${done.toLocaleString('en-US')} decisions`),
    });
    progress.end();
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
