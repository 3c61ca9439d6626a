import type { Log } from '@armoire/server';

/** Warnings and errors as lines for a person; a service would keep Armoire's own JSON. */
export const armoireLog: Log = {
  debug() {},
  info() {},
  warn: (fields, message) => console.warn(`  armoire: ${message}${described(fields)}`),
  error: (fields, message) => console.error(`  armoire: ${message}${described(fields)}`),
};

function described(fields: object): string {
  const { point, error } = fields as { readonly point?: string; readonly error?: unknown };
  const parts = [point, error instanceof Error ? error.message : undefined].filter(Boolean);
  return parts.length === 0 ? '' : ` (${parts.join(': ')})`;
}
