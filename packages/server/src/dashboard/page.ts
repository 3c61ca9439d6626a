import { type DashboardFile, type DashboardFiles, loadFiles } from './files.ts';

export interface DashboardOptions {
  readonly files?: DashboardFiles;
  /** A login that the page shows to everybody: for a demo on one's own machine, never for a shop. */
  readonly demoLogin?: { readonly email: string; readonly password: string };
  /**
   * For a demo whose shoppers are in part simulated: what their names begin with, and the page, on this origin, on which
   * they are turned off. Every view then says so.
   */
  readonly simulated?: { readonly prefix: string; readonly page: string };
}

/** Script, style and data from here; pictures of articles from wherever the shop keeps them. */
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "connect-src 'self'",
  "img-src 'self' data:",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ');

/**
 * Answers `GET /admin` and whatever stands below: the two files by their names, and for every other path the page,
 * whose script finds the view. Nothing in it is secret: data comes with a login alone.
 */
export function dashboardEndpoint({
  files,
  ...facts
}: DashboardOptions = {}): (request: Request) => Promise<Response> {
  let loaded: Promise<ReadonlyMap<string, DashboardFile>> | undefined;
  return async (request) => {
    const [, rest] = /\/admin(?:\/(.*))?$/s.exec(new URL(request.url).pathname) ?? [];
    loaded ??= loadFiles(files);
    const all = await loaded.catch((error: unknown) => {
      loaded = undefined;
      throw error;
    });
    const file = all.get(rest ?? '');
    return file === undefined ? page(baseOf(rest), facts) : fileResponse(request, file);
  };
}

/** The way from the page's address to `/admin/`, wherever a host mounts it. */
function baseOf(rest: string | undefined): string {
  return rest === undefined ? 'admin/' : `./${'../'.repeat(rest.split('/').length - 1)}`;
}

function fileResponse(request: Request, { text, type, etag }: DashboardFile): Response {
  const headers = { etag, 'cache-control': 'no-cache' };
  if (request.headers.get('if-none-match') === etag) return new Response(null, { status: 304, headers });
  return new Response(text, { headers: { ...headers, 'content-type': type } });
}

function meta(name: string, value: unknown): string {
  return value === undefined ? '' : `\n  <meta name="${name}" content="${escaped(JSON.stringify(value))}">`;
}

function page(base: string, { demoLogin, simulated }: Omit<DashboardOptions, 'files'>): Response {
  const facts = meta('armoire-demo-login', demoLogin) + meta('armoire-simulated', simulated);
  const text = `<!doctype html>
<html lang="en" data-base="${base}">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <meta name="color-scheme" content="light dark">
  <meta name="robots" content="noindex">${facts}
  <title>Armoire</title>
  <link rel="icon" href="${icon}">
  <link rel="stylesheet" href="${base}dashboard.css">
  <script src="${base}dashboard.js" defer></script>
</head>
<body>
  <div id="dashboard"></div>
  <noscript><main class="bare"><h1>Armoire</h1><p>The dashboard needs JavaScript.</p></main></noscript>
</body>
</html>
`;
  return new Response(text, {
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': policy,
      'cache-control': 'no-store',
    },
  });
}

const drawing =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect x="5" y="3" width="22" height="24" rx="3" fill="#0e6470"/><path d="M16 4v22M12.5 14v4M19.5 14v4" stroke="#fff" stroke-width="2" stroke-linecap="round"/><path d="M8 27v3M24 27v3" stroke="#0e6470" stroke-width="3" stroke-linecap="round"/></svg>';
const icon = `data:image/svg+xml,${encodeURIComponent(drawing)}`;

function escaped(text: string): string {
  const entities: Readonly<Record<string, string>> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
  };
  return text.replace(/[&<>"]/g, (sign) => entities[sign] ?? '');
}
