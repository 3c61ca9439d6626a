import type { AuditLine, Decision, DecisionFilter, Explanation, StoredPage } from '@armoire/core';
import { ArmoireError, type CatalogChange, type PriceClaims } from '@armoire/protocol';
import type { MerchantGateway, PointSummary, Receipt } from '../src/index.ts';
import { auditLines, explanation } from './fixtures.ts';
import { memoryAccess } from './memory-access.ts';
import { memoryEarned } from './memory-earned.ts';
import { memoryEvaluation } from './memory-evaluation.ts';
import { memoryInsight } from './memory-insight.ts';
import { memoryPeople } from './memory-people.ts';
import { memoryPrices } from './memory-prices.ts';
import { memoryPricing } from './memory-pricing.ts';
import { memoryRules } from './memory-rules.ts';

const receipt: Receipt = { accepted: 1, duplicates: 0, rejected: [] };

/** A merchant's side in memory, over a given log of decisions (newest first); it notes what it is asked. */
export class MemoryMerchant implements MerchantGateway {
  readonly calls: unknown[][] = [];
  readonly access = memoryAccess(this.calls);
  readonly people = memoryPeople(this.calls);
  readonly prices = memoryPrices(this.calls);
  readonly pricing = memoryPricing(this.calls);
  readonly rules = memoryRules(this.calls);
  readonly earned = memoryEarned(this.calls);
  readonly insight = memoryInsight(this.calls);
  readonly evaluation = memoryEvaluation(this.calls);
  decisionsLog: Decision[];
  #killed = false;

  constructor(decisions: readonly Decision[] = []) {
    this.decisionsLog = [...decisions];
  }

  async points(): Promise<readonly PointSummary[]> {
    const policy = { id: 'thompson', version: 1, support: 'full' as const };
    return [{ id: 'home.top', kind: 'shelf', policy, samples: 12 }];
  }

  async decision(id: string): Promise<Decision | undefined> {
    return this.decisionsLog.find((each) => each.id === id);
  }

  /** Its own cursors are places in the filtered list; `until` leaves out what is at it. */
  async decisions(filter: DecisionFilter, limit: number, cursor = '0'): Promise<StoredPage<Decision>> {
    this.calls.push(['decisions', filter, limit, cursor]);
    const { point, since = 0, until = Number.MAX_SAFE_INTEGER } = filter;
    const all = this.decisionsLog.filter(
      (each) => each.at >= since && each.at < until && (point === undefined || each.point === point),
    );
    const end = Number(cursor) + limit;
    return { items: all.slice(Number(cursor), end), ...(end < all.length ? { next: String(end) } : {}) };
  }

  async explain(id: string): Promise<Explanation> {
    if (id === 'd1') return explanation;
    throw new ArmoireError('UNKNOWN_DECISION', `There is no decision "${id}"`);
  }

  async audit(limit: number, before?: string): Promise<readonly AuditLine[]> {
    const from = auditLines.findIndex(({ id }) => id === before) + 1;
    return auditLines.slice(from, from + limit);
  }

  async offeredPrice(token: string): Promise<PriceClaims> {
    this.calls.push(['offeredPrice', token]);
    const price = { amount: 1999, currency: 'EUR' };
    return { shop: 'lamps', product: 'lamp', variant: 'lamp-m', price, expiresAt: 7 };
  }

  async killSwitch(): Promise<boolean> {
    return this.#killed;
  }

  async setKillSwitch(on: boolean, actor: string, why: string): Promise<boolean> {
    this.calls.push(['setKillSwitch', on, actor, why]);
    this.#killed = on;
    return on;
  }

  async undo(auditId: string, actor: string): Promise<AuditLine> {
    const line = auditLines.find(({ id }) => id === auditId);
    if (!line) throw new ArmoireError('NOT_FOUND', `There is no audit line "${auditId}"`);
    return { ...line, id: 'line4', actor, action: 'price.undo' };
  }

  async upsertProducts(products: readonly unknown[]): Promise<Receipt> {
    this.calls.push(['upsertProducts', ...products]);
    return receipt;
  }

  async removeProducts(
    changes: readonly (CatalogChange & { readonly kind: 'tombstone' })[],
  ): Promise<Receipt> {
    this.calls.push(['removeProducts', ...changes]);
    return receipt;
  }

  async recordOrders(events: readonly unknown[]): Promise<Receipt> {
    this.calls.push(['recordOrders', ...events]);
    return receipt;
  }
}
