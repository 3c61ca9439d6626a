#!/usr/bin/env node
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { join } from 'node:path';

/** `armoire-medusa remove`, in the folder of the store: Medusa itself runs what has to know its database. */

const usage = `Usage: armoire-medusa remove

Removes from the store's database what Armoire made: its schemas, and its keys in the metadata of carts and orders.
Stop the store first, run it in the store's folder while the plugin still stands in medusa-config, then take it out.
`;

function main(args: readonly string[]): number {
  if (args.length !== 1 || args[0] !== 'remove') {
    process.stderr.write(usage);
    return 2;
  }
  const medusa = createRequire(join(process.cwd(), 'package.json')).resolve('@medusajs/cli/cli.js');
  const { status } = spawnSync(process.execPath, [medusa, 'exec', join(__dirname, 'remove.js')], {
    stdio: 'inherit',
  });
  return status ?? 1;
}

process.exitCode = main(process.argv.slice(2));
