import { createRequire } from 'node:module';
import { Command, CommanderError } from 'commander';
import { addKeys, addUsers } from './access-commands.ts';
import type { BackupCommand } from './commands/backup.ts';
import type { EvaluateCommand } from './commands/evaluate.ts';
import type { ExportCommand } from './commands/export.ts';
import type { ImportCommand } from './commands/import.ts';
import type { RestoreCommand } from './commands/restore.ts';
import { type Output, printError, terminal } from './output.ts';

/** A command: prints what it has to say, and answers the exit code. */
type Run<Options> = (output: Output, options: Options) => Promise<number>;

/** Loads a command, runs it with the options that were read, and keeps its exit code. */
export type Action = <Options>(
  load: () => Promise<Run<Options>>,
) => (options: Options & { json?: boolean }) => Promise<void>;

// Each command is loaded when it is called: help and wrong usage are answered without the whole of Armoire.
const commands = {
  init: async () => (await import('./commands/init.ts')).init,
  serve: async () => (await import('./commands/serve.ts')).serve,
  import: async () => (await import('./commands/import.ts')).importFile,
  replay: async () => (await import('./commands/replay.ts')).replay,
  evaluate: async () => (await import('./commands/evaluate.ts')).evaluate,
  simulate: async () => (await import('./commands/simulate.ts')).simulate,
  migrate: async () => (await import('./commands/migrate.ts')).migrate,
  move: async () => (await import('./commands/move.ts')).move,
  backup: async () => (await import('./commands/backup.ts')).backup,
  restore: async () => (await import('./commands/restore.ts')).restore,
  export: async () => (await import('./commands/export.ts')).exportData,
  erase: async () => (await import('./commands/erase.ts')).erase,
  earned: async () => (await import('./commands/earned.ts')).earned,
  pricingFit: async () => (await import('./commands/pricing-fit.ts')).pricingFit,
  pricingFairness: async () => (await import('./commands/pricing-fairness.ts')).pricingFairness,
  doctor: async () => (await import('./commands/doctor.ts')).doctor,
};

/**
 * The command line.
 *
 * @returns the exit code: 0 done, 1 failed, 2 wrong usage or configuration, 3 not enough evidence
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
    .addHelpText(
      'after',
      '\nExit codes: 0 done, 1 failed, 2 wrong usage or configuration, 3 not enough evidence.',
    );
  const command = (name: string, description: string, of = armoire) =>
    of
      .command(name)
      .description(description)
      .option('--json', 'print one JSON object for machines')
      .exitOverride();
  const configured = (name: string, description: string, of = armoire) =>
    command(name, description, of).option(
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
  configured('evaluate', "what policies would have earned, on the shop's own log or on a foreign one")
    .argument('[files...]', 'logs in the format that --format names, plain or gzip, read as one')
    .option('--shop <id>', 'the shop; the only one when absent')
    .option('--point <id>', 'the point whose log is evaluated')
    .option(
      '--policy <name>',
      `a policy, NAME:{"option": value}, or {"policy": …, "diversity": …} as a shelf has it, as often as wanted; configured is the point's own`,
      repeated,
    )
    .option('--estimator <names>', 'such as ips,snips,dr,mrdr; those that the log allows when absent')
    .option('--from <time>', 'evaluate from here on, learn from what is before; the second half when absent')
    .option('--to <time>', 'ISO 8601')
    .option('--places <number>', 'places of a shelf that count, from the top; all when absent')
    .option('-f, --format <name>', 'obd (Open Bandit CSV) or vw (Vowpal Wabbit: text, JSON, dsjson)')
    .option('--items <file>', 'item_context.csv of an Open Bandit log')
    .option('--model <file>', 'expected rewards: JSON by action, or CSV with action,reward[,position][,row]')
    .option('--fit', 'fit a model of rewards to the first part of the log')
    .option('--learn-share <share>', 'the first part, that policies learn from; 0.5 where one does')
    .option('--level <share>', 'with which intervals cover; 0.95 when absent')
    .option('--bootstrap <resamples>', 'bootstrap intervals; asymptotic ones when absent')
    .option(
      '--bernstein <bound>',
      'empirical Bernstein intervals (of ips): the largest weight × reward that could occur, or LOW,HIGH',
    )
    .option('--tuning <rule>', 'least-error or slope: by what clips and shrinkages are chosen')
    .option('--html <file>', 'also write a page with pictures')
    .addHelpText('after', '\nExits with 3 where the log says too little of a policy.')
    .action((files: string[], options: Omit<EvaluateCommand, 'files'>) =>
      action(commands.evaluate)({ ...options, files }),
    );
  configured('earned', 'what Armoire has earned against its holdouts, with intervals')
    .option('--shop <id>', 'the shop; the only one when absent')
    .option('--point <id>', 'one point')
    .option('--since <time>', 'units that first met a point from here on; ISO 8601')
    .option('--until <time>', 'ISO 8601')
    .action(action(commands.earned));
  command('simulate', 'let simulated shoppers show what the learner does against tuned popularity')
    .option('--sessions <number>', '20000, or 150 in each A/A experiment')
    .option('--seed <number>', 'of the world and its shoppers', '1')
    .option(
      '--arms <names>',
      'learner, popularity, random; the others are compared with the last',
      'learner,popularity',
    )
    .option('--products <number>', 'in the invented catalogue', '240')
    .option('--drift <radians>', 'by which tastes turn in 30 days', '0')
    .option('--season <factor>', 'how much more an aisle is wanted at its height', '1')
    .option('--organic <share>', 'of sessions that see no recommendation', '0')
    .option('--attention <kind>', 'position, or cascade: from the first place on, until a click', 'position')
    .option('--stock <pieces>', 'of an article that a delivery brings; never sold out when absent')
    .option('--delivery <days>', 'from the last piece to the next delivery, on average', '3')
    .option('--crawlers <visits>', 'of search engines, for one session of a shopper', '0')
    .option('--scrapers <visits>', 'of price robots', '0')
    .option('--farms <visits>', 'of click farms, which push one article', '0')
    .option('--a-a', 'compare the learner with itself, many times: do the intervals hold?')
    .option('--seeds <number>', 'A/A experiments', '200')
    .action(action(commands.simulate));
  configured('migrate', 'bring the schema of the database to the newest version')
    .option('--dry-run', 'only say what would be done')
    .action(action(commands.migrate));
  command('move', 'move everything from one database into another; stop the server first')
    .requiredOption('--from <url>', 'the storage that has it, or env:NAME')
    .requiredOption('--to <url>', 'an empty one, or env:NAME')
    .action(action(commands.move));
  configured('backup', 'write everything into one file, while the shop runs')
    .argument('<file>', 'the file; one that is there is replaced')
    .action((file: string, options: Omit<BackupCommand, 'file'>) =>
      action(commands.backup)({ ...options, file }),
    );
  configured('restore', 'bring a backup into an empty database')
    .argument('<file>', 'what backup wrote')
    .requiredOption('--to <url>', 'an empty storage, or env:NAME')
    .option('--erased-in <url>', 'the storage that it replaces: who was erased there is forgotten again')
    .action((file: string, options: Omit<RestoreCommand, 'file'>) =>
      action(commands.restore)({ ...options, file }),
    );
  configured('export', 'everything that is held of a person, as lines of JSON')
    .argument('[file]', 'a new file; standard output when absent')
    .option('--customer <id...>', 'ids of the person as a customer')
    .option('--shopper <id...>', 'ids of the person as a shopper')
    .option('--session <id...>', 'sessions in which only this person came')
    .option('--shop <id>', 'the shop; the only one when absent')
    .action((file: string | undefined, options: Omit<ExportCommand, 'file'>) =>
      action(commands.export)({ ...options, ...(file === undefined ? {} : { file }) }),
    );
  configured('erase', 'delete a person, and take what they taught out of what was learned')
    .option('--customer <id...>', 'ids of the person as a customer')
    .option('--shopper <id...>', 'ids of the person as a shopper')
    .option('--session <id...>', 'sessions in which only this person came')
    .option('--shop <id>', 'the shop; the only one when absent')
    .option('--dry-run', 'only say what is held')
    .action(action(commands.erase));
  const keys = armoire.command('keys').description('the keys that the store holds').exitOverride();
  addKeys(action, (name, description) => configured(name, description, keys));
  const users = armoire.command('users').description('the people who may log in').exitOverride();
  addUsers(action, (name, description) => configured(name, description, users));
  const pricing = armoire.command('pricing').description('what prices do to demand').exitOverride();
  configured('fit', 'fit demand to the order history: elasticities with intervals', pricing)
    .option('--shop <id>', 'the shop; the only one when absent')
    .option('--days <number>', 'length of a period, over which prices are averaged', '7')
    .option('--since <time>', 'orders from here on; ISO 8601')
    .option('--until <time>', 'ISO 8601')
    .option('--least <periods>', 'periods that an article must have; 8 when absent')
    .option(
      '--with <names>',
      'what moves demand besides the price: season, week, holidays, promotion, rivals, others',
    )
    .option('--out <file>', 'write it as the `prior` that demand policies begin with')
    .addHelpText('after', '\nExits with 3 where no article says enough.')
    .action(action(commands.pricingFit));
  configured('fairness', 'what markets, segments and times paid for the same articles', pricing)
    .option('--shop <id>', 'the shop; the only one when absent')
    .option('--since <time>', 'orders from here on; ISO 8601, 30 days before the end when absent')
    .option('--until <time>', 'ISO 8601; now when absent')
    .action(action(commands.pricingFairness));
  configured('doctor', 'look at this installation, and say what to do').action(action(commands.doctor));
  return armoire;
}

/** The values of an option that is given more than once. */
function repeated(value: string, before: readonly string[] = []): readonly string[] {
  return [...before, value];
}
