export { insightGateway } from './gateway.ts';
