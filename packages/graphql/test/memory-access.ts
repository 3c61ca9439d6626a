import type { AccessGateway, KeySummary, UserSummary } from '../src/index.ts';
import { noon } from './fixtures.ts';

const key: KeySummary = { id: 'k1', name: 'erp', kind: 'secret', scopes: ['orders:write'], createdAt: noon };
const user: UserSummary = { email: 'dora@shop.example', role: 'owner', createdAt: noon };

/** Access to a shop with one key and one user; it notes what it is told to change. */
export function memoryAccess(calls: unknown[][]): AccessGateway {
  const noted =
    <T>(name: string, answer: T) =>
    async (...args: readonly unknown[]) => {
      calls.push([name, ...args]);
      return answer;
    };
  return {
    keys: async () => [key],
    createKey: noted('createKey', { key: 'ak_sec_new', stored: key }),
    rotateKey: noted('rotateKey', { key: 'ak_sec_next', stored: key }),
    revokeKey: noted('revokeKey', { ...key, revokedAt: noon }),
    users: async () => [user],
    addUser: noted('addUser', user),
    setRole: noted('setRole', user),
    setPassword: noted('setPassword', user),
    removeUser: noted('removeUser', undefined),
  };
}
