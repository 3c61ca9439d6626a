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
import { afterAll, beforeAll, describe } from 'vitest';
import type { Storage } from '../storage.ts';
import type { Stores } from '../stores/index.ts';
import { openPostgres } from './open.ts';
import { query, startPostgres, type TestServer } from './testing.ts';

let server: TestServer;
let url: string;
let storage: Storage;

beforeAll(async () => {
  server = await startPostgres();
  url = await server.database();
  storage = await openPostgres(url);
}, 60_000);
afterAll(async () => {
  await storage.close();
  await server.stop();
});

describe('postgres', () => {
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
  testStateStore(emptied('state'));
  testUserStore(emptied('users'));
  testSignals(async () => {
    const node = await openPostgres(url);
    const change = async (shop: string, name: string) => {
      await node.settings.put(shop, { name, at: 1, actor: 'dora', value: 1 }, 0);
    };
    return { port: { signals: storage.signals, change }, close: () => node.close() };
  });
});

async function allEmptied() {
  const { close } = await emptied('slots')();
  return { port: storage, close };
}

function emptied<Name extends Exclude<keyof Stores, 'jobs'>>(name: Name): Make<Storage[Name]> {
  return async () => {
    await query(
      url,
      `do $$ declare name text; begin
         for name in select tablename from pg_tables
           where tablename like 'armoire%' and tablename !~ 'migrations|^armoire_events_[0-9]'
         loop execute 'delete from ' || name; end loop;
       end $$`,
    );
    return { port: storage[name], close: async () => undefined };
  };
}
