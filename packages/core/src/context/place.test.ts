import { describe, expect, it } from 'vitest';
import { nearness } from './calendar.ts';
import { buildContext } from './context.ts';
import { countryOf, localTime, seasonOf } from './place.ts';

describe('the time on the walls of a shop', () => {
  it.each([
    ['2026-03-29T00:59:00Z', 'Europe/Berlin', 1, 0],
    // The clocks go forward.
    ['2026-03-29T01:00:00Z', 'Europe/Berlin', 3, 0],
    ['2026-01-01T03:00:00Z', 'America/New_York', 22, 3],
    ['2026-01-01T03:00:00Z', 'Asia/Kathmandu', 8, 4],
    ['2026-01-01T14:15:00Z', 'Asia/Kathmandu', 20, 4],
    ['2026-01-01T23:59:59Z', 'UTC', 23, 4],
    ['2026-01-02T00:00:00Z', 'UTC', 0, 5],
  ])('at %s in %s', (text, zone, hour, weekday) => {
    expect(localTime(Date.parse(text), zone)).toMatchObject({ hour, weekday });
  });

  it('is refused for a zone that is none', () => {
    expect(() => localTime(0, 'Europe/Nowhere')).toThrow(RangeError);
  });
});

describe('seasons', () => {
  it('turn with the hemisphere of the market', () => {
    const year = Array.from({ length: 12 }, (_, i) => seasonOf(i + 1, 'DE'));
    expect(year).toEqual([
      ...['winter', 'winter', 'spring', 'spring', 'spring', 'summer'],
      ...['summer', 'summer', 'autumn', 'autumn', 'autumn', 'winter'],
    ]);
    expect([seasonOf(1, 'AU'), seasonOf(7, 'za-gp'), seasonOf(1, undefined)]).toEqual([
      ...['summer', 'winter', 'winter'],
    ]);
  });

  it('know countries by markets that are one, or a region of one', () => {
    const markets = ['DE', 'us-ca', 'euro zone', '', 'DEU', undefined];
    expect(markets.map(countryOf)).toEqual(['DE', 'US', undefined, undefined, undefined, undefined]);
  });
});

describe('holidays', () => {
  it.each([
    [undefined, 'none'],
    [22, 'none'],
    [21, 'weeks before'],
    [7, 'days before'],
    [1, 'eve'],
    [0, 'today'],
    [-2, 'just after'],
    [-3, 'none'],
  ])('%s days before one', (days, name) => {
    expect(nearness(days)).toBe(name);
  });

  it('are those of the request’s market, else of the shop’s', () => {
    const asked: string[] = [];
    const calendar = {
      holiday: (_: number, market: string) => {
        asked.push(market);
        return market === 'AT' ? 0 : 5;
      },
    };
    const place = { timeZone: 'Europe/Vienna', market: 'AT', calendar };
    const values = (market?: string) => buildContext(0, market === undefined ? {} : { market }, place).values;
    expect(values()).toMatchObject({ market: 'AT', holiday: 'today' });
    expect(values('CH')).toMatchObject({ market: 'CH', holiday: 'days before' });
    expect(values('euro')).toMatchObject({ market: 'euro', holiday: 'today' });
    expect(asked).toEqual(['AT', 'CH', 'AT']);
    expect(buildContext(0, {}).values).not.toHaveProperty('holiday');
  });
});
