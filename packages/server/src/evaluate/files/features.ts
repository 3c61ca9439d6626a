import { hashed, toVector } from '@armoire/core';

/** A property by name, of whatever kind of log. */
export interface Property {
  readonly name: string;
  readonly value: number;
}

/** Crosses of more properties than this are not made: they would all share the few hashed features. */
const mostCrossed = 64;

/**
 * The features of an action: a constant, its own properties, and those of the context with each of a few of its own,
 * hashed as the shop's features are. Each group is scaled to length 1, so that a text of a thousand words counts no
 * more than one of ten.
 *
 * @param own what the action is, such as its id; crossed with the context
 */
export function actionFeatures(
  own: readonly Property[],
  context: readonly Property[],
  crossed: readonly Property[],
): Float64Array {
  const crosses =
    crossed.length * context.length > mostCrossed * mostCrossed
      ? []
      : crossed.flatMap(({ name, value }) =>
          context.map((each) => ({ name: `${name}&${each.name}`, value: value * each.value })),
        );
  const groups = [own, context, crosses].flatMap((group) => {
    const length = Math.sqrt(group.reduce((sum, { value }) => sum + value * value, 0));
    return length === 0 ? [] : group.map(({ name, value }) => hashed(name, value / length));
  });
  return toVector([{ name: 'constant', index: 0, value: 1 }, ...groups]);
}
