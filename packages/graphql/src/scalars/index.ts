export { type Attributes, attributes } from './attributes.ts';
export { instant } from './instant.ts';
export { json } from './json.ts';
export { minorUnits } from './minor-units.ts';
