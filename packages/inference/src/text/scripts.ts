import { ArmoireError } from '@armoire/protocol';

/** Letters of other scripts that a text may hold: a µ, a β. */
const foreign = 0.1;

/**
 * Which texts a model sees most of: those with a letter, and with at most a tenth of their letters and digits unknown.
 */
export function mostlyOf(known: (character: string) => boolean): (text: string) => boolean {
  return (text) => {
    const characters = text.normalize('NFKC').match(/[\p{L}\p{N}]/gu) ?? [];
    const letters = characters.filter((character) => /\p{L}/u.test(character)).length;
    const unknown = characters.filter((character) => !known(character)).length;
    return letters > 0 && unknown <= foreign * characters.length;
  };
}

/**
 * The letters of scripts by their Unicode names, and all digits.
 *
 * @throws ArmoireError INVALID_INPUT for a name that Unicode does not have
 */
export function lettersOf(scripts: readonly string[]): (character: string) => boolean {
  const names = scripts.map((name) => {
    if (/^\w+$/.test(name) && exists(name)) return `\\p{Script_Extensions=${name}}`;
    throw new ArmoireError('INVALID_INPUT', `Unicode has no script '${name}'`, {
      path: 'scripts',
      fix: "Name scripts as Unicode does, for instance ['Latin'] or ['Han', 'Hiragana', 'Katakana'], or 'any'.",
    });
  });
  const letters = new RegExp(`[\\p{N}${names.join('')}]`, 'u');
  return (character) => letters.test(character);
}

function exists(script: string): boolean {
  try {
    return new RegExp(`\\p{Script=${script}}`, 'u') instanceof RegExp;
  } catch {
    return false;
  }
}
