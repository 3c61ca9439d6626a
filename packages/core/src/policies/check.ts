/** @throws RangeError naming the first option that is not a finite number above zero */
export function checkPositive(options: Readonly<Record<string, number>>): void {
  for (const [name, value] of Object.entries(options)) {
    if (!(value > 0 && value < Number.POSITIVE_INFINITY))
      throw new RangeError(`${name} must be above zero, not ${value}`);
  }
}

/** @throws RangeError naming the first option that is no finite number */
export function checkFinite(options: Readonly<Record<string, number>>): void {
  for (const [name, value] of Object.entries(options)) {
    if (!Number.isFinite(value)) throw new RangeError(`${name} must be a finite number, not ${value}`);
  }
}

/** @throws RangeError naming the first option that does not lie in (0, 1] */
export function checkShare(options: Readonly<Record<string, number>>): void {
  for (const [name, value] of Object.entries(options)) {
    if (!(value > 0 && value <= 1)) throw new RangeError(`${name} must lie in (0, 1], not ${value}`);
  }
}
