import { describe, expect, it } from 'vitest';
import { calendarFor, PublicHolidays } from './calendar.ts';

const at = (text: string) => Date.parse(text);

describe('public holidays', () => {
  it('are those of the country, by the shop’s own date', async () => {
    const calendar = await calendarFor('DE', 'Europe/Berlin');
    const days = (text: string, market = 'DE') => calendar?.holiday(at(text), market);
    days('2026-12-25T12:00:00Z');
    days('2027-01-01T12:00:00Z');
    await calendar?.idle();
    // Midnight in Berlin is an hour before that in UTC.
    expect(days('2026-12-24T22:59:00Z')).toBe(1);
    expect(days('2026-12-24T23:00:00Z')).toBe(0);
    expect(days('2026-12-20T12:00:00Z')).toBe(5);
    expect(days('2026-12-27T12:00:00Z')).toBe(5);
    expect(days('2027-01-02T12:00:00Z')).toBe(-1);
    expect(days('2026-11-15T12:00:00Z')).toBeUndefined();
  });

  it('are told apart by region', async () => {
    const calendar = await calendarFor('DE-BY', 'Europe/Berlin');
    const epiphany = at('2026-01-06T12:00:00Z');
    for (const market of ['DE-BY', 'DE-HH']) calendar?.holiday(epiphany, market);
    await calendar?.idle();
    expect(['DE-BY', 'DE-HH'].map((market) => calendar?.holiday(epiphany, market))).toEqual([0, undefined]);
  });

  it('are none where no country is named, and for one that is none', async () => {
    expect(await calendarFor(undefined, 'UTC')).toBeUndefined();
    expect(await calendarFor('eurozone', 'UTC')).toBeUndefined();
    const calendar = await calendarFor('DE', 'UTC');
    calendar?.holiday(at('2026-12-25T12:00:00Z'), 'ZZ');
    await calendar?.idle();
    expect(calendar?.holiday(at('2026-12-25T12:00:00Z'), 'ZZ')).toBeUndefined();
  });

  it('are worked out once for each market and year, and for no more than a bounded number', async () => {
    let made = 0;
    const calendar = new PublicHolidays(() => {
      made++;
      return { getHolidays: () => [] };
    }, 'UTC');
    for (let i = 0; i < 2000; i++) for (let times = 0; times < 2; times++) calendar.holiday(0, `AA-${i}`);
    await calendar.idle();
    expect(made).toBe(600);
  });
});
