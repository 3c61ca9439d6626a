import { once } from 'node:events';
import { ArmoireError } from '@armoire/protocol';
import { createArmoire } from '../../armoire.ts';
import { loadConfig } from '../../config/index.ts';
import { listen } from '../../http/index.ts';
import { type Output, print } from '../output.ts';

export interface ServeCommand {
  readonly config?: string;
  readonly port?: string;
}

/** `armoire serve`: until SIGINT or SIGTERM; then what was begun is finished, and nothing is lost. */
export async function serve(output: Output, options: ServeCommand): Promise<number> {
  const { config } = await loadConfig(options.config);
  const armoire = await createArmoire(config);
  try {
    const { settings } = armoire;
    await armoire.warmUp();
    const server = await listen(armoire.handler, portOf(options.port) ?? settings.port, settings.host);
    const url = `http://localhost:${server.port}`;
    const shops = settings.shops.map(({ id, publicKeys }) => ({ id, publicKey: publicKeys[0]?.key }));
    const lines = shops.map(({ id, publicKey }) => `  shop ${id}: public key ${publicKey}`);
    print(
      output,
      { url, port: server.port, shops },
      [`Armoire listens at ${url}, explorer at ${url}/graphql`, ...lines].join('\n'),
    );
    await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]);
    await server.stop();
    return 0;
  } finally {
    await armoire.close();
  }
}

function portOf(given: string | undefined): number | undefined {
  if (given === undefined) return undefined;
  const port = Number(given);
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port;
  throw new ArmoireError('INVALID_INPUT', `--port: "${given}" is no port`, {
    fix: 'Give a number from 0 to 65535.',
  });
}
