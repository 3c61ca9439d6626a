import { merchantSchema } from '@armoire/graphql';
import { parse, validate } from 'graphql';
import { describe, expect, it } from 'vitest';
import * as documents from './documents.ts';

const schema = merchantSchema();

/** The documents by name; one that is made for a number of ids stands for all of them. */
const all = Object.entries(documents).map(
  ([name, document]) => [name, typeof document === 'function' ? document(3) : document] as const,
);

describe('what the admin asks', () => {
  it.each(all)('%s is in the merchant’s schema', (_, { text }) => {
    expect(validate(schema, parse(text)).map(({ message }) => message)).toEqual([]);
  });
});
