export { PeopleDesk } from './desk.ts';
export { heldOf } from './held.ts';
export { namesOfPerson } from './ids.ts';
export { personLines } from './lines.ts';
export { subtractFrom } from './subtract.ts';
export { parseWho } from './who.ts';
