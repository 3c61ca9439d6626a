import { sql } from 'kysely';

/** The clock of the server, which all nodes share, in ms. */
export const now = sql<number>`(extract(epoch from clock_timestamp()) * 1000)::bigint`;
