import { passedOn } from '../../../../answered.ts';

/** The shopper's GraphQL, for storefronts that ask through Medusa: behind its publishable key, without Armoire's. */
export const POST = passedOn('/graphql');
