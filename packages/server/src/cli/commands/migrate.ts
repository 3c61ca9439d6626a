import { migrateStorage } from '@armoire/storage';
import { loadConfig, resolveConfig } from '../../config/index.ts';
import { type Output, print } from '../output.ts';

export interface MigrateCommand {
  readonly config?: string;
  readonly dryRun?: boolean;
}

/** `armoire migrate`: brings the schema to the newest version, or says what that would take. */
export async function migrate(output: Output, options: MigrateCommand): Promise<number> {
  const { config } = await loadConfig(options.config);
  const report = await migrateStorage(resolveConfig(config).storage, { dryRun: options.dryRun === true });
  const { before = 'nothing', newest, steps, dryRun } = report;
  const done = dryRun ? 'Would run' : 'Ran';
  const text =
    steps.length === 0
      ? `The schema is the newest: ${newest}`
      : [`${done} ${steps.length} from ${before} to ${newest}:`, ...steps.map((step) => `  ${step}`)].join(
          '\n',
        );
  print(output, report, text);
  return 0;
}
