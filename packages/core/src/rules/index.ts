export type { ActiveRules, Bar } from './active.ts';
export { RuleBook } from './book.ts';
export { CompiledRules } from './compiled.ts';
export { mostRules, parseRules } from './parse.ts';
export type { Rule, Selection, Weekday, When } from './rule.ts';
export { boostsOf, shapeOf } from './shape.ts';
export { Supply } from './supply.ts';
