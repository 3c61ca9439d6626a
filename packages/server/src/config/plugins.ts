import {
  type AnyPolicy,
  type CandidateSource,
  featureWidth,
  type Plugin,
  type PluginShop,
  type Scorer,
  type StoreFront,
} from '@armoire/core';
import { ArmoireError } from '@armoire/protocol';
import { z } from 'zod';
import { nearest } from './nearest.ts';

/** What a plugin brings is named `plugin/thing`. */
export type PluginName = `${string}/${string}`;

const pattern = /^[A-Za-z0-9][\w-]*\/[\w.-]+$/;

export function isPluginName(value: unknown): value is PluginName {
  return typeof value === 'string' && pattern.test(value);
}

export const pluginName = z.custom<PluginName>(isPluginName);

export const pluginSchema = z.custom<Plugin>(
  (value) =>
    typeof value === 'object' && value !== null && /^[A-Za-z0-9][\w-]*$/.test((value as Plugin).name),
  { error: 'is no plugin: an object with a name of letters, digits and dashes' },
);

/** What the plugins of a configuration bring to one shop. */
export class Plugins {
  readonly #plugins: ReadonlyMap<string, Plugin>;
  readonly #shop: PluginShop;

  /** @throws ArmoireError INVALID_CONFIG for two plugins of one name */
  constructor(plugins: readonly Plugin[], shop: { readonly id: string; readonly currency: string }) {
    this.#plugins = new Map(plugins.map((plugin) => [plugin.name, plugin]));
    this.#shop = { id: shop.id, currency: shop.currency, featureWidth };
    if (this.#plugins.size === plugins.length) return;
    throw new ArmoireError('INVALID_CONFIG', 'plugins: two have the same name', {
      path: 'plugins',
      fix: 'Take one of them out.',
    });
  }

  /** The id of the shop. */
  get shop(): string {
    return this.#shop.id;
  }

  /** @throws ArmoireError INVALID_CONFIG for a policy that no plugin brings, or that its plugin refuses to make */
  policy(name: PluginName, options: Readonly<Record<string, unknown>>): AnyPolicy {
    const [plugin, thing] = split(name);
    const make = this.#plugins.get(plugin)?.policies?.[thing];
    if (make === undefined) throw unknown('policy', name, this.#names('policies'));
    try {
      return make(options, this.#shop);
    } catch (cause) {
      throw new ArmoireError('INVALID_CONFIG', `Policy "${name}": ${(cause as Error).message}`, {
        fix: 'Correct its options.',
        cause,
      });
    }
  }

  /**
   * All candidate sources, made anew: a source belongs to one engine.
   *
   * @throws ArmoireError INVALID_CONFIG for one that calls itself something else than the configuration does
   */
  sources(): readonly CandidateSource[] {
    return [...this.#plugins.values()].flatMap(({ name, sources = {} }) =>
      Object.entries(sources).map(([thing, make]) => {
        const source = make(this.#shop);
        if (source.id === `${name}/${thing}`) return source;
        throw new ArmoireError('INVALID_CONFIG', `Source "${name}/${thing}" calls itself "${source.id}"`, {
          fix: `Give it the id ${name}/${thing}.`,
        });
      }),
    );
  }

  /** @throws ArmoireError INVALID_CONFIG for a model that no plugin brings */
  scorer(name: PluginName): Scorer {
    const [plugin, thing] = split(name);
    const make = this.#plugins.get(plugin)?.scorers?.[thing];
    if (make === undefined) throw unknown('scorer', name, this.#names('scorers'));
    return make(this.#shop);
  }

  /** @throws ArmoireError INVALID_CONFIG for a source that no plugin brings */
  checkSource(name: PluginName): void {
    const known = this.#names('sources');
    if (!known.includes(name)) throw unknown('source', name, known);
  }

  /** The platform of the shop, of the first plugin that has one for it. */
  storeFront(): StoreFront | undefined {
    for (const { storeFront } of this.#plugins.values()) {
      const found = storeFront?.(this.#shop);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  #names(kind: 'policies' | 'scorers' | 'sources'): string[] {
    return [...this.#plugins.values()].flatMap((plugin) =>
      Object.keys(plugin[kind] ?? {}).map((thing) => `${plugin.name}/${thing}`),
    );
  }
}

function split(name: PluginName): readonly [string, string] {
  const slash = name.indexOf('/');
  return [name.slice(0, slash), name.slice(slash + 1)];
}

function unknown(what: string, name: string, known: readonly string[]): ArmoireError {
  const meant = nearest(name, known);
  const all = known.length === 0 ? 'No plugin brings one.' : `Use one of ${known.join(', ')}.`;
  return new ArmoireError('INVALID_CONFIG', `No plugin brings the ${what} "${name}"`, {
    fix: meant === undefined ? all : `Did you mean ${meant}?`,
  });
}
