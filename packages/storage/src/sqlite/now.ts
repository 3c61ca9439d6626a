import { sql } from 'kysely';

/** The clock of the machine that has the file, in ms. */
export const now = sql<number>`cast(unixepoch('subsec') * 1000 as integer)`;
