import { ArmoireError, nearest } from '@armoire/protocol';
import type { ArmoireConfig, PointInput } from '@armoire/server';
import { z } from 'zod';

const text = z.string().min(1).max(255);

const common = {
  /** Armoire's name of the shop; `medusa` when absent. */
  shop: z
    .string()
    .regex(/^[\w.-]{1,100}$/, 'must be letters, digits, dot, dash or underscore')
    .default('medusa'),
  /** The region whose currency, prices and taxes are Armoire's; the first of the store's default currency when absent. */
  region: text.optional(),
  /** The sales channel whose assortment and stock count; all of them when absent. */
  salesChannel: text.optional(),
  /** The key of a variant's metadata (else the product's) that holds its net cost in major units; `cost` when absent. */
  costKey: text.default('cost'),
  /** Where the storefront shows a product; `{handle}` and `{id}` are filled in. */
  productUrl: text.default('/products/{handle}'),
};

const priceArms = z.strictObject({
  /** Of the shoppers with a token, how many see what was learned, from 0.05 to 0.95. */
  share: z.number().min(0.05, 'must be 0.05 or more').max(0.95, 'must be 0.95 or less'),
  /** `composed`: handlers of your own call what the plugin exports for Medusa's hooks. The plugin attaches its own when absent. */
  hooks: z.enum(['attached', 'composed'], "must be 'attached' or 'composed'").default('attached'),
});

const embedded = z.strictObject({
  ...common,
  /** Signs tokens, and makes the keys of pages and servers; 32 characters or more. */
  secret: z.string().min(32, 'must have 32 characters or more'),
  /** A database of its own; a schema of Medusa's when absent. */
  storage: text.optional(),
  /** The schema in Medusa's database; `armoire` when absent. */
  schema: z
    .string()
    .regex(/^[a-z_][a-z0-9_]{0,40}$/, 'must be lower-case letters, digits and underscores')
    .default('armoire'),
  /** Origins of the pages that may ask; Medusa's `storeCors` when absent. */
  origins: z.array(text).readonly().optional(),
  /** What Armoire decides, as in its configuration; its default points when absent. */
  points: z.custom<Readonly<Record<string, PointInput>>>((value) => typeof value === 'object').optional(),
  /** Only some shoppers see the prices that Armoire takes, the others your own: so that it can be told what they earn. */
  priceArms: priceArms.optional(),
  /** Everything is decided and logged, and nothing shown or written: for the first days. */
  shadow: z.boolean().default(false),
});

const remote = z.strictObject({
  ...common,
  /** Where the Armoire server answers. */
  url: z.url({ protocol: /^https?$/, error: 'must be a URL such as https://armoire.shop.example' }),
  publicKey: text,
  secretKey: text,
});

export type EmbeddedOptions = z.output<typeof embedded>;
export type RemoteOptions = z.output<typeof remote>;
/** What the plugin was given, with its defaults. Holds secrets: do not print it. */
export type Options = EmbeddedOptions | RemoteOptions;

/** What stands in `medusa-config.ts`. */
export type PluginOptions = z.input<typeof embedded> | z.input<typeof remote>;

/** Medusa adds to what a plugin is given; its own settings are none of ours. */
const medusas = ['database', 'logger', 'clientUrl', 'schema_', 'manager'];

/**
 * Reads the plugin's options.
 *
 * @throws ArmoireError INVALID_CONFIG, which never quotes a value: some are secrets
 */
export function readOptions(input: unknown): Options {
  const given = Object.fromEntries(
    Object.entries((input ?? {}) as object).filter(([key]) => !medusas.includes(key)),
  );
  const schema = 'url' in given ? remote : embedded;
  const result = schema.safeParse(given);
  if (result.success) return checked(result.data);
  const { issues } = result.error;
  const issue = issues.find(({ code }) => code === 'unrecognized_keys') ?? issues[0];
  if (issue?.code === 'unrecognized_keys') {
    const [key = ''] = issue.keys;
    if (key === 'priceArms') throw invalid(key, 'needs the engine in Medusa', 'Give secret instead of url.');
    const nested = issue.path[0] === 'priceArms';
    const meant = nearest(key, Object.keys((nested ? priceArms : schema).shape));
    const path = [...issue.path, key].join('.');
    throw invalid(path, 'is no option', meant === undefined ? 'Take it out.' : `Did you mean ${meant}?`);
  }
  const path = issue?.path.join('.') ?? '';
  if (path === 'secret' && given.secret === undefined) {
    throw invalid(
      path,
      'is missing',
      'Give secret (32 random characters, from the environment), or url, publicKey and secretKey of an Armoire server.',
    );
  }
  const missing = issue?.code === 'invalid_type' && valueAt(given, issue.path) === undefined;
  throw invalid(
    path,
    missing ? 'is missing' : (issue?.message ?? 'is wrong'),
    'Correct it in medusa-config.',
  );
}

function valueAt(given: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, key) => (value as Record<PropertyKey, unknown> | undefined)?.[key],
    given,
  );
}

/** Shelves show what a price point says, and carts charge what the store says: without a cycle these are two prices. */
function checked(options: Options): Options {
  if (isRemote(options)) return options;
  const { points = {}, priceArms: arms } = options;
  if (arms !== undefined && !Object.values(points).some(({ kind }) => kind === 'price')) {
    throw invalid(
      'priceArms',
      'has no prices to compare',
      "Add a price point with a cycle to points, such as price: { kind: 'price', cycle: 'approved' }.",
    );
  }
  for (const [id, point] of Object.entries(points)) {
    if (point.kind !== 'price' || point.cycle !== undefined) continue;
    throw invalid(
      `points.${id}.cycle`,
      'is missing',
      "Write cycle: 'shadow', 'approved' or 'automatic': carts charge what a cycle writes to the store.",
    );
  }
  return options;
}

function invalid(path: string, what: string, fix: string): ArmoireError {
  return new ArmoireError('INVALID_CONFIG', `@armoire/medusa: ${path} ${what}`, { path, fix });
}

export function isRemote(options: Options): options is RemoteOptions {
  return 'url' in options;
}

/** The points with everything that is shown or written switched off. */
export function inShadow(points: Readonly<Record<string, PointInput>>): Record<string, PointInput> {
  return Object.fromEntries(
    Object.entries(points).map(([id, point]): [string, PointInput] => {
      return [id, point.kind === 'price' ? { ...point, cycle: 'shadow' } : { ...point, shadow: true }];
    }),
  );
}

export type ShopConfig = ArmoireConfig['shops'][number];
