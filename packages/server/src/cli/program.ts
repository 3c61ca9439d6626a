import { createRequire } from 'node:module';
import { Command, CommanderError } from 'commander';
import type { ImportCommand } from './commands/import.ts';
import { type Output, printError, terminal } from './output.ts';

/** A command: prints what it has to say, and answers the exit code. */
type Run<Options> = (output: Output, options: Options) => Promise<number>;

/** Loads a command, runs it with the options that were read, and keeps its exit code. */
type Action = <Options>(
  load: () => Promise<Run<Options>>,
) => (options: Options & { json?: boolean }) => Promise<void>;

// Each command is loaded when it is called: help and wrong usage are answered without the whole of Armoire.
const commands = {
  init: async () => (await import('./commands/init.ts')).init,
  serve: async () => (await import('./commands/serve.ts')).serve,
  import: async () => (await import('./commands/import.ts')).importFile,
  replay: async () => (await import('./commands/replay.ts')).replay,
  doctor: async () => (await import('./commands/doctor.ts')).doctor,
};

/**
 * The command line.
 *
 * @returns the exit code: 0 done, 1 failed, 2 wrong usage or configuration
 */
export async function main(argv: readonly string[]): Promise<number> {
  let code = 0;
  const action: Action = (load) => async (options) => {
    const output = terminal(options.json === true);
    try {
      code = await (await load())(output, options);
    } catch (error) {
      code = printError(output, error);
    }
  };
  try {
    await program(action).parseAsync(argv);
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    return error.exitCode === 0 ? 0 : 2;
  }
  return code;
}

function program(action: Action): Command {
  const { version } = createRequire(import.meta.url)('../../package.json') as { version: string };
  const armoire = new Command('armoire')
    .description('Bandit recommendations and dynamic prices for shops.')
    .version(version)
    .exitOverride()
    .configureHelp({ showGlobalOptions: true })
    .addHelpText('after', '\nExit codes: 0 done, 1 failed, 2 wrong usage or configuration.');
  const command = (name: string, description: string) =>
    armoire
      .command(name)
      .description(description)
      .option('--json', 'print one JSON object for machines')
      .exitOverride();
  const configured = (name: string, description: string) =>
    command(name, description).option(
      '-c, --config <file>',
      'the configuration; armoire.config.* when absent',
    );

  command('init', 'write a configuration with new keys into this folder')
    .option('--shop <id>', 'the id of the shop', 'shop')
    .option('--currency <code>', 'ISO 4217', 'EUR')
    .option('--origin <origin...>', 'origins of the pages that may ask, such as https://shop.example')
    .action(action(commands.init));
  configured('serve', 'serve the shops over HTTP')
    .option('-p, --port <number>', 'the port; that of the configuration when absent')
    .action(action(commands.serve));
  configured('import', 'read products and orders from a file')
    .argument('<file>', 'the file, plain or gzip; - for standard input')
    .requiredOption('-f, --format <name>', 'json, online-retail, shopify-csv or woocommerce-csv')
    .option('--shop <id>', 'the shop; the only one when absent')
    .option('--tax-basis <basis>', 'whether prices are gross or net, for files that do not say')
    .action((file: string, options: Omit<ImportCommand, 'file'>) =>
      action(commands.import)({ ...options, file }),
    );
  configured('replay', 'make the logged decisions again, and compare them bit for bit')
    .option('--shop <id>', 'the shop; the only one when absent')
    .option('--point <id>', 'decisions of one point')
    .option('--since <time>', 'ISO 8601')
    .option('--until <time>', 'ISO 8601')
    .action(action(commands.replay));
  configured('doctor', 'look at this installation, and say what to do').action(action(commands.doctor));
  return armoire;
}
