import type { AuditLine, AuditLog, BookChange, BookedPrice, PriceBook, PriceProposal } from '@armoire/core';
import {
  ArmoireError,
  type Duration,
  type ErrorBody,
  type Instant,
  type Money,
  type ShopId,
  type VariantId,
} from '@armoire/protocol';
import { type NewId, nextEntry } from './entries.ts';

export interface PriceDeskOptions {
  readonly shop: ShopId;
  readonly book: PriceBook;
  readonly audit: Pick<AuditLog, 'get'>;
  readonly now: () => Instant;
  readonly newId: NewId;
  /** For so long nothing is proposed for a variant whose price a person has decided. */
  readonly rest: Duration;
}

/** What became of some proposals: the others are settled when one is refused. */
export interface Ruling {
  readonly accepted: number;
  readonly rejected: readonly (ErrorBody & { readonly index: number })[];
}

/** Where people decide about prices: what they approve is written, guarded once more, by the next cycle. */
export class PriceDesk {
  readonly #options: PriceDeskOptions;

  constructor(options: PriceDeskOptions) {
    this.#options = options;
  }

  /** What people are asked about, by variant. */
  proposals(limit: number, after?: VariantId): Promise<readonly BookedPrice[]> {
    const { book, shop } = this.#options;
    return book.list(shop, limit, { state: 'proposed', ...(after === undefined ? {} : { after }) });
  }

  /** @param ids of proposals, as {@link proposals} told them */
  approve(ids: readonly AskedProposal[], actor: string): Promise<Ruling> {
    return this.#rule(ids, actor, 'price.approve', (entry, proposal) =>
      nextEntry(entry, this.#options.newId(), { state: 'approved', proposal }),
    );
  }

  /** The variant rests: nothing is proposed for it for a while. */
  reject(ids: readonly AskedProposal[], actor: string): Promise<Ruling> {
    const { now, rest, newId } = this.#options;
    return this.#rule(ids, actor, 'price.reject', (entry) =>
      nextEntry(entry, newId(), { restsUntil: now() + rest }),
    );
  }

  /**
   * Takes a written price back: the one before it is written by the next cycle, and the variant rests.
   *
   * @throws ArmoireError NOT_FOUND, or CONFLICT when the price has been changed since
   */
  async undo(auditId: string, actor: string): Promise<AuditLine> {
    const { audit, book, shop, now, newId, rest } = this.#options;
    const line = await audit.get(shop, auditId);
    if (line?.action !== 'price.write') {
      throw new ArmoireError('NOT_FOUND', `There is no written price "${auditId}"`, {
        fix: 'Give the id of an audit line whose action is price.write.',
      });
    }
    const variant = line.subject;
    const [entry] = await book.get(shop, [variant]);
    const after = line.after as Money;
    const free = entry !== undefined && entry.state !== 'writing' && entry.proposal?.undoes !== auditId;
    if (!free || entry.charged.amount !== after.amount) throw changedSince(variant);
    const at = now();
    const price = line.before as Money;
    const reason = {
      why: `takes back ${auditId}`,
      cause: { key: 'undone' as const, values: { line: auditId } },
    };
    const proposal = { id: newId(), at, price, by: actor, ...reason, undoes: auditId };
    const told = { id: newId(), shop, at, actor, action: 'price.undo', subject: variant, ...reason };
    const change: BookChange = {
      entry: nextEntry(entry, newId(), { state: 'approved', proposal, restsUntil: at + rest }),
      line: { ...told, before: line.after, after: line.before },
    };
    const [standing] = await book.settle([change]);
    if (standing?.stamp !== change.entry.stamp) throw changedSince(variant);
    return change.line as AuditLine;
  }

  async #rule(
    ids: readonly AskedProposal[],
    actor: string,
    action: string,
    next: (entry: BookedPrice, proposal: PriceProposal) => BookedPrice,
  ): Promise<Ruling> {
    const { book, shop, now, newId } = this.#options;
    const known = new Map(
      (
        await book.get(
          shop,
          ids.map(({ variant }) => variant),
        )
      ).map((entry) => [entry.variant, entry]),
    );
    const rejected: (ErrorBody & { readonly index: number })[] = [];
    const changes: { readonly index: number; readonly change: BookChange }[] = [];
    const ruled = new Set<VariantId>();
    for (const [index, { variant, proposal: id }] of ids.entries()) {
      const entry = known.get(variant);
      const { proposal } = entry ?? {};
      if (entry?.state !== 'proposed' || proposal?.id !== id || ruled.has(variant)) {
        rejected.push({ index, ...gone(variant).toJSON() });
        continue;
      }
      ruled.add(variant);
      const line = {
        ...{ id: newId(), shop, at: now(), actor, action, subject: variant },
        ...{ before: entry.charged, after: proposal.price, why: proposal.why },
        ...(proposal.cause === undefined ? {} : { cause: proposal.cause }),
        ...(proposal.policy === undefined ? {} : { policy: proposal.policy }),
      };
      changes.push({ index, change: { entry: next(entry, proposal), line } });
    }
    const standing = await book.settle(changes.map(({ change }) => change));
    const lost = changes.filter(({ change }, i) => standing[i]?.stamp !== change.entry.stamp);
    rejected.push(...lost.map(({ index, change }) => ({ index, ...gone(change.entry.variant).toJSON() })));
    return { accepted: changes.length - lost.length, rejected: rejected.sort((a, b) => a.index - b.index) };
  }
}

/** A proposal, as somebody saw it. */
export interface AskedProposal {
  readonly variant: VariantId;
  readonly proposal: string;
}

function gone(variant: VariantId): ArmoireError {
  return new ArmoireError('CONFLICT', `The proposal for "${variant}" no longer stands`, {
    fix: 'Ask for the proposals again, and decide about the newest.',
  });
}

function changedSince(variant: VariantId): ArmoireError {
  return new ArmoireError('CONFLICT', `The price of "${variant}" has been changed since`, {
    fix: 'Undo the newest change of the variant; the audit log lists it first.',
  });
}
