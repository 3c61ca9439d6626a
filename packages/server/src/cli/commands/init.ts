import { randomBytes } from 'node:crypto';
import { appendFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ArmoireError } from '@armoire/protocol';
import { configNames, resolveConfig, stripsTypes } from '../../config/index.ts';
import { newKey } from '../../secrets.ts';
import { type Output, print } from '../output.ts';

export interface InitCommand {
  readonly shop: string;
  readonly currency: string;
  readonly origin?: readonly string[];
}

const secretName = 'ARMOIRE_SECRET_KEY';
const tokenName = 'ARMOIRE_TOKEN_SECRET';

/** `armoire init`: writes a configuration, and its secrets into `.env`; never over what is there. */
export async function init(output: Output, options: InitCommand, folder = process.cwd()): Promise<number> {
  const { shop, currency, origin: origins = [] } = options;
  const there = configNames.find((name) => existsSync(join(folder, name)));
  if (there !== undefined) {
    throw new ArmoireError('INVALID_CONFIG', `There is a ${there} already`, {
      fix: 'Edit it, or move it away first.',
    });
  }
  // Whatever is wrong with the options is found before anything is written.
  resolveConfig({ shops: [{ id: shop, currency, origins: [...origins] }] });
  const name = isModuleFolder(folder) && stripsTypes() ? 'armoire.config.ts' : 'armoire.config.mjs';
  const key = newKey('public');
  writeSecrets(join(folder, '.env'));
  ignore(join(folder, '.gitignore'), ['.env', 'armoire.db*']);
  writeFileSync(join(folder, name), template(shop, currency, origins, key), { flag: 'wx' });
  const steps = [
    'armoire import --format shopify-csv products.csv   # or json, woocommerce-csv, online-retail',
    'armoire serve                                      # then open http://localhost:4400/graphql',
    'armoire doctor                                     # says what is still missing',
  ];
  print(
    output,
    { config: join(folder, name), secrets: join(folder, '.env'), publicKey: key, next: steps },
    [
      `Wrote ${name}, and its secrets to .env (not to be committed).`,
      '',
      'Next:',
      ...steps.map((step) => `  ${step}`),
    ].join('\n'),
  );
  return 0;
}

function template(id: string, currency: string, origins: readonly string[], publicKey: string): string {
  const list = origins.map((origin) => `'${origin}'`).join(', ');
  return `import { defaultPoints, defineConfig } from '@armoire/server';

export default defineConfig({
  storage: 'sqlite:./armoire.db',
  port: 4400,
  tokens: { secret: 'env:${tokenName}' },
  shops: [
    {
      id: '${id}',
      currency: '${currency}',
      keys: {
        // For pages: anybody may see it.
        public: '${publicKey}',
        // For the store's server alone; its value stands in .env.
        secret: 'env:${secretName}',
      },
      // Origins of the pages that may ask, such as 'https://shop.example'.
      origins: [${list}],
      // Only ids that Armoire signed name a shopper: nobody can act as another.
      shoppers: { ids: 'signed' },
      // home.featured, product.related, cart.complements, category.top, price; add your own.
      points: { ...defaultPoints() },
    },
  ],
});
`;
}

/** A TypeScript file is read as a module without a warning only where the package says so. */
function isModuleFolder(folder: string): boolean {
  const file = join(folder, 'package.json');
  return existsSync(file) && (JSON.parse(readFileSync(file, 'utf8')) as { type?: string }).type === 'module';
}

function writeSecrets(file: string): void {
  const before = existsSync(file) ? readFileSync(file, 'utf8') : '';
  const has = (name: string) => new RegExp(`^${name}=`, 'm').test(before);
  const lines = [
    ...(has(secretName) ? [] : [`${secretName}=${newKey('secret')}`]),
    ...(has(tokenName) ? [] : [`${tokenName}=${randomBytes(32).toString('base64url')}`]),
  ];
  if (lines.length > 0) appendFileSync(file, `${lineEnd(before)}${lines.join('\n')}\n`, { mode: 0o600 });
}

function ignore(file: string, patterns: readonly string[]): void {
  const before = existsSync(file) ? readFileSync(file, 'utf8') : '';
  const missing = patterns.filter((pattern) => !before.split(/\r?\n/).includes(pattern));
  if (missing.length > 0) appendFileSync(file, `${lineEnd(before)}${missing.join('\n')}\n`);
}

function lineEnd(before: string): string {
  return before === '' || before.endsWith('\n') ? '' : '\n';
}
