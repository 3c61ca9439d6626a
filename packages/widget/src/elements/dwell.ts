/**
 * Tells when something has stayed in sight for `after` milliseconds without a break. Clock-free: say whether it
 * is in sight whenever that may have changed; saying the same again does not start its time anew.
 */
export function createDwell(after: number, stayed: () => void): (inSight: boolean) => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  return (inSight) => {
    if (inSight) timer ??= setTimeout(stayed, after);
    else {
      clearTimeout(timer);
      timer = undefined;
    }
  };
}
