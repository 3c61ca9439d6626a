import { ArmoireError } from '@armoire/protocol';

/**
 * The URL of a storage that Armoire can open.
 *
 * @param where what gave it: a path of the configuration, or an option
 * @throws ArmoireError INVALID_CONFIG, without the URL: it may hold a password
 */
export function storageUrl(url: string, where = 'storage'): string {
  if (/^sqlite:(\/\/)?./.test(url)) return url;
  if (/^postgres(ql)?:\/\//.test(url) && URL.canParse(url)) return url;
  throw new ArmoireError('INVALID_CONFIG', `${where}: not the URL of a storage`, {
    path: where,
    fix: 'Write sqlite: and the path of a file, such as sqlite:./armoire.db, or postgres://user:password@host/database.',
  });
}

/** A text, or the variable that it names as `env:NAME`. @throws ArmoireError INVALID_CONFIG when there is none */
export function fromEnvironment(
  value: string,
  path: string,
  env: Readonly<Record<string, string | undefined>> = process.env,
): string {
  const name = /^env:(\w+)$/.exec(value)?.[1];
  if (name === undefined) return value;
  const found = env[name];
  if (found !== undefined && found !== '') return found;
  throw new ArmoireError('INVALID_CONFIG', `${path}: the environment has no ${name}`, {
    path,
    fix: `Set ${name}, for instance in the file .env beside the configuration.`,
  });
}
