export { editDistance, nearest } from '@armoire/protocol';
