import type { Instant } from '@armoire/protocol';
import type { BadEntry } from './bad.ts';

/** A feature by name; what Vowpal Wabbit hashes. Those with the value 0 are left out, as it does. */
export interface VwFeature {
  /** Empty for the default namespace. */
  readonly namespace: string;
  /** `name=value` for a value that is no number. */
  readonly name: string;
  /** Times the weight of the namespace. */
  readonly value: number;
}

export interface VwAction {
  readonly tag?: string;
  readonly features: readonly VwFeature[];
}

/** What was chosen, what it cost (a reward with the other sign), and the probability with which it was chosen. */
export interface VwOutcome {
  /** Index of the action, from 0. */
  readonly action: number;
  readonly cost: number;
  readonly probability: number;
}

interface Entry {
  /** The first line of the example, from 1. */
  readonly line: number;
}

/** A decision, with the time at which it was made where the log says it: the decision service does. */
interface Timed extends Entry {
  readonly at?: Instant;
}

/** One choice of one action (`cb`, `cb_adf`, decision service). */
export interface CbEntry extends Timed {
  readonly kind: 'cb';
  readonly id?: string;
  readonly shared: readonly VwFeature[];
  /** Absent in the form of one line (`--cb K`), whose actions are numbers and share the features. */
  readonly actions?: readonly VwAction[];
  /** Absent where the log does not say what happened. */
  readonly outcome?: VwOutcome;
  /** In the form of one line: all costs that are known, that of the outcome among them. */
  readonly costs?: readonly { readonly action: number; readonly cost: number }[];
  /** The logged probability of each action, where the log has all of them. */
  readonly probabilities?: readonly number[];
  /** The action of the policy that is to be evaluated (`--eval`). */
  readonly evaluated?: number;
  /** 1 / (1 − pdrop): how many examples this one stands for. */
  readonly weight: number;
  /** Neither to be learned from nor to be counted. */
  readonly skipLearn?: true;
}

/** One slot of a slate, with what it may show. */
export interface VwSlot {
  readonly id?: string;
  readonly features: readonly VwFeature[];
  /** Indices of the actions that it may show; all when absent. */
  readonly include?: readonly number[];
  readonly outcome?: VwOutcome;
  /** The logged probabilities, by action, as far as they are known. */
  readonly probabilities?: readonly VwProbability[];
}

export interface VwProbability {
  readonly action: number;
  readonly probability: number;
}

/** Several slots filled one after another from the same actions, each with its own cost (`ccb`). */
export interface CcbEntry extends Timed {
  readonly kind: 'ccb';
  readonly id?: string;
  readonly shared: readonly VwFeature[];
  readonly actions: readonly VwAction[];
  readonly slots: readonly VwSlot[];
  readonly weight: number;
}

/** Several slots with actions of their own and one cost of all (`slates`). */
export interface SlatesEntry extends Timed {
  readonly kind: 'slates';
  readonly id?: string;
  readonly shared: readonly VwFeature[];
  /** With the slot that each is for. */
  readonly actions: readonly (VwAction & { readonly slot: number })[];
  /** Actions are counted within each slot, from 0. */
  readonly slots: readonly Omit<VwSlot, 'outcome' | 'include'>[];
  /** Absent where the log does not say what happened. */
  readonly cost?: number;
  readonly weight: number;
}

/** One choice of a number (`cats`): a density stands where the others have a probability. */
export interface ContinuousEntry extends Entry {
  readonly kind: 'continuous';
  readonly features: readonly VwFeature[];
  readonly outcome?: { readonly action: number; readonly cost: number; readonly density: number };
}

/** Costs of several actions and no probabilities: full information, no log of choices. */
export interface CostsEntry extends Entry {
  readonly kind: 'costs';
  readonly shared: readonly VwFeature[];
  /** Absent in the form of one line. */
  readonly actions?: readonly VwAction[];
  readonly costs: readonly { readonly action: number; readonly cost: number }[];
}

/** A class or a number to predict: no choice was made. */
export interface SupervisedEntry extends Entry {
  readonly kind: 'supervised';
  readonly label: number;
  readonly weight: number;
  readonly tag?: string;
  readonly features: readonly VwFeature[];
}

/** A reward that came after its decision was written. */
export interface ObservationEntry extends Entry {
  readonly kind: 'observation';
  /** Id of the decision. */
  readonly event: string;
  readonly reward: number;
}

/** A line that holds no example, and says so. */
export interface NoteEntry extends Entry {
  readonly kind: 'note';
  readonly code: 'COMMENT' | 'CHECKPOINT';
}

/** What an input file of Vowpal Wabbit holds, in its order; what cannot be read stands in its place. */
export type VwEntry =
  | CbEntry
  | CcbEntry
  | SlatesEntry
  | ContinuousEntry
  | CostsEntry
  | SupervisedEntry
  | ObservationEntry
  | NoteEntry
  | BadEntry;
