/**
 * Tells when something has stayed visible for `after` milliseconds without a break. Clock-free: it starts a
 * timer when a thing comes into view and drops it when the thing, or the whole page, goes out of view.
 */
export function createDwell<T>(after: number, stayed: (thing: T) => void) {
  const visible = new Map<T, ReturnType<typeof setTimeout> | undefined>();
  let active = true;

  function start(thing: T): void {
    visible.set(
      thing,
      setTimeout(() => {
        visible.delete(thing);
        stayed(thing);
      }, after),
    );
  }

  return {
    /** Says whether a thing is in view now; saying it again does not start its time anew. */
    see(thing: T, inView: boolean): void {
      if (!inView) {
        clearTimeout(visible.get(thing));
        visible.delete(thing);
      } else if (!visible.has(thing)) {
        if (active) start(thing);
        else visible.set(thing, undefined);
      }
    },
    /** Says whether the page itself can be seen; when it comes back, all times start anew. */
    setActive(now: boolean): void {
      if (active === now) return;
      active = now;
      for (const [thing, timer] of visible) {
        clearTimeout(timer);
        if (active) start(thing);
      }
    },
  };
}
