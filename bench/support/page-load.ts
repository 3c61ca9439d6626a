import { Agent, request } from 'node:http';
import type { Question } from './questions.ts';
import { publicKey } from './shop-process.ts';

const connections = 8;
/** One answer in so many is reported back as seen, and its first product as clicked. */
const reported = 20;

interface Answer {
  readonly data?: {
    readonly f0: {
      readonly shelves: readonly [
        {
          readonly decision: string;
          readonly token: string;
          readonly items: readonly { readonly product: { readonly id: string } }[];
        },
      ];
    };
  };
}

/** Asks a server for pages over connections that stay open. */
export class PageLoad {
  answers = 0;
  /** Decisions that a deadline took from the policy, say. */
  fallbacks = 0;
  /** Fewer than answers where one was given again. */
  readonly decisions = new Set<string>();
  /** Milliseconds by which the server's time is ahead. */
  ahead = 0;
  readonly #url: string;
  readonly #learning: boolean;
  readonly #agent = new Agent({ keepAlive: true, maxSockets: connections });
  #events = 0;

  /** @param learning whether what was shown is reported, so that the server has something to learn meanwhile */
  constructor(url: string, learning: boolean) {
    this.#url = url;
    this.#learning = learning;
  }

  /** Answers in this time. */
  async run(questions: AsyncGenerator<Question>, seconds: number): Promise<number> {
    const before = this.answers;
    const end = performance.now() + seconds * 1000;
    await Promise.all(Array.from({ length: connections }, () => this.#connection(questions, end)));
    return this.answers - before;
  }

  close(): void {
    this.#agent.destroy();
  }

  async #connection(questions: AsyncGenerator<Question>, end: number): Promise<void> {
    while (performance.now() < end) {
      const { value } = await questions.next();
      const text = await this.#post('/graphql', value.headers, value.body);
      if (!text.includes('"token":"')) throw new Error(`no decision: ${text.slice(0, 300)}`);
      this.answers++;
      if (!this.#learning) continue;
      if (!text.includes('"source":"policy"')) this.fallbacks++;
      this.decisions.add(/"decision":"([^"]+)"/.exec(text)?.[1] ?? '');
      if (this.answers % reported === 0) await this.#report(JSON.parse(text), value.body);
    }
  }

  async #report({ data }: Answer, asked: string): Promise<void> {
    const [shelf] = data?.f0.shelves ?? [];
    const { session } = JSON.parse(asked).variables.v;
    const seen = (shelf?.items ?? []).map(({ product }) => ({ kind: 'impression', product: product.id }));
    const clicked = seen.slice(0, 1).map(({ product }) => ({ kind: 'click', product }));
    const events = [...seen, ...clicked].map((event) => {
      return {
        ...event,
        id: `e${this.#events++}`,
        at: Date.now() + this.ahead,
        session,
        token: shelf?.token,
      };
    });
    await this.#post(
      '/events',
      { 'content-type': 'application/json' },
      JSON.stringify({ key: publicKey, events }),
    );
  }

  #post(path: string, headers: Readonly<Record<string, string>>, body: string): Promise<string> {
    return new Promise((resolve, reject) => {
      const sent = request(
        this.#url + path,
        {
          method: 'POST',
          agent: this.#agent,
          headers: { ...headers, 'content-length': Buffer.byteLength(body) },
        },
        (response) => {
          let text = '';
          response.setEncoding('utf8');
          response.on('data', (chunk: string) => {
            text += chunk;
          });
          response.on('end', () => resolve(text));
          response.on('error', reject);
        },
      );
      sent.on('error', reject);
      sent.end(body);
    });
  }
}
