import type { Container } from '@medusajs/framework/types';
import { shopOf } from '../shop-of.ts';
import { concerns, idOf } from '../webhooks/routes.ts';

interface Delivered {
  readonly event: { readonly name: string; readonly data: unknown };
  readonly container: Container;
}

/** Every event of the store that Armoire listens to. */
export default async function told({ event, container }: Delivered): Promise<void> {
  const concern = concerns[event.name];
  const id = concern && idOf(concern, event.data);
  if (concern === undefined || id === undefined) return;
  // A store whose Armoire does not open has said so at its start; the reconciliation tells what was missed.
  const shop = await shopOf(container).catch(() => undefined);
  shop?.events.add(concern, id);
}

export const config = { event: Object.keys(concerns) };
