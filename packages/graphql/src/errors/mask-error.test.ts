import { ArmoireError, errorCodes } from '@armoire/protocol';
import fc from 'fast-check';
import { GraphQLError } from 'graphql';
import { describe, expect, test, vi } from 'vitest';
import { maskError } from './mask-error.ts';

const at = (originalError: unknown) =>
  new GraphQLError('outside', { path: ['price'], originalError: originalError as Error });

describe('maskError', () => {
  test('an ArmoireError keeps code, fix and path, and says where in the query it was', () => {
    const masked = maskError(
      at(new ArmoireError('UNKNOWN_PRODUCT', 'No such product', { fix: 'Look.', path: 'id' })),
    );
    expect(masked.toJSON()).toEqual({
      message: 'No such product',
      path: ['price'],
      extensions: { code: 'UNKNOWN_PRODUCT', fix: 'Look.', path: 'id' },
    });
  });

  test('one of another copy of the protocol package is one too', () => {
    const foreign = Object.assign(new Error('No'), { name: 'ArmoireError', code: 'NOT_FOUND' });
    expect(maskError(at(foreign)).extensions.code).toBe('NOT_FOUND');
    const alien = Object.assign(new Error('No'), { name: 'ArmoireError', code: 'ENOENT' });
    expect(maskError(at(alien)).extensions.code).toBe('INTERNAL');
  });

  test('thrown before the query ran, it decides the status of the answer', () => {
    for (const code of Object.keys(errorCodes) as (keyof typeof errorCodes)[]) {
      expect(maskError(new ArmoireError(code, 'No')).extensions.http).toEqual({ status: errorCodes[code] });
    }
    expect(maskError(new Error('No')).extensions.http).toEqual({ status: 500 });
  });

  test('errors of GraphQL itself are let through', () => {
    const syntax = new GraphQLError('Syntax Error: Expected Name, found <EOF>.');
    expect(maskError(syntax)).toBe(syntax);
    const wrapped = at(syntax);
    expect(maskError(wrapped)).toBe(wrapped);
  });

  test('nothing of an unforeseen error leaks, and it is reported', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 12 }), (secret) => {
        const unexpected = vi.fn();
        const cause = Object.assign(new TypeError(`s3cret ${secret}`), { extensions: { secret } });
        const text = JSON.stringify(maskError(at(cause), unexpected));
        expect(text).not.toContain('s3cret');
        expect(text).not.toContain('.ts:');
        expect(JSON.parse(text).extensions.code).toBe('INTERNAL');
        expect(unexpected).toHaveBeenCalledExactlyOnceWith(cause);
      }),
    );
  });

  test.each(['a string', undefined, null, 5, {}])('thrown %j is masked', (thrown) => {
    expect(maskError(thrown).extensions.code).toBe('INTERNAL');
  });
});
