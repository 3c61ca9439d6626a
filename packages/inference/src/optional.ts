import { ArmoireError } from '@armoire/protocol';

/**
 * Loads a package that is installed only by those who want it.
 *
 * @param install what npm is to install, with versions
 * @throws ArmoireError INVALID_CONFIG, with what to install, where a package of that name is absent
 */
export async function optional<Module>(
  load: () => Promise<Module>,
  what: string,
  install: string,
): Promise<Module> {
  try {
    return await load();
  } catch (cause) {
    if (!isMissing(cause)) throw cause;
    throw new ArmoireError('INVALID_CONFIG', `${what} is not installed`, {
      cause,
      fix: `Run \`npm install ${install}\`.`,
    });
  }
}

/** Whether {@link optional} refused, rather than the package itself. */
export function isAbsent(error: unknown): boolean {
  return error instanceof ArmoireError && isMissing(error.cause);
}

function isMissing(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return code === 'ERR_MODULE_NOT_FOUND' || code === 'MODULE_NOT_FOUND';
}
