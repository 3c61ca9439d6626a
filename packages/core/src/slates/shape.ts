/** An action that has a place of its own. */
export interface Pin {
  /** −1 for what is not among the actions. */
  readonly action: number;
  /** From 0. */
  readonly place: number;
  /** Whose wish it is: named when it is dropped, and where it is at work. */
  readonly by: string;
}

/** Some actions, and how many of them a slate may or must have. */
export interface Group {
  /** 1 for each action that belongs to it. */
  readonly members: Uint8Array;
  readonly least?: number;
  readonly most?: number;
  readonly by: string;
}

/**
 * What a slate has to look like beyond what its policy prefers, over the indices of its actions. Where not all of it
 * can be had, the first of these wins, and among equals the one that stands first: families, `most`, pins, `least`,
 * factors.
 */
export interface Shape {
  /** On the odds of each action, above zero. */
  readonly factors?: Float64Array;
  readonly pins: readonly Pin[];
  readonly groups: readonly Group[];
  /** At most one of the actions with the same number may stand; −1 for those without a family. */
  readonly families?: Int32Array;
}

/** What moved a place, or could not be had. */
export interface Mark {
  readonly code: 'pinned' | 'at-least' | 'at-most' | 'rule-dropped';
  readonly by: string;
  /** For what was dropped: why. */
  readonly why?: string;
}
