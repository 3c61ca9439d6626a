import { ArmoireError } from '@armoire/protocol';
import type { Log } from '@armoire/server';

/** Medusa's logger. */
export interface MedusaLogger {
  debug(message: string): void;
  info(message: string): void;
  warn(message: string): void;
  error(message: string): void;
}

/** Armoire's words in Medusa's log, on one line each. */
export function logTo(logger: MedusaLogger): Log {
  const line = (fields: object, message: string) => `Armoire: ${message}${told(fields)}`;
  return {
    debug: (fields, message) => logger.debug(line(fields, message)),
    info: (fields, message) => logger.info(line(fields, message)),
    warn: (fields, message) => logger.warn(line(fields, message)),
    error: (fields, message) => logger.error(line(fields, message)),
  };
}

function told(fields: object): string {
  const entries = Object.entries(fields).filter(([, value]) => value !== undefined);
  return entries.map(([name, value]) => `, ${name} ${sayable(value)}`).join('');
}

function sayable(value: unknown): string {
  if (value instanceof ArmoireError) return `${value.code}: ${value.message}. ${value.fix ?? ''}`.trim();
  if (value instanceof Error) return value.message;
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
