import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The folders of a repository that are packed beside the plugin. */
export function publishedIn(root: string): string[] {
  const { workspaces } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    workspaces: string[];
  };
  return workspaces.filter((folder) => folder.startsWith('packages/'));
}

/** What would be packed is not there; the message says what makes it. */
export class NotBuilt extends Error {}

/**
 * A package that is packed without its `dist` installs well, and fails when a store loads it.
 *
 * @throws NotBuilt
 */
export function mustBeBuilt(root: string): void {
  const missing = publishedIn(root).filter((folder) => !existsSync(join(root, folder, 'dist')));
  if (missing.length === 0) return;
  throw new NotBuilt(`Not built: ${missing.join(', ')}. Run \`npm run build\` first.`);
}
