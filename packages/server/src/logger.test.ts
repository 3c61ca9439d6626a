import { Writable } from 'node:stream';
import { expect, it } from 'vitest';
import { createLogger } from './logger.ts';

it('leaves out whatever is called a key, a secret or a token', () => {
  let written = '';
  const stream = new Writable({
    write(chunk, _, done) {
      written += chunk;
      done();
    },
  });
  const log = createLogger('info', stream);
  const headers = { authorization: 'Bearer hidden', 'x-armoire-key': 'hidden', cookie: 'hidden' };
  log.info(
    { key: 'hidden', request: { headers, token: 'hidden' }, shop: { secret: 'hidden', id: 'lamps' } },
    'hello',
  );
  log.error({ error: new Error('what happened') }, 'bad');
  expect(written).not.toContain('hidden');
  expect(written).toContain('lamps');
  expect(written).toContain('what happened');
});
