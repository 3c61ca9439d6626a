import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Serving } from './serving.ts';

/** The rules that the widget's README gives to every shop. */
const style =
  'armoire-shelf:not(:defined) { display: flow-root; min-height: var(--armoire-shelf-height, calc(9rem + min(11rem, 38vw))); }\n' +
  'armoire-price { display: inline-block; min-inline-size: 9rem; }\n' +
  'body { margin: 1rem; font-family: sans-serif; }';

/** The page of somebody's shop: two elements and one script from another origin. */
const home = ({ url, publicKey }: Serving) => `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <title>A shop elsewhere</title>
    <link rel="stylesheet" href="/shop.css">
    <link rel="icon" href="data:,">
    <script src="${url}/armoire.js" data-key="${publicKey}" data-consent="granted" defer></script>
  </head>
  <body>
    <p><armoire-price product="lamp-4">€24.00</armoire-price></p>
    <armoire-shelf point="home.featured" count="6" heading="Featured"><p>Our lamps</p></armoire-shelf>
  </body>
</html>`;

/** What the README asks of a content security policy, and nothing more. */
const policy = ({ url }: Serving) =>
  `default-src 'none'; style-src 'self'; img-src data:; script-src ${url}; connect-src ${url}`;

/** A shop on an origin of its own, that knows Armoire only by the tag in its page. */
export interface ForeignShop {
  readonly origin: string;
  /** Says which server the page is to ask. */
  use(armoire: Serving): void;
  close(): void;
}

/** Starts the shop on a free port. */
export async function openForeignShop(): Promise<ForeignShop> {
  let armoire: Serving | undefined;
  const server = createServer((request, response) => {
    if (request.url === '/shop.css') {
      response.writeHead(200, { 'content-type': 'text/css' }).end(style);
    } else if (request.url === '/' && armoire !== undefined) {
      response.writeHead(200, { 'content-type': 'text/html', 'content-security-policy': policy(armoire) });
      response.end(home(armoire));
    } else {
      response.writeHead(200, { 'content-type': 'text/html' });
      response.end('<!doctype html><title>A lamp</title><link rel="icon" href="data:,"><h1>A lamp</h1>');
    }
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    use(given) {
      armoire = given;
    },
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}
