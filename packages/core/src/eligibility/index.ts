export { type Ineligible, ineligible, inStock, type Surroundings, unshowable } from './eligibility.ts';
