import { type Calendar, countryOf } from '@armoire/core';
import { day, type Instant } from '@armoire/protocol';
import type Holidays from 'date-holidays';

/** Markets whose holidays are remembered; whoever invents more gets none. */
const most = 300;
const ahead = 21;
const behind = 2;

/** The holidays of a market as days since 1970, rising, and the years that they are of. */
interface Known {
  readonly years: ReadonlySet<number>;
  readonly days: readonly number[];
}

const nothing: Known = { years: new Set(), days: [] };

/**
 * Public holidays by the data of `date-holidays`. The holidays of a market and year are worked out after the first
 * question about them, which is answered with none: that takes longer than a decision may.
 */
export class PublicHolidays implements Calendar {
  readonly #make: (country: string, region: string | undefined) => Pick<Holidays, 'getHolidays'>;
  readonly #dates: Intl.DateTimeFormat;
  readonly #known = new Map<string, Known>();
  readonly #asked = new Set<string>();
  #working: Promise<void> = Promise.resolve();

  constructor(
    make: (country: string, region: string | undefined) => Pick<Holidays, 'getHolidays'>,
    timeZone: string,
  ) {
    this.#make = make;
    this.#dates = new Intl.DateTimeFormat('en-CA-u-ca-gregory-nu-latn', {
      timeZone,
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
    });
  }

  holiday(at: Instant, market: string): number | undefined {
    const date = this.#dates.format(at);
    const today = Date.parse(date) / day;
    const year = Number(date.slice(0, 4));
    const known = this.#known.get(market) ?? nothing;
    if (!known.years.has(year)) this.#learn(market, year);
    const next = known.days.find((each) => each >= today);
    if (next !== undefined && next - today <= ahead) return next - today;
    const last = known.days.findLast((each) => each < today);
    return last !== undefined && today - last <= behind ? last - today : undefined;
  }

  /** Resolves when what was asked for so far is known. */
  idle(): Promise<void> {
    return this.#working;
  }

  #learn(market: string, year: number): void {
    const name = JSON.stringify([market, year]);
    if (this.#asked.has(name) || this.#asked.size >= 2 * most) return;
    this.#asked.add(name);
    this.#working = this.#working.then(async () => {
      await new Promise(setImmediate);
      this.#known.set(market, { years: new Set([year]), days: this.#daysOf(market, year) });
    });
  }

  /** Those of the years beside it too: the year turns between holidays. */
  #daysOf(market: string, year: number): readonly number[] {
    const [, region] = /^[A-Za-z]{2}[-_](\w{1,4})/.exec(market) ?? [];
    const holidays = this.#make(countryOf(market) ?? '', region?.toLowerCase());
    const found = [year - 1, year, year + 1].flatMap((each) => {
      const all = holidays.getHolidays(each);
      return (Array.isArray(all) ? all : []).filter(({ type }) => type === 'public');
    });
    const days = found.map(({ date }) => Date.parse(date.slice(0, 10)) / day).filter(Number.isFinite);
    return [...new Set(days)].sort((a, b) => a - b);
  }
}

/** The holidays of a shop's market; none where it names no country. */
export async function calendarFor(
  market: string | undefined,
  timeZone: string,
): Promise<PublicHolidays | undefined> {
  if (countryOf(market) === undefined) return undefined;
  const { default: Library } = await import('date-holidays');
  const make = (country: string, region: string | undefined) =>
    region === undefined ? new Library(country) : new Library(country, region);
  return new PublicHolidays(make, timeZone);
}
