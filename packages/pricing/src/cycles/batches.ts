/** All of them in their order, so many at a time. */
export function batches<T>(all: readonly T[], size: number): readonly (readonly T[])[] {
  return Array.from({ length: Math.ceil(all.length / size) }, (_, i) => all.slice(i * size, (i + 1) * size));
}

/** The same with those of a name in one batch, wherever they stand; a batch is larger only where they are more. */
export function wholeBatches<T>(
  all: readonly T[],
  size: number,
  nameOf: (each: T) => string,
): readonly (readonly T[])[] {
  const groups = new Map<string, T[]>();
  for (const each of all) {
    const group = groups.get(nameOf(each));
    if (group === undefined) groups.set(nameOf(each), [each]);
    else group.push(each);
  }
  const made: T[][] = [];
  for (const group of groups.values()) {
    const last = made.at(-1);
    if (last === undefined || last.length + group.length > size) made.push(group);
    else last.push(...group);
  }
  return made;
}
