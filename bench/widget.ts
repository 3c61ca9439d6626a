import { gzipSync } from 'node:zlib';
import type { Browser } from 'playwright-core';
import { openBrowser } from './support/browser.ts';
import { median } from './support/numbers.ts';
import { atMost, CannotRun, type Report, type Setting } from './support/report.ts';
import { buildScript, openWidgetShop, type PageKind } from './support/widget-shop.ts';

/** How much slower the browser's processor is made: a phone of some years ago. */
const throttle = 4;
const visits = { full: 15, quick: 5 };
const kinds: readonly PageKind[] = ['plain', 'row', 'grid'];

/** What one visit cost; times in milliseconds that the page's main thread ran. */
interface Visit {
  readonly shift: number;
  /** All tasks, until a second or so after the answer. */
  readonly busy: number;
  readonly script: number;
  readonly layout: number;
  /** Of the widget's script alone. */
  readonly evaluation: number;
  /** By the clock, as the browser counts them. */
  readonly longest: number;
  readonly longTasks: number;
  readonly requests: readonly string[];
}

interface TraceEvent {
  readonly name: string;
  readonly dur?: number;
  /** Microseconds that the thread ran. */
  readonly tdur?: number;
  readonly args?: { readonly data?: { readonly url?: string } };
}

type Observed = { shift: number; tasks: number[]; ready: number };

async function visit(browser: Browser, shop: Awaited<ReturnType<typeof openWidgetShop>>, kind: PageKind) {
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  const devtools = await page.context().newCDPSession(page);
  // Time that the thread ran, not time that passed: others use this machine's cores too.
  await devtools.send('Performance.enable', { timeDomain: 'threadTicks' });
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: throttle });
  await page.addInitScript(() => {
    const seen: Observed = { shift: 0, tasks: [], ready: 0 };
    Object.assign(window, { seen });
    const watch = (type: string, add: (entry: PerformanceEntry & { value: number }) => void) =>
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) add(entry as PerformanceEntry & { value: number });
      }).observe({ type, buffered: true });
    watch('layout-shift', ({ value }) => {
      seen.shift += value;
    });
    watch('longtask', ({ duration }) => seen.tasks.push(duration));
    addEventListener('armoire:ready', () => {
      seen.ready += 1;
    });
  });
  shop.requests();
  await browser.startTracing(page, { categories: ['devtools.timeline'] });
  await page.goto(`${shop.url}/${kind}`);
  // Looked at seldom, so that looking costs nothing: the page without the widget waits as long.
  const answers = kind === 'plain' ? 0 : 2;
  const ready = () => page.evaluate(() => (window as unknown as { seen: Observed }).seen.ready);
  do await page.waitForTimeout(1000);
  while ((await ready()) < answers);
  const trace = JSON.parse((await browser.stopTracing()).toString()) as { traceEvents: TraceEvent[] };
  const { metrics } = await devtools.send('Performance.getMetrics');
  const metric = (name: string) => (metrics.find((each) => each.name === name)?.value ?? Number.NaN) * 1000;
  const { shift, tasks } = await page.evaluate(() => (window as unknown as { seen: Observed }).seen);
  await page.close();
  const evaluated = trace.traceEvents.filter(
    ({ name, args }) => name === 'EvaluateScript' && args?.data?.url?.endsWith('/armoire.js'),
  );
  return {
    shift,
    busy: metric('TaskDuration'),
    script: metric('ScriptDuration'),
    layout: metric('LayoutDuration') + metric('RecalcStyleDuration'),
    evaluation: evaluated.reduce((sum, { dur = 0, tdur = dur }) => sum + tdur / 1000, 0),
    longest: Math.max(0, ...tasks),
    longTasks: tasks.length,
    requests: shop.requests(),
  } satisfies Visit;
}

/**
 * What the widget costs a page: bytes, requests, layout shift and main-thread time, on a processor slowed down four
 * times, in visits that alternate with visits to the same page without it.
 */
export async function run({ quick, say }: Setting): Promise<Report> {
  const script = await buildScript();
  const bytes = gzipSync(script, { level: 9 }).length;
  say(`armoire.js: ${script.length} bytes, ${bytes} gzipped`);
  const browser = await openBrowser().catch((error: unknown) => {
    throw new CannotRun(`There is no browser to measure in: ${error}`);
  });
  const shop = await openWidgetShop(script);
  const seen: Record<PageKind, Visit[]> = { plain: [], row: [], grid: [] };
  try {
    // The first visit of each warms the browser's caches, as it would those of a shopper who stays.
    for (const kind of kinds) await visit(browser, shop, kind);
    for (let round = 0; round < (quick ? visits.quick : visits.full); round++) {
      for (const kind of kinds) seen[kind].push(await visit(browser, shop, kind));
    }
  } finally {
    shop.close();
    await browser.close();
  }
  const of = (kind: PageKind, value: (each: Visit) => number) => median(seen[kind].map(value));
  const added = (kind: PageKind, value: (each: Visit) => number) =>
    median(seen[kind].map((each, round) => value(each) - value(seen.plain[round] as Visit)));
  const worst = (kind: PageKind) => Math.max(...seen[kind].map(({ shift }) => shift));
  const asked = (request: string) =>
    of('row', ({ requests }) => requests.filter((each) => each === request).length);
  return {
    figures: {
      'script, bytes': script.length,
      'script, bytes gzipped': bytes,
      'requests: script': asked('GET /armoire.js'),
      'requests: questions': asked('POST /graphql'),
      'requests: preflights, on another origin only': asked('OPTIONS /graphql'),
      'main thread ms, page without the widget': of('plain', ({ busy }) => busy),
      'main thread ms, with a row of 12 and a price': of('row', ({ busy }) => busy),
      'main thread ms, with a grid of 12 and a price': of('grid', ({ busy }) => busy),
      'main thread ms added, row': added('row', ({ busy }) => busy),
      'main thread ms added, grid': added('grid', ({ busy }) => busy),
      '… of it evaluating the script': of('row', ({ evaluation }) => evaluation),
      '… of it running script in all': added('row', ({ script: ran }) => ran),
      '… of it style and layout': added('row', ({ layout }) => layout),
      'long tasks, page without the widget': of('plain', ({ longTasks }) => longTasks),
      'long tasks, row': of('row', ({ longTasks }) => longTasks),
      'longest task ms, row': of('row', ({ longest }) => longest),
      'longest task ms, page without the widget': of('plain', ({ longest }) => longest),
    },
    bars: [
      atMost('bytes gzipped: shelf, price, client, events', bytes, 8000),
      atMost('worst layout shift, row', worst('row'), 0),
      atMost('worst layout shift, grid', worst('grid'), 0),
    ],
  };
}
