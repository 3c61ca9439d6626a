import { passedOn } from '../../../../answered.ts';

/** The merchant's GraphQL, for whoever is signed in to Medusa's admin. */
export const POST = passedOn('/admin/graphql');
