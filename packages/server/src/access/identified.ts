import type { Instant } from '@armoire/protocol';
import type { ShopRuntime } from '../runtime/index.ts';
import type { Scope } from './scopes.ts';

/** Whoever makes a request of a merchant, and what they may do. */
export interface Identified {
  readonly shop: ShopRuntime;
  /** The name of the key, or the email of the user: what the audit log says. */
  readonly actor: string;
  readonly scopes: ReadonlySet<Scope>;
  /** For a user who is logged in. */
  readonly session?: { readonly id: string; readonly role: string; readonly expiresAt: Instant };
}

/** Who is answerable for a change, and what they may give away: no more than they have. */
export interface Actor {
  readonly name: string;
  readonly scopes: ReadonlySet<string>;
}
