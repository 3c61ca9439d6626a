import { type ManualClock, manualClock } from '@armoire/core';
import { hour, minute } from '@armoire/protocol';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Traffic } from './traffic.ts';
import { barred, perMinute, Rates } from './traffic-rates.ts';
import { clicksUnseen, impressionsToJudge, Seen } from './traffic-seen.ts';
import { deviceOf, isCrawler, referrerKind } from './traffic-sender.ts';

const settings = { own: 'exclude', addresses: ['203.0.113.7'] } as const;
const browser =
  'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36';
const phone =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1';

function traffic(more: Partial<ConstructorParameters<typeof Traffic>[1]> = {}): {
  judge: Traffic;
  clock: ManualClock;
} {
  const clock = manualClock(0);
  return { judge: new Traffic(clock, { ...settings, ...more }), clock };
}

describe('known crawlers', () => {
  it.each([
    'Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)',
    'Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm)',
    'facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)',
    'GPTBot/1.2',
  ])('are told by %s', (agent) => {
    expect(isCrawler(agent)).toBe(true);
    expect(traffic().judge.event({ kind: 'view' }, { userAgent: agent })).toBe('crawler');
    expect(traffic().judge.request({ session: 's' }, { userAgent: agent })).toBe('crawler');
  });

  it.each([
    browser,
    phone,
    browser.replace('Chrome', 'HeadlessChrome'),
    'node',
    'undici',
    'curl/8.1',
    '',
    undefined,
  ])('are not %s', (agent) => {
    expect(isCrawler(agent)).toBe(false);
  });
});

describe('rates', () => {
  it('hold for a shopper, a session and an address', () => {
    for (const [who, sender, people] of [
      [{ shopper: 'ann' }, {}, 1],
      [{ session: 's' }, {}, 1],
      [{}, { address: '198.51.100.1' }, 20],
    ] as const) {
      const { judge } = traffic();
      const click = () => judge.event({ kind: 'click', ...who }, sender);
      for (let i = 0; i < people * perMinute.click; i++) expect(click()).toBeUndefined();
      expect(click()).toBe('rate');
      expect(judge.event({ kind: 'view', ...who }, sender)).toBe('rate');
      expect(judge.request(who, sender)).toBe('rate');
    }
  });

  it('hold nobody for ever, and nobody else', () => {
    const { judge, clock } = traffic();
    const click = (session: string) => judge.event({ kind: 'click', session }, {});
    for (let i = 0; i <= perMinute.click; i++) click('fast');
    expect([click('fast'), click('slow')]).toEqual(['rate', undefined]);
    clock.advance(barred - 1);
    expect(click('fast')).toBe('rate');
    clock.advance(1);
    expect(click('fast')).toBeUndefined();
  });

  it('let people be who are as fast as people', () => {
    const { judge, clock } = traffic();
    for (let i = 0; i < 2000; i++) {
      expect(judge.event({ kind: 'click', session: 's' }, {})).toBeUndefined();
      clock.advance(minute / perMinute.click);
    }
  });

  it('are kept in bounded memory, whatever names are invented', () => {
    fc.assert(
      fc.property(fc.array(fc.string(), { maxLength: 200 }), (names) => {
        const rates = new Rates(manualClock(0), 10);
        for (const name of names) rates.isTooFast(name, 'click');
        expect(rates.size).toBeLessThanOrEqual(20);
      }),
    );
  });
});

describe('clicks without an impression', () => {
  const shown = (judge: Traffic, count: number) => {
    for (let i = 0; i < count; i++) judge.event({ kind: 'impression', decision: `d${i}` }, {}, 'home');
  };
  const click = (judge: Traffic, decision: string, session = 's') =>
    judge.event({ kind: 'click', decision, session }, {}, 'home');

  it('count for nobody who makes many of them, where pages send impressions', () => {
    const { judge, clock } = traffic();
    shown(judge, impressionsToJudge);
    for (let i = 0; i < clicksUnseen; i++) expect(click(judge, `never ${i}`)).toBeUndefined();
    expect(click(judge, 'never')).toBe('unseen');
    expect(click(judge, 'd1')).toBeUndefined();
    expect(click(judge, 'never', 'another')).toBeUndefined();
    clock.advance(hour);
    expect(click(judge, 'never')).toBeUndefined();
  });

  it('count where pages send none', () => {
    const { judge } = traffic();
    shown(judge, impressionsToJudge - 1);
    for (let i = 0; i < 50; i++) expect(click(judge, `never ${i}`)).toBeUndefined();
  });

  it('are none when another node took the impression', () => {
    const { judge } = traffic();
    shown(judge, impressionsToJudge);
    for (let i = 0; i < 50; i++) {
      const decision = `other ${i}`;
      const logged = {
        id: decision,
        offset: i,
        kind: 'impression',
        at: 0,
        receivedAt: 0,
        product: 'p',
        decision,
      } as const;
      judge.logged(logged);
      expect(click(judge, decision)).toBeUndefined();
    }
  });

  it('are remembered in bounded memory', () => {
    const seen = new Seen(manualClock(0), 3);
    for (let i = 0; i < 300; i++) seen.impression(`d${i}`, 'home');
    expect(seen.isUnseen('d299', 'home', ['s'])).toBe(false);
    for (let i = 0; i < clicksUnseen; i++) seen.isUnseen('d0', 'home', ['s']);
    expect(seen.isUnseen('d0', 'home', ['s'])).toBe(true);
  });
});

describe('the merchant’s own people', () => {
  it('are told by what their browser says, or by their address; their orders teach nothing either', () => {
    const { judge } = traffic();
    expect(judge.event({ kind: 'view', session: 'a' }, { own: true })).toBe('own');
    expect(judge.request({ shopper: 'b' }, { address: '203.0.113.7', userAgent: browser })).toBe('own');
    expect(['a', 'b', 'c'].map((name) => judge.order({ session: name, shopper: name }))).toEqual([
      ...['own', 'own', undefined],
    ]);
  });

  it('count where the shop says so', () => {
    const { judge } = traffic({ own: 'count' });
    expect(
      judge.event({ kind: 'view', session: 'a' }, { own: true, address: '203.0.113.7' }),
    ).toBeUndefined();
  });
});

describe('what a request tells', () => {
  it.each([
    [browser, null, 'desktop'],
    [browser, '?1', 'phone'],
    [phone, null, 'phone'],
    ['Mozilla/5.0 (iPad; CPU OS 17_0 like Mac OS X)', null, 'tablet'],
    ['Mozilla/5.0 (Linux; Android 14; SM-X710) AppleWebKit/537.36 Safari/537.36', null, 'tablet'],
    ['Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 Mobile Safari/537.36', null, 'phone'],
    ['node', null, undefined],
    [undefined, '?0', 'desktop'],
  ])('of the device: %s, %s', (agent, hint, device) => {
    expect(deviceOf(agent, hint)).toBe(device);
  });

  it.each([
    ['', 'direct'],
    ['search', 'search'],
    ['https://www.google.co.uk/search?q=my+secret', 'search'],
    ['https://mail.google.com/mail/u/0', 'mail'],
    ['https://l.facebook.com/l.php?u=x', 'social'],
    ['https://t.co/abc', 'social'],
    ['https://a-friend.example/blog?user=ann', 'other'],
    ['not a url at all %%', 'other'],
    ['netflix.com', 'other'],
  ])('of where it came from: %s', (text, kind) => {
    expect(referrerKind(text)).toBe(kind);
  });
});
