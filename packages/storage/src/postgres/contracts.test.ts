import {
  type Make,
  testAuditLog,
  testCatalogStore,
  testDecisionLog,
  testEventLog,
  testJobs,
  testLeases,
  testModelStore,
  testSettingsStore,
  testSignals,
  testStateStore,
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
  testEventLog(emptied('events'));
  testJobs(emptied('jobs'));
  testLeases(emptied('leases'));
  testModelStore(emptied('models'));
  testSettingsStore(emptied('settings'));
  testStateStore(emptied('state'));
  testSignals(async () => {
    const node = await openPostgres(url);
    const change = async (shop: string, name: string) => {
      await node.settings.put(shop, { name, at: 1, actor: 'dora', value: 1 }, 0);
    };
    return { port: { signals: storage.signals, change }, close: () => node.close() };
  });
});

function emptied<Name extends keyof Stores>(name: Name): Make<Stores[Name]> {
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
