import { z } from 'zod';
import { duration, keysOf, oneOf, secret } from './fields.ts';
import { pointSchema } from './points.ts';

const origin = z.string().refine((value) => value === '*' || isOrigin(value), {
  error: ({ input }) => `${JSON.stringify(input)} is no origin; write it like https://shop.example, or *`,
});

const keys = keysOf({
  /** For browsers; may be seen by anybody. */
  public: z.union([secret, z.array(secret).min(1).readonly()]).optional(),
  /** For the store's server; a record names the keys, and the name stands in the audit log. */
  secret: z.union([secret, z.record(z.string().min(1), secret)]).optional(),
});

/** A point's name is part of the name of its learned state, where a slash ends it. */
const pointName = z.string().regex(/^[\w.-]{1,100}$/, {
  error: ({ input }) =>
    `"${String(input)}" is no name for a point; use letters, digits, dot, dash, underscore`,
});

const shop = keysOf({
  id: z.string().regex(/^[\w.-]{1,100}$/, 'must be letters, digits, dot, dash or underscore'),
  /** ISO 4217. */
  currency: z.string().regex(/^[A-Z]{3}$/, 'must be three capital letters of ISO 4217, such as EUR'),
  /** Made, and kept in the file of `secrets`, when absent. */
  keys: keys.optional(),
  /** Origins of the pages that may ask, besides the server's own. */
  origins: z.array(origin).readonly().optional(),
  /** `defaultPoints()` when absent. */
  points: z.record(pointName, pointSchema).optional(),
});

export const configSchema = keysOf({
  shops: z.array(shop).min(1).readonly(),
  /**
   * `sqlite:` and a path, or `postgres://user:password@host/database`, which several nodes may share; or `env:NAME`.
   * `sqlite:./armoire.db` when absent.
   */
  storage: secret.optional(),
  /**
   * The file in which Armoire keeps the keys and the secret that it made because none are configured; beside a SQLite
   * file, else `./armoire.secrets.json`, when absent. Nodes on several machines need the same: configure them.
   */
  secrets: z.string().min(1).optional(),
  /** 4400 when absent. */
  port: z.number().int().min(0).max(65_535).optional(),
  /** All interfaces when absent. */
  host: z.string().min(1).optional(),
  log: oneOf(['debug', 'info', 'warn', 'error', 'silent']).optional(),
  tokens: keysOf({
    /** Signs decision tokens; 32 characters or more. Made, and kept in the file of `secrets`, when absent. */
    secret: secret.optional(),
    /** Secrets before this one, whose tokens still count. */
    previous: z.array(secret).readonly().optional(),
    /** Time for which a token counts; 7 days when absent. */
    expiry: duration.optional(),
  }).optional(),
  /** Who may read `/metrics`: holders of a secret key when absent. */
  metrics: oneOf(['secret', 'public']).optional(),
  /** The GraphQL explorer; on when absent. */
  explorer: z.boolean().optional(),
});

/** What `armoire.config` exports. */
export type ArmoireConfig = z.input<typeof configSchema>;
export type ParsedConfig = z.output<typeof configSchema>;

function isOrigin(value: string): boolean {
  return URL.canParse(value) && new URL(value).origin === value;
}
