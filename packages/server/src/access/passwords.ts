import { randomBytes, type ScryptOptions, scrypt, timingSafeEqual } from 'node:crypto';
import { ArmoireError } from '@armoire/protocol';

/** What a hash costs, as the parameters of scrypt (RFC 7914): 128·N·r bytes of memory, time in N·r·p. */
export interface Cost {
  readonly N: number;
  readonly r: number;
  readonly p: number;
}

/** The least that OWASP's cheat sheet on password storage asks for, in the setting with 32 MiB. */
const enough: Cost = { N: 2 ** 15, r: 8, p: 3 };
const saltBytes = 16;
const hashBytes = 32;
const shortest = 12;
const longest = 256;
/** Hashes at one time: each fills memory, and takes a thread that files wait for too. */
const mostAtOnce = 2;
const mostWaiting = 50;

/** Hashes passwords so that trying them out is dear, and knows them again. */
export class Passwords {
  readonly #cost: Cost;
  #running = 0;
  readonly #waiting: (() => void)[] = [];
  #nobodys: Promise<string> | undefined;

  constructor(cost: Cost = enough) {
    this.#cost = cost;
  }

  /** @throws ArmoireError INVALID_INPUT for a password that is too short or too long */
  async hash(password: string): Promise<string> {
    checkLength(password);
    return await this.#hash(password);
  }

  /**
   * Whether a password is the one that was hashed, and whether to hash it again, since hashes now cost more. Without
   * a hash it takes as long, and is false: so nobody learns who is known.
   */
  async verify(
    password: string,
    hash?: string,
  ): Promise<{ readonly right: boolean; readonly stale: boolean }> {
    this.#nobodys ??= this.#hash(randomBytes(saltBytes).toString('hex'));
    const { cost, salt, key } = read(hash ?? (await this.#nobodys));
    if (password.length > longest) return { right: false, stale: false };
    const right = timingSafeEqual(await this.#derive(password, salt, cost), key) && hash !== undefined;
    const { N, r, p } = this.#cost;
    return { right, stale: right && (cost.N !== N || cost.r !== r || cost.p !== p) };
  }

  async #hash(password: string): Promise<string> {
    const salt = randomBytes(saltBytes);
    const key = await this.#derive(password, salt, this.#cost);
    const { N, r, p } = this.#cost;
    return `scrypt$${N}$${r}$${p}$${salt.toString('base64')}$${key.toString('base64')}`;
  }

  async #derive(password: string, salt: Buffer, cost: Cost): Promise<Buffer> {
    await this.#turn();
    try {
      const options = { ...cost, maxmem: 256 * cost.N * cost.r };
      // The same letters may be typed as one character or as two.
      return await derived(password.normalize('NFKC'), salt, options);
    } finally {
      const next = this.#waiting.shift();
      if (next === undefined) this.#running--;
      else next();
    }
  }

  /** Whoever has finished hands the turn on. */
  async #turn(): Promise<void> {
    if (this.#running < mostAtOnce) {
      this.#running++;
      return;
    }
    if (this.#waiting.length >= mostWaiting) {
      throw new ArmoireError('TOO_MANY_REQUESTS', 'Too many people are logging in at once', {
        fix: 'Try again in a few seconds.',
      });
    }
    await new Promise<void>((resolve) => this.#waiting.push(resolve));
  }
}

function derived(password: string, salt: Buffer, options: ScryptOptions): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    scrypt(password, salt, hashBytes, options, (error, key) =>
      error === null ? resolve(key) : reject(error),
    );
  });
}

function read(hash: string): { readonly cost: Cost; readonly salt: Buffer; readonly key: Buffer } {
  const [name, N, r, p, salt = '', key = ''] = hash.split('$');
  if (name !== 'scrypt') throw new Error('A stored password is of another kind');
  return {
    cost: { N: Number(N), r: Number(r), p: Number(p) },
    salt: Buffer.from(salt, 'base64'),
    key: Buffer.from(key, 'base64'),
  };
}

function checkLength({ length }: string): void {
  if (length >= shortest && length <= longest) return;
  throw new ArmoireError('INVALID_INPUT', `A password has ${shortest} to ${longest} characters`, {
    path: 'password',
    fix: 'Use several words, or what a password manager makes.',
  });
}
