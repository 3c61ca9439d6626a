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

/** Serves `armoire.js` to pages of any origin. */
export function widgetEndpoint(script: WidgetScript | undefined): (request: Request) => Promise<Response> {
  let loaded: Promise<Script> | undefined;
  return async (request) => {
    loaded ??= load(script);
    const { text, etag } = await loaded.catch((error: unknown) => {
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
    return new Response(text, { headers: { ...headers, 'content-type': 'text/javascript; charset=utf-8' } });
  };
}

async function load(script: WidgetScript | undefined): Promise<Script> {
  const text = script !== undefined && 'source' in script ? script.source : await read(script?.file);
  return { text, etag: `"${createHash('sha256').update(text).digest('base64url').slice(0, 22)}"` };
}

async function read(file: string | undefined): Promise<string> {
  try {
    return await readFile(
      file ?? createRequire(import.meta.url).resolve('@armoire/widget/armoire.js'),
      'utf8',
    );
  } catch (cause) {
    throw new ArmoireError('NOT_FOUND', 'The widget’s script is not here', {
      fix: 'Install @armoire/widget; in a checkout, build it first.',
      cause,
    });
  }
}
