/** What a step leads to. */
export interface Transition<Observation, Info> {
  /** What there is to act on next; undefined when the episode has ended. */
  readonly observation: Observation | undefined;
  readonly reward: number;
  /** The episode came to its own end. */
  readonly terminated: boolean;
  /** The episode was cut off, by a horizon say. */
  readonly truncated: boolean;
  readonly info: Info;
}

/**
 * A world to act in, in the shape of Gymnasium's (Towers et al. 2024). The seed determines an episode: the same seed
 * and actions give the same observations and rewards, bit for bit.
 */
export interface Environment<Observation, Action, Info> {
  /** Begins an episode. */
  reset(options: { readonly seed: number }): Observation;
  /** Acts on the last observation; refused before a reset, and after the end of an episode. */
  step(action: Action): Transition<Observation, Info>;
}
