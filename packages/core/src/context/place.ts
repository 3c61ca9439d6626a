import { type Instant, minute } from '@armoire/protocol';
import type { Calendar } from './calendar.ts';

/** Where a shop is: what its shoppers' clocks, seasons and holidays go by. */
export interface ShopPlace {
  /** IANA, such as `Europe/Berlin`. */
  readonly timeZone: string;
  /** The market of those who name none, such as `DE`. */
  readonly market?: string;
  readonly calendar?: Calendar;
}

/** Where nothing is known of a shop. */
export const nowhere: ShopPlace = { timeZone: 'UTC' };

export interface LocalTime {
  readonly hour: number;
  /** 0 is Sunday. */
  readonly weekday: number;
  /** 1–12. */
  readonly month: number;
}

const weekdays = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
/** Zones differ from UTC by whole quarters of an hour. */
const quarter = 15 * minute;

interface Clock {
  readonly format: Intl.DateTimeFormat;
  begin: Instant;
  time: LocalTime;
}

const clocks = new Map<string, Clock>();

/** The time on the walls of a zone. @throws RangeError for a zone that is none */
export function localTime(at: Instant, timeZone: string): LocalTime {
  const begin = Math.floor(at / quarter) * quarter;
  const clock = clocks.get(timeZone) ?? { format: formatOf(timeZone), begin: Number.NaN, time: unknown };
  clocks.set(timeZone, clock);
  if (clock.begin !== begin) {
    clock.time = read(clock.format, begin);
    clock.begin = begin;
  }
  return clock.time;
}

const unknown: LocalTime = { hour: 0, weekday: 0, month: 1 };

function formatOf(timeZone: string): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat('en-US-u-ca-gregory-nu-latn', {
    timeZone,
    hourCycle: 'h23',
    hour: 'numeric',
    weekday: 'short',
    month: 'numeric',
  });
}

function read(format: Intl.DateTimeFormat, at: Instant): LocalTime {
  const parts = new Map(format.formatToParts(at).map(({ type, value }) => [type, value]));
  return {
    hour: Number(parts.get('hour')),
    weekday: weekdays.indexOf(parts.get('weekday') ?? ''),
    month: Number(parts.get('month')),
  };
}

/** The country of a market that is one, or a region of one: `DE`, `US-CA`. */
export function countryOf(market: string | undefined): string | undefined {
  return /^([A-Za-z]{2})(?:$|[-_])/.exec(market ?? '')?.[1]?.toUpperCase();
}

/** Countries most of whose people live south of the equator. */
const southern = new Set(
  (
    'AO AR AU BI BO BR BW CD CK CL CX EC FJ FK GF ID KI KM LS MG MU MW MZ NA NC NR NU NZ PE PF PG PY RE RW SB SC SZ ' +
    'TL TO TV TZ UY VU WF WS YT ZA ZM ZW'
  ).split(' '),
);

const seasons = ['winter', 'spring', 'summer', 'autumn'] as const;

/** The meteorological season of a month (1–12) where a market is; that of the north where it is not known. */
export function seasonOf(month: number, market: string | undefined): (typeof seasons)[number] {
  const shifted = southern.has(countryOf(market) ?? '') ? month + 6 : month;
  return seasons[Math.floor((shifted % 12) / 3)] as (typeof seasons)[number];
}
