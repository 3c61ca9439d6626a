import { day, hour } from '@armoire/protocol';
import { z } from 'zod';
import { scopes } from '../access/scopes.ts';
import { duration, keysOf, oneOf, secret } from './fields.ts';
import { pluginSchema } from './plugins.ts';
import { pointSchema } from './points.ts';

const origin = z.string().refine((value) => value === '*' || isOrigin(value), {
  error: ({ input }) => `${JSON.stringify(input)} is no origin; write it like https://shop.example, or *`,
});

const scopedKey = keysOf({ key: secret, scopes: z.array(oneOf(scopes)).min(1).readonly().optional() });

const keys = keysOf({
  /** For browsers; may be seen by anybody. */
  public: z.union([secret, z.array(secret).min(1).readonly()]).optional(),
  /**
   * For the store's server; a record names the keys, and the name stands in the audit log. A key may do everything
   * unless it has scopes.
   */
  secret: z.union([secret, z.record(z.string().min(1), z.union([secret, scopedKey]))]).optional(),
});

/** Who counts as a shopper; ids are kept under the shopper's consent only. */
const shoppers = keysOf({
  /**
   * `signed`: only ids in tokens that Armoire signed, so that nobody can act as a shopper whose id they know.
   * `any`, when absent: besides them, whatever text a browser sends.
   */
  ids: oneOf(['signed', 'any']).optional(),
  /** Life of a token, which is renewed once half of it is over; 180 days when absent, an hour at least. */
  expiry: duration
    .refine((value) => value >= hour, { error: 'must be an hour or more, such as 180d' })
    .optional(),
});

/** What is shown about few people. */
const people = keysOf({
  /**
   * On how many distinct people a list or a pair of products rests before it is shown; 3 when absent: of two, each
   * could tell what the other did. 1 switches it off.
   */
  atLeast: z.number().int().min(1).max(20).optional(),
});

/** Who counts nowhere besides crawlers, and whoever is faster than people are. */
const traffic = keysOf({
  /**
   * Whether those signed in to the dashboard, and browsers that say they are the merchant's own, count as shoppers;
   * `exclude` when absent.
   */
  own: oneOf(['exclude', 'count']).optional(),
  /** The merchant's own addresses: their office, say. Of IPv6 all that share the first half. */
  addresses: z
    .array(z.union([z.ipv4(), z.ipv6()], { error: 'is no IP address' }))
    .readonly()
    .optional(),
});

/** What compares the texts of products. */
const text = keysOf({
  /**
   * `ngrams`, when absent: spelling, in every script, without a model. `english`: meaning, by the packages that
   * `@armoire/inference` names. Or a service with OpenAI's `POST /embeddings`.
   */
  embedder: z.union(
    [
      oneOf(['ngrams', 'english']),
      keysOf({
        /** Where `/embeddings` follows, such as `https://api.openai.com/v1`. */
        endpoint: z.url({ protocol: /^https?$/ }),
        model: z.string().min(1).max(200),
        /** Length of the model's vectors. */
        dimensions: z.number().int().min(1).max(8192),
        key: secret.optional(),
      }),
    ],
    {
      error: (issue) => {
        const branches = 'errors' in issue ? (issue.errors as z.core.$ZodIssue[][]) : [];
        return branches[typeof issue.input === 'string' ? 0 : 1]?.[0]?.message;
      },
    },
  ),
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
  shoppers: shoppers.optional(),
  people: people.optional(),
  text: text.optional(),
  /** IANA, such as `Europe/Berlin`: what hours and weekdays go by; `UTC` when absent. */
  timeZone: z
    .string()
    .refine(isTimeZone, {
      error: ({ input }) => `${JSON.stringify(input)} is no time zone; write it like Europe/Berlin`,
    })
    .optional(),
  /** The market of those who name none: a country, `DE`, or a region of one, `US-CA`. Seasons and holidays go by it. */
  market: z.string().min(1).max(35).optional(),
  traffic: traffic.optional(),
  /** `defaultPoints()` when absent. */
  points: z.record(pointName, pointSchema).optional(),
});

/** Rewards come late, and refunds later. */
const kept = duration.refine((value) => value >= 90 * day, { error: 'must be 90d or more' });

export const configSchema = keysOf({
  /** What others add: policies, candidate sources, a platform; see `definePlugin` of `@armoire/core`. */
  plugins: z.array(pluginSchema).readonly().optional(),
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
    /** Time for which a price that was shown is charged, whatever is decided meanwhile; an hour when absent. */
    prices: duration.optional(),
  }).optional(),
  /** Who may read `/metrics`: holders of a secret key when absent. */
  metrics: oneOf(['secret', 'public']).optional(),
  /**
   * How long what is kept, for ever when absent: events by whole months (their ids stay, so that none counts twice),
   * decisions with their candidates. What is dropped cannot be evaluated or replayed any more. What policies with a
   * half-life have forgotten goes by itself.
   */
  retention: keysOf({ events: kept.optional(), decisions: kept.optional() }).optional(),
  /** The GraphQL explorer; on when absent. */
  explorer: z.boolean().optional(),
});

/** What `armoire.config` exports. */
export type ArmoireConfig = z.input<typeof configSchema>;
export type ParsedConfig = z.output<typeof configSchema>;

function isTimeZone(value: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: value }) !== undefined;
  } catch {
    return false;
  }
}

function isOrigin(value: string): boolean {
  return URL.canParse(value) && new URL(value).origin === value;
}
