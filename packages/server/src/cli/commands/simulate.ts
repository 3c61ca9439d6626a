import { ArmoireError, day } from '@armoire/protocol';
import {
  type ArmName,
  armNames,
  coverageAsText,
  coverageOfNothing,
  experiment,
  experimentAsJson,
  experimentAsText,
} from '../../simulate/index.ts';
import { type Output, print } from '../output.ts';
import { progressLine } from '../progress.ts';

export interface SimulateCommand {
  readonly sessions?: string;
  readonly seed: string;
  readonly arms: string;
  readonly products: string;
  readonly drift: string;
  readonly organic: string;
  readonly attention: string;
  readonly season: string;
  readonly stock?: string;
  readonly delivery: string;
  readonly crawlers: string;
  readonly scrapers: string;
  readonly farms: string;
  readonly aA?: boolean;
  readonly seeds: string;
}

/** Of each A/A experiment, and of a comparison. */
const usualSessions = { aA: 150, compared: 20_000 };

/** `armoire simulate`: 0 when it was run, 1 when A/A intervals do not cover what they should. */
export async function simulate(output: Output, options: SimulateCommand): Promise<number> {
  const aA = options.aA === true;
  const sessions = options.sessions ?? String(usualSessions[aA ? 'aA' : 'compared']);
  const line = progressLine(output);
  const settings = {
    sessions: whole(sessions, '--sessions', 1, 10_000_000),
    seed: whole(options.seed, '--seed', 0, 2 ** 32 - 1),
    products: whole(options.products, '--products', 5, 100_000),
    drift: number(options.drift, '--drift'),
    behaviour: behaviourOf(options),
    progress: line.show,
  };
  try {
    if (aA) {
      const seeds = whole(options.seeds, '--seeds', 2, 100_000);
      const found = await coverageOfNothing({ ...settings, seeds });
      line.end();
      print(output, found, coverageAsText(found));
      return found.holds ? 0 : 1;
    }
    const found = await experiment({ ...settings, arms: armsOf(options.arms) });
    line.end();
    print(output, experimentAsJson(found), experimentAsText(found));
    return 0;
  } finally {
    line.end();
  }
}

function behaviourOf(options: SimulateCommand) {
  const { stock } = options;
  return {
    organic: number(options.organic, '--organic'),
    attention: attentionOf(options.attention),
    season: number(options.season, '--season'),
    bots: {
      crawlers: number(options.crawlers, '--crawlers'),
      scrapers: number(options.scrapers, '--scrapers'),
      farms: number(options.farms, '--farms'),
    },
    ...(stock === undefined
      ? {}
      : {
          stock: {
            pieces: whole(stock, '--stock', 1, 1_000_000),
            delivery: number(options.delivery, '--delivery') * day,
          },
        }),
  };
}

function attentionOf(text: string): 'position' | 'cascade' {
  if (text === 'position' || text === 'cascade') return text;
  throw new ArmoireError('INVALID_INPUT', `--attention: "${text}" will not do`, {
    fix: 'Give position or cascade.',
  });
}

function armsOf(text: string): ArmName[] {
  const arms = text.split(',').map((name) => {
    const found = armNames.find((each) => each === name.trim());
    if (found !== undefined) return found;
    throw new ArmoireError('INVALID_INPUT', `--arms: there is no arm "${name.trim()}"`, {
      fix: `Give some of ${armNames.join(', ')}, with a comma between them.`,
    });
  });
  if (new Set(arms).size === arms.length) return arms;
  throw new ArmoireError('INVALID_INPUT', '--arms names an arm twice', { fix: 'Name each once.' });
}

function whole(text: string, name: string, least: number, most: number): number {
  const value = Number(text);
  if (Number.isInteger(value) && text.trim() !== '' && value >= least && value <= most) return value;
  throw new ArmoireError('INVALID_INPUT', `${name}: "${text}" will not do`, {
    fix: `Give a whole number from ${least.toLocaleString('en-US')} to ${most.toLocaleString('en-US')}.`,
  });
}

function number(text: string, name: string): number {
  const value = Number(text);
  if (Number.isFinite(value) && text.trim() !== '' && value >= 0) return value;
  throw new ArmoireError('INVALID_INPUT', `${name}: "${text}" will not do`, {
    fix: 'Give a number of at least 0, such as 1.5.',
  });
}
