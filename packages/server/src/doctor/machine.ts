import { type Instant, minute } from '@armoire/protocol';
import type { Storage } from '@armoire/storage';
import { type Finding, failed, ok, warning } from './check.ts';

export function checkNode(version: string): Finding {
  const [major = 0, minor = 0] = version.replace(/^v/, '').split('.').map(Number);
  if (major > 22 || (major === 22 && minor >= 18)) return ok('node', `Node ${version}`);
  return failed('node', `Node ${version} is too old`, 'Install Node 22.18 or later.');
}

export async function checkStorage(storage: Storage): Promise<Finding[]> {
  const { location, bytes, integrity, settings, schema } = await storage.check();
  const durable =
    settings.synchronous === '2' && (settings.journal_mode === 'wal' || location === ':memory:');
  return [
    integrity === 'ok'
      ? ok('storage', `${location}, ${(bytes / 1e6).toFixed(1)} MB, schema ${schema}`)
      : failed(
          'storage',
          `${location} is damaged: ${integrity}`,
          'Stop, keep the file, and restore the last backup.',
        ),
    durable
      ? ok('durability', 'synchronous is FULL: what is acknowledged is on the disk')
      : failed(
          'durability',
          `synchronous is ${settings.synchronous}, not 2`,
          'Report this: events could be lost.',
        ),
  ];
}

/** The machine's clock against the newest decision in the log, which was made by an earlier reading of it. */
export async function checkClock(storage: Storage, shops: readonly string[], now: Instant): Promise<Finding> {
  let newest = 0;
  for (const shop of shops) {
    const { items } = await storage.decisions.list(shop, {}, 'desc', 1);
    newest = Math.max(newest, items[0]?.at ?? 0);
  }
  if (newest <= now + minute) return ok('clock', new Date(now).toISOString());
  const ahead = Math.round((newest - now) / minute);
  return warning(
    'clock',
    `The log has a decision from ${ahead} minutes in the future`,
    'Set the clock of the machine by NTP.',
  );
}
