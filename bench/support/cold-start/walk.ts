import type { Hits } from '../hits.ts';
import type { Choice, Day, Question } from './days.ts';

/** Places of a list. */
export const places = 10;

/** What each candidate is worth. */
export type Scores = (choice: Choice) => ArrayLike<number>;

/** What is told of each day when it is over. */
export interface Learner {
  learn(day: Day): void;
}

/**
 * Goes through the days: methods answer the questions of each with what learners knew the evening before.
 *
 * @param hits for each method, to which its lists are added
 */
export function walk(
  days: Iterable<Day>,
  learners: readonly Learner[],
  methods: readonly Scores[],
  hits: readonly Hits[],
): void {
  for (const today of days) {
    for (const question of today.questions)
      for (const [i, method] of methods.entries()) answer(question, method(question), hits[i] as Hits);
    for (const learner of learners) learner.learn(today);
  }
}

function answer({ person, candidates, targets }: Question, scores: ArrayLike<number>, hits: Hits): void {
  const ranked = [...candidates.keys()].sort((a, b) => (scores[b] as number) - (scores[a] as number));
  hits.add(
    person,
    ranked.slice(0, places).map((i) => String(candidates[i])),
    new Set([...targets].map(String)),
  );
}
