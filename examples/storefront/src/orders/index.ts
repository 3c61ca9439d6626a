export {
  type Address,
  type AddressFault,
  type AddressField,
  type AddressInput,
  addressFields,
  emptyAddress,
  readAddress,
} from './address.ts';
export { usedUp } from './again.ts';
export { OrderBook, ordersFile } from './book.ts';
export { readOrders, writeOrders } from './cookie.ts';
export {
  kept,
  type Order,
  orderTotals,
  type Return,
  type ReturnFault,
  reasons,
  refundOf,
  returnOf,
  returnUntil,
  stateOf,
} from './order.ts';
export { Teller } from './telling.ts';
