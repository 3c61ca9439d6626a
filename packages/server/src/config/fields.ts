import { z } from 'zod';
import { parseDuration } from './duration.ts';
import { nearest } from './nearest.ts';

/** An object that refuses keys it does not know, and names the one that was probably meant. */
export function keysOf<Shape extends z.ZodRawShape>(shape: Shape) {
  const known = Object.keys(shape);
  return z.strictObject(shape, {
    error: (issue) => {
      if (issue.code !== 'unrecognized_keys') return undefined;
      const meant = nearest(String(issue.keys[0]), known);
      return meant === undefined
        ? `unknown key; known are ${known.join(', ')}`
        : `unknown key, did you mean ${meant}?`;
    },
  });
}

/** One of some names; a wrong one is answered with the nearest. */
export function oneOf<const Names extends readonly [string, ...string[]]>(names: Names) {
  return z.enum(names, {
    error: ({ input }) => {
      const meant = typeof input === 'string' ? nearest(input, names) : undefined;
      const hint = meant === undefined ? `use one of ${names.join(', ')}` : `did you mean ${meant}?`;
      return `${JSON.stringify(input)} is not known, ${hint}`;
    },
  });
}

/** Milliseconds, or a text such as `10m`. */
export const duration = z.union([z.number(), z.string()]).transform((value, context) => {
  try {
    return parseDuration(value);
  } catch (error) {
    context.addIssue({ code: 'custom', message: (error as Error).message });
    return z.NEVER;
  }
});

/** A text, or `env:NAME` for the value of an environment variable. */
export const secret = z.string().min(1);

/** `shops[0].points.home.policy`. */
export function pathOf(path: readonly PropertyKey[]): string {
  let text = '';
  for (const part of path) {
    text += typeof part === 'number' ? `[${part}]` : `${text === '' ? '' : '.'}${String(part)}`;
  }
  return text;
}
