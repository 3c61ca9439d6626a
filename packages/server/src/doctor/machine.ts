import { type Instant, minute } from '@armoire/protocol';
import type { Storage, StorageCheck } from '@armoire/storage';
import { type Finding, failed, ok, warning } from './check.ts';

export function checkNode(version: string): Finding {
  const [major = 0, minor = 0] = version.replace(/^v/, '').split('.').map(Number);
  if (major > 22 || (major === 22 && minor >= 18)) return ok('node', `Node ${version}`);
  return failed('node', `Node ${version} is too old`, 'Install Node 22.18 or later.');
}

export async function checkStorage(storage: Storage): Promise<Finding[]> {
  const check = await storage.check();
  const { location, bytes, integrity, schema } = check;
  return [
    integrity === 'ok'
      ? ok('storage', `${location}, ${(bytes / 1e6).toFixed(1)} MB, schema ${schema}`)
      : failed(
          'storage',
          `${location} is damaged: ${integrity}`,
          'Stop, keep what is there, and restore the last backup.',
        ),
    check.dialect === 'sqlite' ? sqliteDurability(check) : postgresDurability(check),
  ];
}

function sqliteDurability({ location, settings }: StorageCheck): Finding {
  const durable =
    settings.synchronous === '2' && (settings.journal_mode === 'wal' || location === ':memory:');
  return durable
    ? ok('durability', 'synchronous is FULL: what is acknowledged is on the disk')
    : failed(
        'durability',
        `synchronous is ${settings.synchronous}, not 2`,
        'Report this: events could be lost.',
      );
}

function postgresDurability({ settings }: StorageCheck): Finding {
  const off = ['fsync', 'full_page_writes', 'synchronous_commit'].filter((name) => settings[name] === 'off');
  return off.length === 0
    ? ok('durability', 'fsync and synchronous_commit are on: what is acknowledged is on the disk')
    : failed(
        'durability',
        `${off.join(', ')} off: a power cut loses events that were acknowledged`,
        'Turn it on in postgresql.conf, and restart PostgreSQL.',
      );
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
