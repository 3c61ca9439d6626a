import { describe, expect, it } from 'vitest';
import { ArmoireError, errorCodes } from './errors.ts';

describe('ArmoireError', () => {
  it('crosses a wire as its code, sentence, fix and path, without its cause', () => {
    const error = new ArmoireError('INVALID_EVENT', 'no', {
      fix: 'do',
      path: 'events[3].at',
      cause: new Error('inner'),
    });
    expect(JSON.parse(JSON.stringify(error))).toEqual({
      code: 'INVALID_EVENT',
      message: 'no',
      fix: 'do',
      path: 'events[3].at',
    });
    expect((error.cause as Error).message).toBe('inner');
  });

  it('leaves out what it was not told', () => {
    const error = new ArmoireError('INTERNAL', 'no');
    expect(Object.keys(error.toJSON())).toEqual(['code', 'message']);
    expect('cause' in error).toBe(false);
  });

  it('is an Error with a name and the HTTP status of its code', () => {
    const error = new ArmoireError('BODY_TOO_LARGE', 'no');
    expect(error).toBeInstanceOf(Error);
    expect(error.name).toBe('ArmoireError');
    expect(error.status).toBe(413);
    expect(Object.values(errorCodes).every((status) => status >= 400 && status < 600)).toBe(true);
  });
});
