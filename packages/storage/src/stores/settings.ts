import type { Setting, SettingsStore } from '@armoire/core';
import { ArmoireError, type ShopId } from '@armoire/protocol';
import type { Connection } from './connection.ts';
import { parsed } from './json.ts';

/** Settings with all their versions. */
export class SettingStore implements SettingsStore {
  readonly #connection: Connection;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  async put(shop: ShopId, setting: Omit<Setting, 'version'>, expected: number): Promise<Setting> {
    const { name, at, actor, value } = setting;
    const { db } = this.#connection;
    const row = await db
      .selectFrom('armoire_settings')
      .select(({ fn }) => fn.max('version').as('version'))
      .where('shop', '=', shop)
      .where('name', '=', name)
      .executeTakeFirst();
    const stored = row?.version ?? 0;
    if (stored !== expected) throw conflict(name, stored, expected);
    const version = expected + 1;
    await db
      .insertInto('armoire_settings')
      .values({ shop, name, version, at, actor, value: JSON.stringify(value) ?? 'null' })
      .execute();
    return { name, version, at, actor, value };
  }

  async history(shop: ShopId, name: string, limit: number, before?: number): Promise<readonly Setting[]> {
    const rows = await this.#connection.db
      .selectFrom('armoire_settings')
      .select(['name', 'version', 'at', 'actor', 'value'])
      .where('shop', '=', shop)
      .where('name', '=', name)
      .$if(before !== undefined, (query) => query.where('version', '<', before ?? 0))
      .orderBy('version', 'desc')
      .limit(limit)
      .execute();
    return rows.map((row) => ({ ...row, value: parsed<unknown>(row.value) }));
  }

  async drop(shop: ShopId, name: string, before: number): Promise<void> {
    const { db } = this.#connection;
    const newest = db
      .selectFrom('armoire_settings')
      .select(({ fn }) => fn.max('version').as('version'))
      .where('shop', '=', shop)
      .where('name', '=', name);
    await db
      .deleteFrom('armoire_settings')
      .where('shop', '=', shop)
      .where('name', '=', name)
      .where('version', '<', before)
      .where('version', '<', newest)
      .execute();
  }

  async current(shop: ShopId): Promise<readonly Setting[]> {
    const { db } = this.#connection;
    const newest = db
      .selectFrom('armoire_settings')
      .select(({ fn }) => ['name', fn.max('version').as('version')])
      .where('shop', '=', shop)
      .groupBy('name')
      .as('newest');
    const rows = await db
      .selectFrom('armoire_settings as setting')
      .innerJoin(newest, (join) =>
        join.onRef('newest.name', '=', 'setting.name').onRef('newest.version', '=', 'setting.version'),
      )
      .select(['setting.name', 'setting.version', 'setting.at', 'setting.actor', 'setting.value'])
      .where('setting.shop', '=', shop)
      .orderBy('setting.name')
      .execute();
    return rows.map((row) => ({ ...row, value: parsed<unknown>(row.value) }));
  }
}

function conflict(name: string, stored: number, expected: number): ArmoireError {
  return new ArmoireError('CONFLICT', `"${name}" is at version ${stored}, not ${expected}`, {
    fix: 'Read it again, look at what somebody else changed, and repeat the change on that.',
  });
}
