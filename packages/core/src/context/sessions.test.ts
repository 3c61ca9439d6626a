import { type LoggedEvent, minute } from '@armoire/protocol';
import { describe, expect, it } from 'vitest';
import { ranged, Sessions } from './sessions.ts';

const event = (kind: string, at: number, who: object) =>
  ({
    id: `${kind}${at}`,
    offset: 1,
    kind,
    at,
    receivedAt: at,
    product: 'p',
    query: 'q',
    ...who,
  }) as LoggedEvent;
const ann = { shopper: 'ann', session: 's' };

describe('a session so far', () => {
  it('counts pages, views, searches and minutes, as values of few', () => {
    const sessions = new Sessions();
    for (let i = 0; i < 4; i++) sessions.asked(ann, i * minute);
    for (const kind of ['view', 'search', 'click']) sessions.observe(event(kind, 5 * minute, ann));
    expect(sessions.of(ann, 6 * minute)).toEqual({
      pages: '4–9',
      views: '1–2',
      searches: '1',
      minutes: '5–14',
    });
  });

  it('is nothing without a name, and begins again after a pause', () => {
    const sessions = new Sessions();
    sessions.asked({}, 0);
    sessions.observe(event('view', 0, {}));
    expect(sessions.of({}, 0)).toEqual({});
    sessions.asked(ann, 0);
    expect(sessions.of(ann, 31 * minute)).toEqual({});
    sessions.asked(ann, 31 * minute);
    expect(sessions.of(ann, 31 * minute)).toMatchObject({ pages: '0–1', minutes: '0' });
  });

  it('is that of the session where there is one, else of the shopper', () => {
    const sessions = new Sessions();
    sessions.asked({ shopper: 'ann' }, 0);
    expect(sessions.of(ann, 0)).toEqual({});
    expect(sessions.of({ shopper: 'ann' }, 0)).toMatchObject({ pages: '0–1' });
  });

  it('is forgotten first where nothing happened for the longest', () => {
    const sessions = new Sessions({ most: 2 });
    for (const session of ['a', 'b', 'a', 'c']) sessions.asked({ session }, 0);
    expect(['a', 'b', 'c'].map((session) => 'pages' in sessions.of({ session }, 0))).toEqual([
      true,
      false,
      true,
    ]);
    sessions.clear();
    expect(sessions.of({ session: 'a' }, 0)).toEqual({});
  });
});

it('ranges are named by their first and last', () => {
  expect([0, 1, 2, 3, 4, 99].map((count) => ranged(count, [0, 1, 3]))).toEqual([
    '0',
    '1',
    '2–3',
    '2–3',
    '4+',
    '4+',
  ]);
});

it('keeps the referrer of its first page that has one, for as long as it lasts', () => {
  const sessions = new Sessions();
  const came = (referrer?: string) => ({ ...ann, traits: referrer === undefined ? {} : { referrer } });
  sessions.asked(came('search'), 0);
  for (const later of ['direct', 'social', undefined]) sessions.asked(came(later), minute);
  expect(sessions.of(ann, minute)).toMatchObject({ pages: '4–9', referrer: 'search' });
  sessions.asked(came(), 40 * minute);
  expect(sessions.of(ann, 40 * minute)).not.toHaveProperty('referrer');
});
