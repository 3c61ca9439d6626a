import { type DestinationStream, pino, stdSerializers } from 'pino';
import type { Settings } from './config/index.ts';
import type { Log } from './runtime/index.ts';

const secrets = ['key', 'secret', 'token', 'authorization', 'cookie', '["x-armoire-key"]'];

/** Lines of JSON, on standard output unless told otherwise; what is called a key, a secret or a token is left out. */
export function createLogger(level: Settings['log'], stream?: DestinationStream): Log {
  const options = {
    name: 'armoire',
    level,
    serializers: { error: stdSerializers.err },
    redact: secrets.flatMap((name) => {
      const below = name.startsWith('[') ? `*${name}` : `*.${name}`;
      return [name, below, `*.${below}`];
    }),
  };
  return stream === undefined ? pino(options) : pino(options, stream);
}
