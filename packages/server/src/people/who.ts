import { idsByKind, type PersonName, type Who } from '@armoire/core';
import { ArmoireError } from '@armoire/protocol';

const kinds = ['shopper', 'customer', 'session'] as const;
const longestId = 255;

/**
 * The ids that somebody named a person by.
 *
 * @throws ArmoireError INVALID_INPUT, which repeats none of them
 */
export function parseWho(input: Readonly<Record<string, unknown>>): Who {
  const who: { -readonly [Kind in keyof Who]: string } = {};
  for (const kind of kinds) {
    const id = input[kind];
    if (id === undefined || id === null) continue;
    if (typeof id !== 'string' || id === '' || id.length > longestId) {
      throw new ArmoireError('INVALID_INPUT', `This is no id of a ${kind}`, {
        path: kind,
        fix: `Send a text of 1 to ${longestId} characters.`,
      });
    }
    who[kind] = id;
  }
  if (Object.keys(who).length > 0) return who;
  throw new ArmoireError('INVALID_INPUT', 'Nobody is named', {
    fix: `Name the person by one of ${kinds.join(', ')}.`,
  });
}

/**
 * Why a person is erased, as the audit log keeps it.
 *
 * @throws ArmoireError INVALID_INPUT when it says nothing, or one of the ids
 */
export function parseWhy(why: unknown, names: readonly PersonName[]): string {
  if (typeof why !== 'string' || why.trim() === '') {
    throw new ArmoireError('INVALID_INPUT', 'It is not said why', {
      path: 'why',
      fix: 'Say why, such as: asked for it by letter.',
    });
  }
  const words = new Set(why.split(/\s+/).flatMap((word) => [word, word.replace(/^\W+|\W+$/g, '')]));
  const ids = Object.values(idsByKind(names)).flat();
  // A short id is also a word of its own; a long one is told wherever it stands.
  if (!ids.some((id) => words.has(id) || (id.length >= 6 && why.includes(id)))) return why;
  throw new ArmoireError('INVALID_INPUT', 'The reason holds an id of the person', {
    path: 'why',
    fix: 'Leave ids out of it: the audit log is kept.',
  });
}
