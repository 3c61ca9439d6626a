import { existsSync, readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ArmoireError } from '@armoire/protocol';
import type { ArmoireConfig } from './schema.ts';

export const configNames = [
  'armoire.config.ts',
  'armoire.config.mjs',
  'armoire.config.js',
  'armoire.config.json',
];

/** Whether this Node takes the types out of TypeScript by itself (22.18 and later). */
export function stripsTypes(): boolean {
  return Boolean((process.features as { typescript?: unknown }).typescript);
}

export interface LoadedConfig {
  readonly file: string;
  readonly config: ArmoireConfig;
}

/**
 * Reads a configuration: the given file, or the first of `armoire.config.{ts,mjs,js,json}` in a folder. A file `.env`
 * beside it is read into the environment first; what is set already stays.
 *
 * @throws ArmoireError INVALID_CONFIG
 */
export async function loadConfig(given?: string, folder = process.cwd()): Promise<LoadedConfig> {
  const file = given === undefined ? find(folder) : resolve(folder, given);
  if (!existsSync(file))
    throw fault(`There is no file ${file}`, 'Give the path of the configuration, or run: armoire init');
  loadEnvironment(dirname(file));
  if (file.endsWith('.json')) return { file, config: readJson(file) };
  if (file.endsWith('.ts') && !stripsTypes()) {
    throw fault(
      `This Node (${process.version}) does not read TypeScript`,
      'Use Node 22.18 or later, or rename the file to armoire.config.mjs and take the types out.',
    );
  }
  const loaded = await load(file);
  if (typeof loaded.default === 'object' && loaded.default !== null) {
    return { file, config: loaded.default as ArmoireConfig };
  }
  throw fault(`${file} has no default export`, 'Write: export default defineConfig({ … })');
}

function find(folder: string): string {
  const found = configNames.map((name) => resolve(folder, name)).find((path) => existsSync(path));
  if (found !== undefined) return found;
  throw fault(`There is no armoire.config file in ${folder}`, 'Make one with: armoire init');
}

function loadEnvironment(folder: string): void {
  const file = resolve(folder, '.env');
  if (existsSync(file)) process.loadEnvFile(file);
}

function readJson(file: string): ArmoireConfig {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as ArmoireConfig;
  } catch (cause) {
    throw fault(
      `${file} is not JSON: ${(cause as Error).message}`,
      'Correct it, or write armoire.config.mjs.',
      cause,
    );
  }
}

async function load(file: string): Promise<{ default?: unknown }> {
  try {
    return (await import(pathToFileURL(file).href)) as { default?: unknown };
  } catch (cause) {
    throw fault(`${file} cannot be loaded: ${(cause as Error).message}`, 'Correct the file.', cause);
  }
}

function fault(message: string, fix: string, cause?: unknown): ArmoireError {
  return new ArmoireError('INVALID_CONFIG', message, { fix, cause });
}
