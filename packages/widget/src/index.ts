export {
  type Client,
  type ClientOptions,
  createClient,
  type TrackedEvent,
} from './client/client.ts';
export type { ClientError } from './client/failure.ts';
export type { Consent, KeyValue } from './client/identity.ts';
export type {
  Choice,
  Decided,
  Quote,
  Shelf,
  ShelfItem,
  ShelfRequest,
  ShownProduct,
  ShownVariant,
  Situation,
  Source,
  Visitor,
} from './client/wire.ts';
