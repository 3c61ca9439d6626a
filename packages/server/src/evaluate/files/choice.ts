import type { Action, Context } from '@armoire/core';
import type { Row } from '@armoire/evaluation';
import type { Instant } from '@armoire/protocol';

/** One choice of a foreign log, in the words of our policies. */
export interface FileChoice {
  /** Row of the log, from 0. */
  readonly index: number;
  /** The number of its line where the log does not say when: policies that forget by time forget next to nothing then. */
  readonly at: Instant;
  readonly reward: number;
  readonly propensity: number;
  /** Index of the chosen action among the actions. */
  readonly chosen: number;
  /** What could have been chosen. */
  readonly actions: readonly Action[];
  readonly context: Context;
  /** Choices of one example depend on each other. */
  readonly cluster?: string;
  readonly position?: number;
  /** Product of the propensities of the choices of the same example before this one. */
  readonly above?: NonNullable<Row['above']>;
}

/** Something of a file that is no choice: a line that cannot be read, or an example that says nothing of choices. */
export interface FileNote {
  readonly leftOut: string;
  readonly bad?: { readonly line: number; readonly code: string; readonly message: string };
}

export type FileEntry = FileChoice | FileNote;

/** The features of actions are hashed by this version of the encoding. */
export const fileContext: Context = { values: {}, schema: 'file' };
