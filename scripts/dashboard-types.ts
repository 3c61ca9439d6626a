// Writes the types of what the dashboard asks; with --check it only looks whether they are those of now.
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { merchantSchema } from '@armoire/graphql';
import { codegen } from '@graphql-codegen/core';
import * as operations from '@graphql-codegen/typescript-operations';
import { type DocumentNode, Kind, parse, printSchema } from 'graphql';
import * as documents from '../packages/server/src/dashboard/browser/api/documents.ts';

const root = resolve(import.meta.dirname, '..');

/** Where the types of what the dashboard asks are kept. */
const file = resolve(root, 'packages/server/src/dashboard/browser/api/operations.ts');

/** What the merchant's scalars are in JSON. */
const scalars = {
  ID: { input: 'string', output: 'string' },
  Instant: 'string',
  MinorUnits: 'number',
  Attributes: 'Readonly<Record<string, string | number | boolean>>',
  Json: 'unknown',
};

/** An operation by the name under which the dashboard exports it: `priceHistory` becomes `PriceHistory`. */
function named(name: string, text: string): DocumentNode {
  const value = name.charAt(0).toUpperCase() + name.slice(1);
  const { definitions } = parse(text);
  return {
    kind: Kind.DOCUMENT,
    definitions: definitions.map((definition) =>
      definition.kind === Kind.OPERATION_DEFINITION
        ? { ...definition, name: { kind: Kind.NAME, value } }
        : definition,
    ),
  };
}

/** The types of every question of the dashboard and of its answer, from the questions and the merchant's schema. */
async function dashboardTypes(): Promise<string> {
  // In one order, whoever loads the module.
  const sorted = Object.entries(documents).sort(([a], [b]) => (a < b ? -1 : 1));
  const written = await codegen({
    filename: file,
    schema: parse(printSchema(merchantSchema())),
    documents: sorted.map(([location, document]) => ({
      location,
      // Those that are made for a number of points have the same answer for each.
      document: named(location, (typeof document === 'function' ? document(1) : document).text),
    })),
    plugins: [{ operations: {} }],
    pluginMap: { operations },
    config: { immutableTypes: true, skipTypename: true, strictScalars: true, scalars },
  });
  const text = `// Made by \`npm run codegen\` from documents.ts and the merchant's schema: change those.\n\n${written}`;
  const formatted = spawnSync(
    resolve(root, 'node_modules/.bin/biome'),
    ['format', `--stdin-file-path=${file}`],
    { input: text, encoding: 'utf8' },
  );
  if (formatted.status !== 0) throw new Error(formatted.stderr);
  return formatted.stdout;
}

const made = await dashboardTypes();
if (!process.argv.includes('--check')) writeFileSync(file, made);
else if (readFileSync(file, 'utf8') !== made) {
  console.error('The types of what the dashboard asks are old. Make them anew: npm run codegen');
  process.exitCode = 1;
}
