import type { Container } from '@medusajs/framework/types';
import type { Shop } from './shop.ts';

/** The shop of a Medusa container. @throws ArmoireError where it does not open */
export function shopOf(container: Container): Promise<Shop> {
  return (container.resolve('armoire') as { shop(): Promise<Shop> }).shop();
}
