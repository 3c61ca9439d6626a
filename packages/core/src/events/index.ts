export { parseEvent } from './parse.ts';
export { People } from './people.ts';
