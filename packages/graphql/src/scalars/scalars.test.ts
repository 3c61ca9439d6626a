import fc from 'fast-check';
import { buildSchema, type GraphQLScalarType, graphql, Kind, parseValue } from 'graphql';
import { describe, expect, test } from 'vitest';
import { attributes, instant, json, minorUnits } from './index.ts';

const code = expect.objectContaining({ extensions: expect.objectContaining({ code: 'INVALID_INPUT' }) });

describe('MinorUnits', () => {
  const scalar = minorUnits();

  test('every safe integer survives the way out and in, as a value and as a literal', () => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), (amount) => {
        const wire = JSON.parse(JSON.stringify(scalar.serialize(amount)));
        expect(scalar.parseValue(wire)).toBe(amount);
        expect(scalar.parseLiteral(parseValue(String(amount)), {})).toBe(amount);
      }),
    );
  });

  test.each([1.5, 2 ** 53, -(2 ** 53), Number.NaN, Number.POSITIVE_INFINITY, '1', true, null, {}, 1n])(
    'refuses %p',
    (value) => {
      expect(() => scalar.parseValue(value)).toThrow(code);
      expect(() => scalar.serialize(value)).toThrow(code);
    },
  );

  test.each(['1.5', '1e3', '9007199254740992', '"1"', 'true'])('refuses the literal %s', (literal) => {
    expect(() => scalar.parseLiteral(parseValue(literal), {})).toThrow(code);
  });

  test('any number that is no safe integer is refused', () => {
    fc.assert(
      fc.property(fc.double(), (value) => {
        fc.pre(!Number.isSafeInteger(value));
        expect(() => scalar.parseValue(value)).toThrow(code);
      }),
    );
  });

  test('zero has no sign', () => {
    expect(scalar.parseValue(-0)).toBe(0);
  });
});

describe('Instant', () => {
  const scalar = instant();

  test('every millisecond of four-digit years survives', () => {
    const years = { min: Date.UTC(1970, 0, 1), max: Date.UTC(9999, 11, 31) };
    fc.assert(
      fc.property(fc.integer(years), (at) => {
        expect(scalar.parseValue(scalar.serialize(at))).toBe(at);
      }),
    );
  });

  test('reads any offset', () => {
    expect(scalar.parseValue('2026-01-31T10:30:00+01:00')).toBe(Date.UTC(2026, 0, 31, 9, 30));
    expect(scalar.parseValue('2026-01-31T10:30Z')).toBe(Date.UTC(2026, 0, 31, 10, 30));
  });

  test.each([
    '2026-02-30T00:00:00Z',
    '2026-01-31',
    '2026-01-31T10:30:00',
    'now',
    '2026-13-01T00:00Z',
    5,
    null,
  ])('refuses %p', (value) => {
    expect(() => scalar.parseValue(value)).toThrow(code);
  });

  test('does not write what is no moment', () => {
    expect(() => scalar.serialize(Number.NaN)).toThrow(code);
    expect(() => scalar.serialize('2026')).toThrow(code);
    expect(() => scalar.parseLiteral({ kind: Kind.INT, value: '1' }, {})).toThrow(code);
  });
});

describe('Attributes', () => {
  const scalar = attributes();

  test('a flat record survives', () => {
    const entry = fc.oneof(fc.string(), fc.double({ noNaN: true, noDefaultInfinity: true }), fc.boolean());
    fc.assert(
      fc.property(fc.dictionary(fc.string(), entry), (record) => {
        expect(Object.entries(scalar.parseValue(record))).toEqual(Object.entries(record));
      }),
    );
  });

  test.each([[[]], ['x'], [null], [{ a: {} }], [{ a: null }], [{ a: [1] }], [{ a: Number.NaN }]])(
    'refuses %j',
    (value) => {
      expect(() => scalar.parseValue(value)).toThrow(code);
    },
  );

  test('a literal takes variables inside', async () => {
    const schema = echoing(scalar);
    const source = 'query ($d: String) { echo(value: {device: $d, returning: true, n: 1.5}) }';
    const { data } = await graphql({
      schema,
      source,
      variableValues: { d: 'phone' },
      rootValue: { echo: ({ value }: { value: unknown }) => value },
    });
    expect(JSON.parse(JSON.stringify(data))).toEqual({ echo: { device: 'phone', returning: true, n: 1.5 } });
  });

  test('a key such as __proto__ stays a key', () => {
    const parsed = scalar.parseValue(JSON.parse('{"__proto__": "x"}'));
    expect(Object.keys(parsed)).toEqual(['__proto__']);
  });
});

test('Json is not taken from a client', () => {
  expect(() => json.parseValue({})).toThrow(code);
  expect(json.serialize({ a: [1] })).toEqual({ a: [1] });
});

/** A schema that hands a value of the scalar back. */
function echoing(scalar: GraphQLScalarType) {
  const schema = buildSchema(
    `scalar ${scalar.name} type Query { echo(value: ${scalar.name}): ${scalar.name} }`,
  );
  return Object.assign(schema.getType(scalar.name) ?? {}, scalar.toConfig()) && schema;
}
