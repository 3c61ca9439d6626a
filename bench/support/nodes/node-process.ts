import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { processCpu } from '../process.ts';
import { nodeConfig } from './shop.ts';

/** Milliseconds of a clock that the processes of one machine share. */
export const sharedNow = () => performance.timeOrigin + performance.now();

/** Samples of the probe's point that a node knew at a time. */
interface Known {
  readonly count: number;
  readonly at: number;
}

/** One server process. */
export class NodeProcess {
  readonly url: string;
  /** Since when it answers. */
  readonly readyAt: number;
  /** When it was killed, if it was. */
  killedAt: number | undefined;
  /** When it began to learn for the shop, the last time. */
  leadsSince: number | undefined;
  readonly known: Known[];
  readonly #child: ChildProcess;
  readonly #exited: Promise<void>;
  #digested: ((digest: string) => void) | undefined;

  private constructor(child: ChildProcess, told: Told, port: number, readyAt: number) {
    this.#child = child;
    this.#exited = new Promise((resolve) => child.once('exit', () => resolve()));
    this.url = `http://127.0.0.1:${port}`;
    this.readyAt = readyAt;
    this.known = told.known;
    this.leadsSince = told.leads;
    told.hear = ([word = '', value = '', at = '']) => {
      if (word === 'leads') this.leadsSince = Number(value);
      if (word === 'learned') this.known.push({ count: Number(value), at: Number(at) });
      if (word === 'digest') this.#digested?.(value);
    };
  }

  static start(storage: string): Promise<NodeProcess> {
    const script = new URL('./node.ts', import.meta.url).pathname;
    const args = ['--conditions=armoire-source', script, JSON.stringify(nodeConfig(storage))];
    const child = spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'inherit'] });
    return new Promise((resolve, reject) => {
      const told: Told = { known: [], leads: undefined, hear: undefined };
      child.once('exit', () => reject(new Error('a node ended before it was ready')));
      createInterface({ input: child.stdout }).on('line', (line) => {
        const words = line.split(' ');
        if (told.hear !== undefined) told.hear(words);
        else if (words[0] === 'leads') told.leads = Number(words[1]);
        else if (words[0] === 'learned') told.known.push({ count: Number(words[1]), at: Number(words[2]) });
        else if (words[0] === 'ready')
          resolve(new NodeProcess(child, told, Number(words[1]), Number(words[2])));
      });
    });
  }

  /** CPU seconds so far. */
  cpu(): number | undefined {
    return processCpu(this.#child.pid ?? 0);
  }

  /** When it first knew so many samples of the probe's point. */
  knew(count: number): number | undefined {
    return this.known.find((known) => known.count >= count)?.at;
  }

  /** The digest of all that it has learned. */
  digest(): Promise<string> {
    return new Promise((resolve) => {
      this.#digested = resolve;
      this.#child.stdin?.write('digest\n');
    });
  }

  async kill(): Promise<void> {
    this.killedAt = sharedNow();
    this.#child.kill('SIGKILL');
    await this.#exited;
  }

  async stop(): Promise<void> {
    this.#child.kill('SIGTERM');
    await this.#exited;
  }
}

/** What a node has said before and after it was ready. */
interface Told {
  readonly known: Known[];
  leads: number | undefined;
  hear: ((words: readonly string[]) => void) | undefined;
}
