import { testStoreFront } from '@armoire/core/testing';
import { TestStore } from '../test/store.ts';

testStoreFront(async () => ({
  port: new TestStore({ red: 1000, green: 1200, blue: 1500, black: 1700 }),
  close: async () => {},
}));
