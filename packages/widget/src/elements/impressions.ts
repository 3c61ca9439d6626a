import { createDwell } from './dwell.ts';

/** An impression: half of the area, for a second without a break, in a page that can be seen. */
const half = 0.5;
const dwellTime = 1000;

interface Watcher {
  readonly watch: (element: Element, shown: () => void) => void;
  readonly unwatch: (element: Element) => void;
}

function createWatcher(): Watcher {
  const watched = new Map<Element, () => void>();
  const unwatch = (element: Element) => {
    watched.delete(element);
    observer.unobserve(element);
    dwell.see(element, false);
  };
  const dwell = createDwell<Element>(dwellTime, (element) => {
    const shown = watched.get(element);
    unwatch(element);
    shown?.();
  });
  const observer = new IntersectionObserver(
    (entries) => {
      for (const { target, intersectionRatio } of entries) dwell.see(target, intersectionRatio >= half);
    },
    { threshold: half },
  );
  const look = () => dwell.setActive(document.visibilityState === 'visible');
  document.addEventListener('visibilitychange', look);
  look();
  return {
    watch(element, shown) {
      watched.set(element, shown);
      observer.observe(element);
    },
    unwatch,
  };
}

let watcher: Watcher | undefined;
const counted = new Set<string>();

/**
 * Calls `shown` at the impression of an element, once in the life of the page for each `key` (decision and
 * item). The returned function ends the watch.
 */
export function onImpression(element: Element, key: string, shown: () => void): () => void {
  if (counted.has(key)) return () => {};
  watcher ??= createWatcher();
  const { watch, unwatch } = watcher;
  watch(element, () => {
    if (counted.has(key)) return;
    counted.add(key);
    shown();
  });
  return () => unwatch(element);
}
