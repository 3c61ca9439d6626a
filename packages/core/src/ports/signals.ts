import type { ShopId } from '@armoire/protocol';

/** What other nodes may want to read again. */
export type Topic = 'events' | 'state' | 'catalog' | 'settings' | 'access';

export interface Signal {
  readonly shop: ShopId;
  readonly topic: Topic;
}

/**
 * News between the nodes of one store, after commit. A hint to look, never the news itself: a signal may be lost,
 * doubled or late, so a node also looks by itself now and then.
 */
export interface Signals {
  /** Returns what ends the subscription. Signals that this process caused are delivered too. */
  subscribe(listener: (signal: Signal) => void): () => void;
}
