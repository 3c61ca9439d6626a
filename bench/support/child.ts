import { fork } from 'node:child_process';
import { once } from 'node:events';

/** What a server says when it is ready. */
export interface Ready {
  readonly port: number;
  /** Of shoppers with a past. */
  readonly tokens: readonly string[];
}

interface Question {
  readonly name: string;
  readonly numbers: readonly number[];
}

type Answers = Readonly<Record<string, (numbers: readonly number[]) => Promise<readonly number[]>>>;

/** Tells the parent that the server is ready, and answers its questions; `spent` is one of every process. */
export function answerParent(ready: Ready, answers: Answers): void {
  const all: Answers = {
    ...answers,
    spent: async () => {
      const { user, system } = process.cpuUsage();
      return [(user + system) / 1e6, process.memoryUsage.rss() / 2 ** 20];
    },
  };
  process.on('message', async ({ name, numbers }: Question) => {
    process.send?.(await all[name]?.(numbers));
    if (name === 'stop') process.disconnect();
  });
  process.send?.(ready);
}

export interface Child {
  readonly url: string;
  readonly tokens: readonly string[];
  ask(name: string, ...numbers: readonly number[]): Promise<readonly number[]>;
  /** CPU seconds of all its threads so far. */
  cpu(): Promise<number>;
  stop(): Promise<void>;
}

/** Starts a script that calls {@link answerParent}. */
export async function startChild(script: URL, setting: unknown): Promise<Child> {
  const child = fork(script, [JSON.stringify(setting)], { execArgv: ['--conditions=armoire-source'] });
  const gone = new AbortController();
  child.once('exit', (code) => gone.abort(new Error(`${script.pathname} ended with ${code}`)));
  const heard = async () => {
    const [message] = await once(child, 'message', { signal: gone.signal });
    return message as unknown;
  };
  const { port, tokens } = (await heard()) as Ready;
  const ask = async (name: string, ...numbers: readonly number[]) => {
    child.send({ name, numbers } satisfies Question);
    return (await heard()) as readonly number[];
  };
  return {
    url: `http://127.0.0.1:${port}`,
    tokens,
    ask,
    cpu: async () => (await ask('spent'))[0] ?? Number.NaN,
    async stop() {
      const ended = once(child, 'exit');
      await ask('stop');
      await ended;
    },
  };
}
