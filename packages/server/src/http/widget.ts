import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { ArmoireError } from '@armoire/protocol';

/** Where the widget's script comes from: its text, or a file. The one of `@armoire/widget` when absent. */
export type WidgetScript = { readonly source: string } | { readonly file: string };

interface Script {
  readonly text: string;
  readonly etag: string;
}

type Endpoint = (request: Request) => Promise<Response>;

/** Serves `armoire.js` to pages of any origin. */
export function widgetEndpoint(script: WidgetScript | undefined): Endpoint {
  if (script !== undefined && 'source' in script) return endpoint(async () => script.source);
  return endpoint(() => read(script?.file ?? '@armoire/widget/armoire.js'));
}

/** Serves `languages.js`, the widget's words in further languages, to be loaded before `armoire.js`. */
export function languagesEndpoint(): Endpoint {
  return endpoint(() => read('@armoire/widget/languages'));
}

function endpoint(text: () => Promise<string>): Endpoint {
  let loaded: Promise<Script> | undefined;
  return async (request) => {
    loaded ??= text().then(named);
    const { text: body, etag } = await loaded.catch((error: unknown) => {
      loaded = undefined;
      throw error;
    });
    const headers = {
      etag,
      'cache-control': 'public, max-age=3600, stale-while-revalidate=86400',
      'cross-origin-resource-policy': 'cross-origin',
      'access-control-allow-origin': '*',
    };
    if (request.headers.get('if-none-match') === etag) return new Response(null, { status: 304, headers });
    return new Response(body, { headers: { ...headers, 'content-type': 'text/javascript; charset=utf-8' } });
  };
}

function named(text: string): Script {
  return { text, etag: `"${createHash('sha256').update(text).digest('base64url').slice(0, 22)}"` };
}

/** @param file its path, or a file of a package by what the package calls it */
async function read(file: string): Promise<string> {
  try {
    return await readFile(file.startsWith('@') ? createRequire(import.meta.url).resolve(file) : file, 'utf8');
  } catch (cause) {
    throw new ArmoireError('NOT_FOUND', 'The widget’s script is not here', {
      fix: 'Install @armoire/widget; in a checkout, build it first.',
      cause,
    });
  }
}
