import { ArmoireError, type ShopId } from '@armoire/protocol';
import type { Setting, SettingsStore } from '../ports/index.ts';
import { compare, Shops } from './shops.ts';

/** Settings in memory, with all their versions. */
export class MemorySettingsStore implements SettingsStore {
  readonly #shops = new Shops<Map<string, Setting[]>>(() => new Map());

  async put(shop: ShopId, setting: Omit<Setting, 'version'>, expected: number): Promise<Setting> {
    const settings = this.#shops.get(shop);
    const { name } = setting;
    const versions = settings.get(name) ?? [];
    const newest = versions.at(-1)?.version ?? 0;
    if (newest !== expected) {
      throw new ArmoireError('CONFLICT', `"${name}" is at version ${newest}, not ${expected}`, {
        fix: 'Read it again, look at what somebody else changed, and repeat the change on that.',
      });
    }
    const stored = { ...setting, version: expected + 1 };
    settings.set(name, [...versions, stored]);
    return stored;
  }

  async history(shop: ShopId, name: string, limit: number, before?: number): Promise<readonly Setting[]> {
    const versions = this.#shops.get(shop).get(name) ?? [];
    const older = versions.filter(({ version }) => before === undefined || version < before);
    return older.reverse().slice(0, limit);
  }

  async drop(shop: ShopId, name: string, before: number): Promise<void> {
    const settings = this.#shops.get(shop);
    const versions = settings.get(name);
    if (versions === undefined) return;
    const newest = versions.at(-1);
    settings.set(
      name,
      versions.filter((each) => each === newest || each.version >= before),
    );
  }

  async current(shop: ShopId): Promise<readonly Setting[]> {
    const newest = [...this.#shops.get(shop).values()].flatMap((versions) => versions.at(-1) ?? []);
    return newest.sort((a, b) => compare(a.name, b.name));
  }
}
