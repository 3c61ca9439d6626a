import { Malformed, numberOf, probabilityOf } from './bad.ts';
import type { VwOutcome, VwProbability } from './vw-entry.ts';

/** `action:cost:probability`, with what is left out absent. */
export interface CbLabel {
  readonly action: number;
  readonly cost?: number;
  readonly probability?: number;
}

/** @throws Malformed INVALID_LABEL, INVALID_PROBABILITY */
export function cbLabel(word: string): CbLabel {
  const [action, cost, probability, ...more] = word.split(':');
  if (more.length > 0) throw new Malformed('INVALID_LABEL', `The label "${word}" has more than three parts`);
  return {
    action: whole(action, word),
    ...(cost === undefined ? {} : { cost: numberOf(cost, 'INVALID_LABEL', `The cost in "${word}"`) }),
    ...(probability === undefined
      ? {}
      : {
          probability: probabilityOf(
            numberOf(probability, 'INVALID_LABEL', `The probability in "${word}"`),
            `The label "${word}"`,
          ),
        }),
  };
}

/** `action:cost:probability` and perhaps `,action:probability` for the actions that were not chosen. */
export function ccbLabel(word: string): { outcome: VwOutcome; probabilities: VwProbability[] } {
  const [first = '', ...others] = word.split(',');
  const { action, cost, probability } = cbLabel(first);
  if (cost === undefined || probability === undefined)
    throw new Malformed('INVALID_LABEL', `The label "${word}" has no cost and probability`);
  const outcome = { action, cost, probability };
  return { outcome, probabilities: [{ action, probability }, ...others.map(actionProbability)] };
}

/** `action:probability`, several with commas between them; the first is the one that was chosen. */
export function slatesLabel(word: string): VwProbability[] {
  return word.split(',').map(actionProbability);
}

/** A count or an index. */
export function whole(text: string | undefined, word: string): number {
  const value = numberOf(text, 'INVALID_LABEL', `The action in "${word}"`);
  if (Number.isInteger(value) && value >= 0) return value;
  throw new Malformed('INVALID_LABEL', `The action in "${word}" is no index`);
}

function actionProbability(word: string): VwProbability {
  const [action, probability, ...more] = word.split(':');
  if (more.length > 0) throw new Malformed('INVALID_LABEL', `"${word}" has more than two parts`);
  const value = numberOf(probability, 'INVALID_LABEL', `The probability in "${word}"`);
  // A chosen action has a probability above 0; the others of a list may have none left.
  if (!(value >= 0)) probabilityOf(value, `"${word}"`);
  return { action: whole(action, word), probability: value };
}
