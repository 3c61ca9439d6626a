/** Whether a browser was pointed at the endpoint, rather than a client at its API. */
export function wantsExplorer(request: Request): boolean {
  if (request.method !== 'GET' || !request.headers.get('accept')?.includes('text/html')) return false;
  return !new URL(request.url).searchParams.has('query');
}

const defaultQuery = `# The products of a shelf, and why each is there.
query {
  recommendations(point: "home.featured", count: 5) {
    source
    items {
      position
      propensity
      product { id title variants { price { formatted } } }
      reasons { code value }
    }
  }
}
`;

/** What the page of GraphiQL needs: its own inline script and style, workers from blobs; nothing from elsewhere. */
const policy = [
  "default-src 'none'",
  "script-src 'unsafe-inline' 'unsafe-eval' blob:",
  "style-src 'unsafe-inline'",
  'img-src data:',
  'font-src data:',
  'worker-src blob:',
  "connect-src 'self'",
].join('; ');

/** The page on which people write queries. It is megabytes, so it is loaded with the first call. */
export async function explorer(endpoint: string, publicKey: string | undefined): Promise<Response> {
  const { renderGraphiQL } = await import('@graphql-yoga/render-graphiql');
  const headers = publicKey === undefined ? '{}' : JSON.stringify({ 'x-armoire-key': publicKey }, null, 2);
  const page = renderGraphiQL({ endpoint, title: 'Armoire', defaultQuery, headers });
  return new Response(page, {
    headers: { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': policy },
  });
}
