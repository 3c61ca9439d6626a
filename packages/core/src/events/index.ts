export { parseEvent } from './parse.ts';
export { idsByKind, namesOf, People, type PersonName, type Who } from './people.ts';
