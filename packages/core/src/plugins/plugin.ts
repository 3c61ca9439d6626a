import type { ShopId } from '@armoire/protocol';
import type { CandidateSource } from '../candidates/index.ts';
import type { AnyPolicy, Scorer } from '../policies/index.ts';
import type { StoreFront } from '../ports/index.ts';

/** The shop that something is made for. */
export interface PluginShop {
  readonly id: ShopId;
  /** ISO 4217. */
  readonly currency: string;
  /** Features of an action, for policies that learn from them. */
  readonly featureWidth: number;
}

/**
 * What somebody else adds to Armoire: policies, candidate sources, models, a platform. Everything is named `plugin/thing` in a
 * configuration: policy `season` of plugin `acme` is `acme/season`.
 *
 * Plugins follow semantic versions of `@armoire/core`: what is exported there and in `@armoire/core/testing` changes its
 * meaning in a new major version only; until 1.0, in a new minor one.
 */
export interface Plugin {
  /** Letters, digits and dashes. */
  readonly name: string;
  /** Each is called once for each point that names it, with what the configuration gives beside the name. */
  readonly policies?: Readonly<
    Record<string, (options: Readonly<Record<string, unknown>>, shop: PluginShop) => AnyPolicy>
  >;
  /** Each is called once for each shop. */
  readonly sources?: Readonly<Record<string, (shop: PluginShop) => CandidateSource>>;
  /** Models of candidates. Each is called once for each shelf that names it. */
  readonly scorers?: Readonly<Record<string, (shop: PluginShop) => Scorer>>;
  /** The platform of a shop; undefined for shops that are on another one. */
  readonly storeFront?: (shop: PluginShop) => StoreFront | undefined;
}

/** Types a plugin. */
export function definePlugin(plugin: Plugin): Plugin {
  return plugin;
}
