import { randomUUID } from 'node:crypto';
import type { AuditLine, Clock, Engine, Override, PriceFacts, Setting } from '@armoire/core';
import { slotOf } from '@armoire/core';
import {
  ArmoireError,
  day,
  type Instant,
  type Money,
  type PointId,
  type Product,
  type Variant,
  type VariantId,
} from '@armoire/protocol';
import type { Storage } from '@armoire/storage';

/** `true` while the switch is on, else the instant at which it was released, if it ever was. */
export const killedName = 'price.killed';
const overridesName = 'price.overrides';
/** Overrides that ended are kept so long: the next decision about the variant steps from their price. */
const kept = 30 * day;
const tries = 5;

/** What the merchant sets about prices while the shop runs: the kill switch, and changes taken back. */
export class PriceControl {
  readonly #engine: Engine;
  readonly #storage: Pick<Storage, 'settings' | 'audit' | 'decisions' | 'slots'>;
  readonly #clock: Clock;
  #known = new Map<string, Setting>();
  #tail: Promise<void> = Promise.resolve();
  /** The switch was turned on and that is not stored yet. */
  #pulled = false;

  constructor(
    engine: Engine,
    storage: Pick<Storage, 'settings' | 'audit' | 'decisions' | 'slots'>,
    clock: Clock,
  ) {
    this.#engine = engine;
    this.#storage = storage;
    this.#clock = clock;
  }

  /** Takes over what is stored: other processes may have changed it. */
  async load(): Promise<void> {
    const settings = await this.#storage.settings.current(this.#engine.shop);
    this.#known = new Map(settings.map((setting) => [setting.name, setting]));
    this.#show();
  }

  get killed(): boolean {
    return this.#engine.prices.control.killed;
  }

  /** Turns the switch; on, it holds at once, even when it cannot be stored. */
  async setKilled(on: boolean, actor: string, why: string): Promise<boolean> {
    const before = this.killed;
    const { prices } = this.#engine;
    this.#pulled = on;
    if (on) prices.control = { ...prices.control, killed: true };
    const at = this.#clock.now();
    await this.#put(killedName, actor, (known) => (on ? true : known === true ? at : (known ?? false)));
    this.#pulled = false;
    if (on) await this.#stand(this.#quoted());
    if (on !== before) {
      const action = on ? 'price.kill' : 'price.resume';
      await this.#audit({ actor, action, subject: 'all prices', before, after: on, why });
    }
    return on;
  }

  /**
   * Takes one price change back: the price before it holds until the next slot.
   *
   * @throws ArmoireError NOT_FOUND, or CONFLICT when the price has been changed since
   */
  async undo(id: string, actor: string): Promise<AuditLine> {
    const { shop, points } = this.#engine;
    const line = await this.#storage.audit.get(shop, id);
    const [decision] = line?.action === 'price.set' ? await this.#storage.decisions.get(shop, [id]) : [];
    const point = points[decision?.point ?? ''];
    if (line === undefined || decision?.price === undefined || point?.kind !== 'price') {
      throw new ArmoireError('NOT_FOUND', `There is no price change "${id}"`, {
        fix: 'Give the id of an audit line whose action is price.set.',
      });
    }
    const { variant } = decision.price;
    const now = this.#clock.now();
    const [current] = await this.#storage.slots.newest(
      shop,
      decision.point,
      [variant],
      slotOf(point, now) + 1,
    );
    const override = this.#engine.prices.control.overrides.get(variant);
    const overridden = override !== undefined && override.until > now;
    if (overridden || current?.price?.amount.amount !== decision.price.amount.amount) {
      throw changedSince(variant);
    }
    const price = line.before as Money;
    const until = (slotOf(point, now) + 1) * point.slot;
    await this.#put(overridesName, actor, (known) => {
      const others = overridesOf(known).filter(([, each]) => each.until > now - kept);
      // Another may have undone it while this one waited.
      if (others.some(([id, each]) => id === variant && each.until > now)) throw changedSince(variant);
      return { ...Object.fromEntries(others), [variant]: { price, until } };
    });
    const product = this.#engine.catalog.get(decision.price.product);
    const found = product?.variants.find((each) => each.id === variant);
    if (product !== undefined && found !== undefined)
      await this.#stand([{ point: decision.point, facts: factsOf(product, found, price, now) }]);
    return await this.#audit({
      actor,
      action: 'price.undo',
      subject: variant,
      before: line.after,
      after: line.before,
      why: `takes back ${id}`,
      cause: { key: 'undone', values: { line: id } },
    });
  }

  /** Prices of this slot that this node has quoted, and that the switch puts back. */
  #quoted(): readonly Put[] {
    const { points, catalog, prices } = this.#engine;
    const now = this.#clock.now();
    return Object.entries(points).flatMap(([point, settings]) => {
      if (settings.kind !== 'price' || settings.written === true) return [];
      return [...catalog.products()].flatMap((product) =>
        product.variants.flatMap((variant): readonly Put[] => {
          const last = prices.last(point, variant.id);
          const away = last?.price !== undefined && last.price.amount.amount !== variant.price.amount;
          return away && last.unit.slot === slotOf(settings, now)
            ? [{ point, facts: factsOf(product, variant, variant.price, now) }]
            : [];
        }),
      );
    });
  }

  /** What is sold from now on is not credited to the decision that was put back. That it was put back holds without this. */
  async #stand(put: readonly Put[]): Promise<void> {
    for (const point of new Set(put.map((each) => each.point))) {
      const asked = put.flatMap((each) => (each.point === point ? [{ facts: each.facts }] : []));
      await this.#engine.standPrices(point, asked).catch(() => {});
    }
  }

  /** One change after another: those of this process never conflict with each other. */
  #put(name: string, actor: string, next: (known: unknown) => unknown): Promise<void> {
    const put = this.#tail.then(() => this.#compareAndPut(name, actor, next));
    this.#tail = put.catch(() => {});
    return put;
  }

  async #compareAndPut(name: string, actor: string, next: (known: unknown) => unknown): Promise<void> {
    for (let attempt = 1; ; attempt++) {
      const known = this.#known.get(name);
      const setting = { name, at: this.#clock.now(), actor, value: next(known?.value) };
      try {
        const put = await this.#storage.settings.put(this.#engine.shop, setting, known?.version ?? 0);
        this.#known.set(name, put);
        this.#show();
        return;
      } catch (error) {
        const conflict = error instanceof ArmoireError && error.code === 'CONFLICT';
        if (!conflict || attempt === tries) throw error;
        await this.load();
      }
    }
  }

  async #audit(fields: Omit<AuditLine, 'id' | 'shop' | 'at'>): Promise<AuditLine> {
    const line = { id: randomUUID(), shop: this.#engine.shop, at: this.#clock.now(), ...fields };
    await this.#storage.audit.append([line]);
    return line;
  }

  #show(): void {
    const killed = this.#known.get(killedName)?.value;
    this.#engine.prices.control = {
      killed: this.#pulled || killed === true,
      ...(typeof killed === 'number' ? { released: killed } : {}),
      overrides: new Map(overridesOf(this.#known.get(overridesName)?.value)),
    };
  }
}

/** A price that holds again. */
interface Put {
  readonly point: PointId;
  readonly facts: PriceFacts;
}

function factsOf(product: Product, variant: Variant, current: Money, at: Instant): PriceFacts {
  return { product, variant, current, changedAt: at, at };
}

function overridesOf(value: unknown): [VariantId, Override][] {
  return Object.entries((value ?? {}) as Record<VariantId, Override>);
}

function changedSince(variant: VariantId): ArmoireError {
  return new ArmoireError('CONFLICT', `The price of "${variant}" has been changed since`, {
    fix: 'Undo the newest change of the variant; the audit log lists it first.',
  });
}
