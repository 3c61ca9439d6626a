import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { resolve } from 'node:path';
import { build } from 'esbuild';
import { type MinifyOptions, minify } from 'terser';

/** How the build makes the script small. */
const minifying: unknown = JSON.parse(
  readFileSync(resolve(import.meta.dirname, '../../packages/widget/minify.json'), 'utf8'),
);

/** Products of a shelf. */
const shelfSize = 12;

/** The pages of the shop: without the widget, and with it in each layout. */
export type PageKind = 'plain' | 'row' | 'grid';

/** The script as the build makes it: one classic script for ES2020. */
export async function buildScript(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [resolve(import.meta.dirname, '../../packages/widget/src/script.ts')],
    bundle: true,
    write: false,
    format: 'iife',
    target: 'es2020',
    conditions: ['armoire-source'],
  });
  const { code } = await minify(outputFiles[0]?.text ?? '', minifying as MinifyOptions);
  return `${code}\n//# sourceMappingURL=armoire.js.map\n`;
}

const heights: Readonly<Record<PageKind, string>> = { plain: '40rem', row: '20rem', grid: '40rem' };

/** What the widget's README tells a shop to write, and the same page without the widget. */
function pageOf(kind: PageKind, armoire: string): string {
  const shelf =
    kind === 'plain'
      ? '<div class="shelf"><p>Our bestsellers</p></div>'
      : `<armoire-shelf point="home" count="${shelfSize}" layout="${kind}"><p>Our bestsellers</p></armoire-shelf>`;
  const price = kind === 'plain' ? '€19.99' : '<armoire-price product="p0">€19.99</armoire-price>';
  const script = `<script src="${armoire}/armoire.js" data-key="pk_bench" defer></script>`;
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Shop</title><link rel="icon" href="data:,">
    <style>armoire-shelf:not(:defined){display:flow-root;min-height:var(--armoire-shelf-height)}
      :root{--armoire-shelf-height:${heights[kind]}}.shelf{height:40rem}
      armoire-price{display:inline-block;min-inline-size:9rem}</style>${kind === 'plain' ? '' : script}</head>
    <body><h1>Shop</h1><p>Now ${price} with tax</p>${shelf}<p>Below</p></body></html>`;
}

const money = (amount: number) => ({ amount, currency: 'EUR' });
const quote = { variant: 'v', price: money(1799), regular: money(1999) };
const decided = { point: 'home', decision: 'd', source: 'policy', token: 't'.repeat(180) };

/** One answer to what the page asks: a shelf of twelve, priced, and a price. */
const answer = JSON.stringify({
  data: {
    f0: [{ product: 'p0', ...quote, until: '2100-01-01T00:00:00.000Z', ...decided }],
    f1: {
      shelves: [
        {
          ...decided,
          items: Array.from({ length: shelfSize }, (_, position) => ({
            position,
            product: {
              id: `p${position}`,
              title: `Article ${position} with a name of two lines`,
              url: `/products/${position}`,
              images: [{ url: '/a.svg', alt: null }],
              variants: [{ price: money(1999), compareAt: null, available: true }],
            },
            price: quote,
          })),
        },
      ],
    },
  },
});

const picture =
  '<svg xmlns="http://www.w3.org/2000/svg" width="8" height="8"><rect width="8" height="8" fill="#8ac"/></svg>';

/**
 * A shop and, on another origin, a server that answers the widget's questions from a constant after 30 ms: what is
 * measured is the browser's work alone.
 */
export async function openWidgetShop(script: string) {
  let requests: string[] = [];
  const server = createServer((request, response) => {
    const { method, url = '/' } = request;
    const send = (type: string, body: string) => response.writeHead(200, { 'content-type': type }).end(body);
    if (/^\/(plain|row|grid)$/.test(url)) return send('text/html', pageOf(url.slice(1) as PageKind, armoire));
    if (url === '/a.svg') return send('image/svg+xml', picture);
    requests.push(`${method} ${url}`);
    response.setHeader('access-control-allow-origin', request.headers.origin ?? '*');
    response.setHeader(
      'access-control-allow-headers',
      'content-type, x-armoire-key, x-armoire-shopper, armoire-referrer',
    );
    if (url === '/armoire.js') return send('text/javascript', script);
    if (url === '/graphql' && method === 'POST') {
      return setTimeout(() => send('application/json', answer), 30);
    }
    return response.writeHead(204).end();
  });
  await new Promise<void>((done) => server.listen(0, done));
  const { port } = server.address() as AddressInfo;
  const armoire = `http://127.0.0.1:${port}`;
  return {
    url: `http://localhost:${port}`,
    /** What was asked of Armoire's origin since the last call. */
    requests(): string[] {
      const seen = requests;
      requests = [];
      return seen;
    },
    close(): void {
      server.close();
      server.closeAllConnections();
    },
  };
}
