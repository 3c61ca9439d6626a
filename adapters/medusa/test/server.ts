import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { environment } from './command.ts';
import { freePort, type Installed } from './install.ts';
import { query, until } from './store.ts';

/** An Armoire server from the packed package, in a process of its own. */
export interface ArmoireServer {
  readonly url: string;
  /** Starts it, also again, with what it knew; resolves when it answers. */
  start(): Promise<void>;
  /** Kills it. */
  kill(): Promise<void>;
}

export const serverKeys = { publicKey: 'pk_of_a_test', secretKey: 'sk_of_a_test_that_is_long_enough' };

const program = `
import { createArmoire, listen } from '@armoire/server';
const { config, port } = JSON.parse(process.argv[2]);
const armoire = await createArmoire(config);
await armoire.warmUp();
await listen(armoire.handler, port, '127.0.0.1');
`;

/** A server that keeps its data in a database of its own beside the store's. */
export async function armoireServer({ folder, env }: Installed): Promise<ArmoireServer> {
  const storage = new URL(env.DATABASE_URL ?? '');
  const name = `${storage.pathname.slice(1)}_armoire`;
  await query(storage.href, `create database ${name}`);
  storage.pathname = `/${name}`;
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const file = join(folder, 'armoire-server.mjs');
  writeFileSync(file, program);
  const config = {
    ...{
      storage: storage.href,
      tokens: { secret: 'a secret of a server that lives for a test' },
      log: 'warn',
    },
    shops: [
      { id: 'shop', currency: 'EUR', keys: { public: serverKeys.publicKey, secret: serverKeys.secretKey } },
    ],
  };
  let end: (() => Promise<void>) | undefined;
  return {
    url,
    async start() {
      const child = spawn(process.execPath, [file, JSON.stringify({ config, port })], {
        cwd: folder,
        env: environment(),
        stdio: 'ignore',
      });
      const closed = new Promise<void>((done) => child.once('close', () => done()));
      end = () => {
        child.kill('SIGKILL');
        return closed;
      };
      await until('the Armoire server answers', () =>
        fetch(`${url}/readyz`).then(
          ({ ok }) => ok,
          () => false,
        ),
      );
    },
    async kill() {
      await end?.();
      end = undefined;
    },
  };
}
