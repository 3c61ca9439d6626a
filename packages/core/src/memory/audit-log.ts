import { ArmoireError, type ShopId } from '@armoire/protocol';
import type { AuditLine, AuditLog } from '../ports/index.ts';
import { Shops } from './shops.ts';

/** An audit log in memory, in the order of its writing. */
export class MemoryAuditLog implements AuditLog {
  readonly #shops = new Shops<Map<string, AuditLine>>(() => new Map());

  async append(lines: readonly AuditLine[]): Promise<void> {
    for (const line of lines) {
      const known = this.#shops.get(line.shop);
      if (!known.has(line.id)) known.set(line.id, line);
    }
  }

  async get(shop: ShopId, id: string): Promise<AuditLine | undefined> {
    return this.#shops.get(shop).get(id);
  }

  async list(
    shop: ShopId,
    limit: number,
    { action, subject, before }: Parameters<AuditLog['list']>[2] = {},
  ): Promise<readonly AuditLine[]> {
    const lines = [...this.#shops.get(shop).values()].reverse();
    const start = before === undefined ? 0 : lines.findIndex(({ id }) => id === before) + 1;
    if (before !== undefined && start === 0) {
      throw new ArmoireError('NOT_FOUND', `There is no audit line "${before}"`, {
        fix: 'Give the id of the last line of the previous page.',
        path: 'before',
      });
    }
    return lines
      .slice(start)
      .filter((line) => action === undefined || line.action === action)
      .filter((line) => subject === undefined || line.subject === subject)
      .slice(0, limit);
  }
}
