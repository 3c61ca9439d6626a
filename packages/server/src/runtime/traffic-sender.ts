import { isbot } from 'isbot';

/** What a request tells of whoever sends it. */
export interface Sender {
  readonly userAgent?: string;
  /** As it is counted by; absent for those of proxies, which are many people's. */
  readonly address?: string;
  /** Whether it is one of the merchant's own people. */
  readonly own?: boolean;
  /** Of the shopper: `device`, `referrer`. */
  readonly traits?: Readonly<Record<string, string>>;
}

/** Programs by which a shop's own server asks for its shoppers: they are no crawlers. */
const clients =
  /^(?:node|undici|got|axios|ky|deno|bun|curl|wget|python|aiohttp|httpx|go-http|okhttp|java|apache-http|php|guzzle|ruby|faraday|dart|postman|insomnia|dotnet|reqwest)\b/i;

/**
 * Whether a user agent is a known crawler's. A browser without a window is none by that alone: a shop's own tests run
 * in one, and one that misbehaves is found by its rates.
 */
export function isCrawler(userAgent: string | undefined): boolean {
  if (userAgent === undefined || userAgent === '' || clients.test(userAgent)) return false;
  return isbot(userAgent.slice(0, 1000).replace(/headless/gi, ''));
}

/** @param mobile the client hint `Sec-CH-UA-Mobile` */
export function deviceOf(userAgent: string | undefined, mobile: string | null): string | undefined {
  const agent = userAgent ?? '';
  if (/ipad|tablet|kindle|silk|android(?!.*mobile)/i.test(agent)) return 'tablet';
  if (mobile === '?1' || /mobi|iphone|ipod|android/i.test(agent)) return 'phone';
  return mobile === '?0' || /^mozilla\//i.test(agent) ? 'desktop' : undefined;
}

const kinds = ['search', 'social', 'mail', 'direct', 'other'] as const;
export type ReferrerKind = (typeof kinds)[number];

const hosts: readonly (readonly [ReferrerKind, RegExp])[] = [
  // Before the search engines, which have mail too.
  ['mail', /(^|\.)(mail|webmail|outlook|gmx|web\.de|proton)\b|(^|\.)mail\./],
  [
    'search',
    /(^|\.)(google|bing|duckduckgo|ecosia|qwant|startpage|yahoo|yandex|baidu|naver|seznam|kagi|brave|sogou)\./,
  ],
  [
    'social',
    /(^|\.)(facebook|instagram|pinterest|tiktok|twitter|x|t|reddit|linkedin|lnkd|youtube|youtu|threads|snapchat|vk|weibo|whatsapp|telegram|mastodon|bsky)\.(com|co|be|in|net|org|me|app|social|ru)$/,
  ],
];

/** Where a shopper came from, as one of a few: what is said as a kind already, or is read from the host of a URL. */
export function referrerKind(text: string): ReferrerKind {
  const said = text.trim().toLowerCase();
  if (said === '') return 'direct';
  const kind = kinds.find((each) => each === said);
  if (kind !== undefined) return kind;
  const url = said.includes('://') ? said : `https://${said}`;
  if (!URL.canParse(url)) return 'other';
  const { hostname } = new URL(url);
  return hosts.find(([, pattern]) => pattern.test(hostname))?.[0] ?? 'other';
}
