import type { Duration } from '@armoire/protocol';

/** The right to be the only one that does something, such as learning for a shop, for a limited time. */
export interface Leases {
  /** Takes or renews it; false while another holder's has not run out. Time is the store's own. */
  acquire(name: string, holder: string, duration: Duration): Promise<boolean>;
  /** Gives it back early; does nothing for a holder who no longer has it. */
  release(name: string, holder: string): Promise<void>;
}
