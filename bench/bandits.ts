import { runArms } from './support/bandits/arms.ts';
import { runContextual } from './support/bandits/contextual.ts';
import type { Report, Setting } from './support/report.ts';

/** What policies regret: those that look at no features, then those that do. */
export async function run(setting: Setting): Promise<Report> {
  const halves = [runArms(setting), runContextual(setting)];
  return {
    figures: Object.assign({}, ...halves.map(({ figures }) => figures)),
    bars: halves.flatMap(({ bars }) => bars),
  };
}
