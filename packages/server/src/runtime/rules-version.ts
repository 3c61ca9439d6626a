import { parseRules, type Rule, type Setting } from '@armoire/core';

/** Under which the rules of a shop are kept. */
export const rulesSetting = 'rules';

/**
 * The rules of a stored version.
 *
 * @throws ArmoireError INVALID_INPUT for rules that another version of Armoire wrote, and this one does not know
 */
export function rulesOf({ value }: Setting): readonly Rule[] {
  return parseRules((value as { rules: unknown }).rules);
}
