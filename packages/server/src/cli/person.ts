import type { Who } from '@armoire/core';
import { parseWho } from '../people/index.ts';

/** The options that name a person. */
export interface PersonOptions {
  readonly shopper?: readonly string[];
  readonly customer?: readonly string[];
  readonly session?: readonly string[];
}

/** The ids that were given, each by its kind. @throws ArmoireError INVALID_INPUT when there is none */
export function whoOf({ shopper = [], customer = [], session = [] }: PersonOptions): readonly Who[] {
  const given = [
    ...shopper.map((id) => ({ shopper: id })),
    ...customer.map((id) => ({ customer: id })),
    ...session.map((id) => ({ session: id })),
  ];
  return given.length === 0 ? [parseWho({})] : given.map(parseWho);
}
