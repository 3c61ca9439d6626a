import { isRemote, type Options } from './options.ts';

/** The schema of what is kept in Medusa's database: all of Armoire, or the ledger alone where it is somewhere else. */
export const schemaOf = (options: Options): string => (isRemote(options) ? 'armoire' : options.schema);
