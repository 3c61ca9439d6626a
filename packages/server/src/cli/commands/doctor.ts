import { ArmoireError } from '@armoire/protocol';
import { openStorage } from '@armoire/storage';
import { loadConfig, resolveConfig, type Settings } from '../../config/index.ts';
import { examine, type Finding } from '../../doctor/index.ts';
import { type Output, print } from '../output.ts';

const marks = { ok: 'ok', warning: 'look', failed: 'FAIL' } as const;

/** `armoire doctor`: 0 when nothing has failed, 1 when something has, 2 when the configuration cannot be read. */
export async function doctor(output: Output, options: { config?: string }): Promise<number> {
  const { file, config } = await loadConfig(options.config);
  const settings = resolveConfig(config);
  const findings: Finding[] = [
    { check: 'configuration', status: 'ok', message: file },
    ...(await look(settings)),
  ];
  const healthy = findings.every(({ status }) => status !== 'failed');
  const width = Math.max(...findings.map(({ check }) => check.length));
  const lines = findings.map(({ check, status, message, fix }) => {
    const advice = fix === undefined ? '' : `\n${' '.repeat(width + 8)}${fix}`;
    return `${marks[status].padEnd(5)} ${check.padEnd(width)}  ${message}${advice}`;
  });
  print(output, { healthy, findings }, lines.join('\n'));
  return healthy ? 0 : 1;
}

async function look(settings: Settings): Promise<Finding[]> {
  try {
    const storage = await openStorage({ url: settings.storage });
    try {
      return await examine(settings, storage, Date.now());
    } finally {
      await storage.close();
    }
  } catch (error) {
    if (!(error instanceof ArmoireError)) throw error;
    return [
      { check: 'storage', status: 'failed', message: error.message, fix: error.fix ?? 'See the message.' },
    ];
  }
}
