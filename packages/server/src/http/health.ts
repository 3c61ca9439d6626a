import type { ShopRuntime } from '../runtime/index.ts';
import { bodyOf, json } from './errors.ts';

/** `GET /readyz`: whether every shop's storage answers. */
export async function readiness(shops: readonly ShopRuntime[]): Promise<Response> {
  try {
    await Promise.all(shops.map(({ storage, id }) => storage.events.head(id)));
    return json({ status: 'ready' });
  } catch (error) {
    return json({ status: 'unavailable', error: bodyOf(error) }, 503);
  }
}
