import { send } from '../api/ask.ts';
import type { Status } from '../api/types.ts';
import { type Live, useWork } from './live.ts';

/** How the plugin stands; looked at more often while it is being told. */
export function useStatus(): Live<Status> {
  return useWork('status', (signal) => send<Status>('/admin/armoire', undefined, signal), 5000);
}
