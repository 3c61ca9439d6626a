import { defaultPoints } from '@armoire/server';
import { expect, it } from 'vitest';
import { inShadow, isRemote, type PluginOptions, readOptions } from './options.ts';

const secret = 'thirty-two characters, or a few more';
const server = { url: 'https://armoire.example', publicKey: 'pk_1', secretKey: 'sk_1' };
const priced = { price: { kind: 'price', cycle: 'automatic' } };

it('takes a secret for an engine inside, and gives the rest defaults', () => {
  const input: PluginOptions = { secret };
  const options = readOptions(input);
  expect(isRemote(options)).toBe(false);
  expect(options).toMatchObject({ shop: 'medusa', schema: 'armoire', costKey: 'cost', shadow: false });
});

it('takes a URL and keys for a server', () => {
  const options = readOptions(server);
  expect(isRemote(options)).toBe(true);
});

it('overlooks what Medusa adds', () => {
  expect(readOptions({ secret, database: { clientUrl: 'postgres://a:b@c/d' } })).not.toHaveProperty(
    'database',
  );
});

it.each([
  [{}, 'secret', 'is missing'],
  [undefined, 'secret', 'is missing'],
  [{ secret: 'short' }, 'secret', '32 characters'],
  [{ secret, schema: 'Robert"; drop' }, 'schema', 'lower-case'],
  [{ secret, shoop: 'x' }, 'shoop', 'is no option'],
  [{ secret, points: { price: { kind: 'price' } } }, 'points.price.cycle', 'is missing'],
  [{ secret, priceArms: { share: 0.9 } }, 'priceArms', 'no prices to compare'],
  [{ secret, points: priced, priceArms: {} }, 'priceArms.share', 'is missing'],
  [{ secret, points: priced, priceArms: { share: 1 } }, 'priceArms.share', '0.95 or less'],
  [{ secret, points: priced, priceArms: { share: 0.5, hooks: 'mine' } }, 'priceArms.hooks', "'composed'"],
  [{ ...server, priceArms: { share: 0.5 } }, 'priceArms', 'needs the engine in Medusa'],
  [{ url: 'armoire.example', publicKey: 'pk', secretKey: 'sk' }, 'url', 'must be a URL'],
  [{ url: 'https://armoire.example', publicKey: 'pk' }, 'secretKey', 'is missing'],
])('refuses %j', (input, path, message) => {
  expect(() => readOptions(input)).toThrow(
    expect.objectContaining({ code: 'INVALID_CONFIG', path, message: expect.stringContaining(message) }),
  );
});

it('names the option that was meant, and no secret', () => {
  expect(() => readOptions({ secret: 'short but secret' })).toThrow(
    expect.not.objectContaining({ message: expect.stringContaining('short but secret') }),
  );
  expect(() => readOptions({ secret, shaddow: true })).toThrow(
    expect.objectContaining({ fix: 'Did you mean shadow?' }),
  );
  expect(() => readOptions({ secret, points: priced, priceArms: { shaer: 0.5 } })).toThrow(
    expect.objectContaining({ path: 'priceArms.shaer', fix: 'Did you mean share?' }),
  );
});

it('shows and writes nothing in the shadow', () => {
  const points = inShadow({ ...defaultPoints(), price: { kind: 'price', cycle: 'automatic' } });
  expect(points['home.featured']).toMatchObject({ shadow: true });
  expect(points.price).toEqual({ kind: 'price', cycle: 'shadow' });
});
