import type { Visitor } from '@armoire/core';
import type { SessionId } from '@armoire/protocol';
import type { Place } from './attention.ts';
import type { Journal } from './journal.ts';
import { places, type Session } from './page.ts';
import type { BotSettings, PageKind } from './settings.ts';
import type { Article, World } from './world.ts';

export const botKinds = ['crawler', 'scraper', 'farm'] as const;

/** A program that visits the shop as if it were somebody. */
export type BotKind = (typeof botKinds)[number];

/** Visits of each kind for one session of a shopper, in the order of {@link botKinds}. */
export function botRates({ crawlers = 0, scrapers = 0, farms = 0 }: BotSettings = {}): readonly number[] {
  return [crawlers, scrapers, farms];
}

const browser =
  'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36';
const userAgents: Readonly<Record<BotKind, string>> = {
  crawler: 'Mozilla/5.0 (compatible; Simulatedbot/1.0; +https://example.org/bot)',
  scraper: browser,
  farm: browser,
};

/** What the requests of a kind of bot say of their sender. */
export function userAgentOf(kind: BotKind): string {
  return userAgents[kind];
}

/** Crawlers keep no cookies; the others have a session, as a browser would, and none of them was asked for consent. */
export function botVisitor(kind: BotKind, session: SessionId): Visitor {
  return kind === 'crawler' ? {} : { session };
}

/** Pages that a visit of a crawler or scraper opens. */
const mostOpened = 200;
/** Mean seconds between two pages: polite, and not. */
const pause = { crawler: 0.8, scraper: 0.25 };

/** A visit of a bot. */
export function visitOf(kind: BotKind, journal: Journal): Session {
  return kind === 'farm' ? push(journal) : readAll(journal, pause[kind]);
}

/** Opens every page of the shop in its order, again from the first after the last. */
function* readAll(journal: Journal, seconds: number): Session {
  const { aisles } = journal.world;
  for (let pages = 0; pages < mostOpened; ) {
    yield* open(journal, 'home', {});
    pages++;
    for (const { name, articles } of aisles) {
      yield* open(journal, 'category', { category: name });
      pages++;
      for (const article of articles) {
        if (pages >= mostOpened) return;
        journal.item('view', article);
        yield* open(journal, 'product', { product: article.product.id });
        journal.wait(seconds);
        pages++;
      }
    }
  }
}

/** Clicks of a visit of a farm, and on one page of it. */
const clicks = { all: 240, onPage: 12 };

/**
 * Clicks on one article, again and again: with the token of the place where it stands, else with that of any shelf. What
 * it clicks on has not been on any screen.
 */
function* push(journal: Journal): Session {
  const article = pushedOf(journal.world);
  if (article === undefined) return;
  for (let n = 0; n < clicks.all; n += clicks.onPage) {
    const category = article.aisle.name;
    const shown = yield* open(journal, n % 2 === 0 ? 'home' : 'category', n % 2 === 0 ? {} : { category });
    const place = shown.find((each) => each.article === article) ?? shown[0];
    for (let i = 0; i < clicks.onPage; i++) {
      journal.item('click', article, place?.token);
      journal.wait(0.3);
    }
    journal.wait(1);
  }
}

function pushedOf({ articles, settings }: World): Article | undefined {
  const { pushed } = settings.bots ?? {};
  return pushed === undefined ? [...articles.values()].at(-1) : articles.get(pushed);
}

function* open(
  { world, visitor, now: at }: Journal,
  kind: PageKind,
  about: { readonly product?: string; readonly category?: string },
): Session<readonly Place[]> {
  const shelves = world.settings.shelves[kind] ?? [];
  const answer = yield { kind: 'page', at, visitor, situation: about, shelves };
  return answer.kind === 'page' ? places(world, answer) : [];
}
