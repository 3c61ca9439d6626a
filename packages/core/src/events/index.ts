export { parseEvent } from './parse.ts';
export { namesOf, People, type PersonName, type Who } from './people.ts';
