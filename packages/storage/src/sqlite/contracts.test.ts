import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type Make,
  testAuditLog,
  testCatalogStore,
  testDecisionLog,
  testEmbeddingStore,
  testEventLog,
  testKeyStore,
  testLeases,
  testLoginStore,
  testModelStore,
  testPriceBook,
  testPriceLog,
  testPriceSlots,
  testSettingsStore,
  testSignals,
  testStateStore,
  testUserStore,
} from '@armoire/core/testing';
import Sqlite from 'better-sqlite3';
import { afterAll, beforeAll, describe } from 'vitest';
import type { Storage } from '../storage.ts';
import type { Stores } from '../stores/index.ts';
import { openSqlite } from './open.ts';

/** One worker for all suites: to start one for each test would take most of the time. */
const folder = mkdtempSync(join(tmpdir(), 'armoire-'));
const file = join(folder, 'armoire.db');
let storage: Storage;

beforeAll(async () => {
  storage = await openSqlite(file);
});
afterAll(async () => {
  await storage.close();
  rmSync(folder, { recursive: true });
});

describe('sqlite', () => {
  testAuditLog(emptied('audit'));
  testCatalogStore(emptied('catalog'));
  testDecisionLog(emptied('decisions'));
  testEmbeddingStore(emptied('embeddings'));
  testEventLog(emptied('events'));
  testKeyStore(emptied('keys'));
  testLeases(emptied('leases'));
  testLoginStore(emptied('logins'));
  testModelStore(emptied('models'));
  testPriceBook(allEmptied);
  testPriceLog(emptied('shown'));
  testPriceSlots(allEmptied);
  testSettingsStore(emptied('settings'));
  testSignals(async () => {
    const own = await openSqlite(':memory:');
    const change = async (shop: string, name: string) => {
      await own.settings.put(shop, { name, at: 1, actor: 'dora', value: 1 }, 0);
    };
    return { port: { signals: own.signals, change }, close: () => own.close() };
  });
  testStateStore(emptied('state'));
  testUserStore(emptied('users'));
});

async function allEmptied() {
  const { close } = await emptied('slots')();
  return { port: storage, close };
}

function emptied<Name extends Exclude<keyof Stores, 'jobs'>>(name: Name): Make<Storage[Name]> {
  return async () => {
    const connection = new Sqlite(file);
    const tables = connection
      .prepare<[], string>(`select name from sqlite_schema where type = 'table' and name glob 'armoire_*'`)
      .pluck()
      .all();
    connection.transaction(() => {
      for (const table of tables) if (!table.includes('migrations')) connection.exec(`delete from ${table}`);
    })();
    connection.close();
    return { port: storage[name], close: async () => undefined };
  };
}
