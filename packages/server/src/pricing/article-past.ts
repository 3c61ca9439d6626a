import { isPromoted, unshowable } from '@armoire/core';
import type { CatalogChange, Instant, Product, ProductId } from '@armoire/protocol';

/** An article from an instant on, as far as its demand depends on it. */
interface Version {
  readonly at: Instant;
  readonly onSale: boolean;
  readonly promoted: boolean;
  /** Of its first variant, in minor units: the merchant's own price, and what others ask. */
  readonly own: number | undefined;
  readonly rival: number | undefined;
}

/** What the catalogue says of a span of an article's time; means over the part of it that it knows. */
export interface Span {
  /** Shares of the time, in [0, 1]. */
  readonly onSale: number;
  readonly promoted: number;
  /** The merchant's own price at the end. */
  readonly own?: number;
  /** Geometric mean of what others asked, in minor units. */
  readonly rival?: number;
}

const gone = { onSale: false, promoted: false, own: undefined, rival: undefined };

/** The catalogue through time, as its log tells it. */
export class ArticlePast {
  readonly #versions = new Map<ProductId, Version[]>();

  /** Takes the next change of the log. */
  add(change: CatalogChange): void {
    const [id, version] =
      change.kind === 'upsert'
        ? [change.product.id, versionOf(change.product)]
        : [change.id, { ...gone, at: change.deletedAt }];
    const known = this.#versions.get(id);
    const last = known?.at(-1);
    if (known === undefined || last === undefined) this.#versions.set(id, [version]);
    else if (!areSame(last, version)) known.push(version);
  }

  /** Undefined before the first version that the log has. */
  during(id: ProductId, from: Instant, to: Instant): Span | undefined {
    const known = this.#versions.get(id) ?? [];
    let next = known.findIndex(({ at }) => at > from);
    if (next === -1) next = known.length;
    const parts: { readonly version: Version; readonly time: number }[] = [];
    for (let i = Math.max(next - 1, 0); i < known.length; i++) {
      const version = known[i] as Version;
      const time = Math.min(known[i + 1]?.at ?? to, to) - Math.max(version.at, from);
      if (version.at >= to) break;
      if (time > 0) parts.push({ version, time });
    }
    const last = parts.at(-1)?.version;
    if (last === undefined) return undefined;
    const all = parts.reduce((sum, { time }) => sum + time, 0);
    const share = (holds: (version: Version) => boolean) =>
      parts.reduce((sum, { version, time }) => sum + (holds(version) ? time : 0), 0) / all;
    const rivals = parts.filter(({ version }) => version.rival !== undefined);
    const seen = rivals.reduce((sum, { time }) => sum + time, 0);
    const log = rivals.reduce((sum, { version, time }) => sum + time * Math.log(version.rival ?? 1), 0);
    return {
      onSale: share(({ onSale }) => onSale),
      promoted: share(({ promoted }) => promoted),
      ...(last.own === undefined ? {} : { own: last.own }),
      ...(seen > 0 ? { rival: Math.exp(log / seen) } : {}),
    };
  }
}

function versionOf(product: Product): Version {
  const [variant] = product.variants;
  const { price, rivalPrice } = variant ?? {};
  const comparable = rivalPrice !== undefined && rivalPrice.currency === price?.currency;
  return {
    at: product.updatedAt,
    onSale: unshowable(product) === undefined,
    promoted: isPromoted(product),
    own: positive(price?.amount),
    rival: comparable ? positive(rivalPrice.amount) : undefined,
  };
}

function positive(amount: number | undefined): number | undefined {
  return amount !== undefined && amount > 0 ? amount : undefined;
}

function areSame(a: Version, b: Version): boolean {
  return a.onSale === b.onSale && a.promoted === b.promoted && a.own === b.own && a.rival === b.rival;
}
