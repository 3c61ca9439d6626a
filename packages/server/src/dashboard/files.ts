import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ArmoireError } from '@armoire/protocol';

/** Where the dashboard's script and style come from: their text, or a folder with both. Those of the package when absent. */
export type DashboardFiles =
  | { readonly script: string; readonly style: string }
  | { readonly folder: string };

/** A file as it is sent. */
export interface DashboardFile {
  readonly text: string;
  readonly type: string;
  readonly etag: string;
}

/** The files by their names. @throws ArmoireError NOT_FOUND where the dashboard was not built */
export async function loadFiles(
  given: DashboardFiles | undefined,
): Promise<ReadonlyMap<string, DashboardFile>> {
  const { script, style } = given !== undefined && 'script' in given ? given : await read(given?.folder);
  return new Map([
    ['dashboard.js', fileOf(script, 'text/javascript; charset=utf-8')],
    ['dashboard.css', fileOf(style, 'text/css; charset=utf-8')],
  ]);
}

function fileOf(text: string, type: string): DashboardFile {
  return { text, type, etag: `"${createHash('sha256').update(text).digest('base64url').slice(0, 22)}"` };
}

async function read(folder = fileURLToPath(new URL('./browser/', import.meta.url))) {
  const one = (name: string) => readFile(resolve(folder, name), 'utf8');
  try {
    const [script, style] = await Promise.all([one('dashboard.js'), one('dashboard.css')]);
    return { script, style };
  } catch (cause) {
    throw new ArmoireError('NOT_FOUND', 'The dashboard’s files are not here', {
      fix: 'Install @armoire/server again; in a checkout, build it first: npm run build.',
      cause,
    });
  }
}
