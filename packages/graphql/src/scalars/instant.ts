import type { Instant } from '@armoire/protocol';
import { GraphQLScalarType, Kind } from 'graphql';
import { refuse } from './refuse.ts';

const fix = 'Write it as ISO 8601 with a time zone, such as 2026-01-31T09:30:00.000Z.';
const pattern = /^(\d{4})-(\d\d)-(\d\d)T\d\d:\d\d(?::\d\d(?:\.\d{1,3})?)?(?:Z|[+-]\d\d:\d\d)$/;

/** Milliseconds since 1970; undefined for anything but a day that exists, with a time and a zone. */
function milliseconds(text: string): Instant | undefined {
  const [, year, month, day] = pattern.exec(text) ?? [];
  const at = day === undefined ? Number.NaN : Date.parse(text);
  // Date.parse turns the 30th of February into the 2nd of March.
  const exists =
    new Date(Date.UTC(Number(year), Number(month) - 1, Number(day))).getUTCDate() === Number(day);
  return Number.isNaN(at) || !exists ? undefined : at;
}

function parse(value: unknown): Instant {
  const at = typeof value === 'string' ? milliseconds(value) : undefined;
  if (at === undefined) throw refuse(`${JSON.stringify(value)} is not an instant`, fix);
  return at;
}

/**
 * A moment: ISO 8601 outside, epoch milliseconds inside. Any offset is read; UTC is written.
 *
 * @param name the scalar's name in the schema
 */
export function instant(name = 'Instant'): GraphQLScalarType<Instant, string> {
  return new GraphQLScalarType({
    name,
    description: 'An instant as ISO 8601 in UTC, such as 2026-01-31T09:30:00.000Z.',
    serialize(value) {
      const date = new Date(typeof value === 'number' ? value : Number.NaN);
      if (Number.isNaN(date.getTime())) throw refuse(`${String(value)} is not an instant`, fix);
      return date.toISOString();
    },
    parseValue: parse,
    parseLiteral(node) {
      if (node.kind !== Kind.STRING) throw refuse('An instant is written as a string', fix, node);
      return parse(node.value);
    },
  });
}
