import { createDwell } from './dwell.ts';

/** An impression: half of the area, for a second without a break, in a page that can be seen. */
const half = 0.5;
const dwellTime = 1000;

const counted = new Set<string>();
const looks = new WeakMap<Element, (ratio: number) => void>();
/** One for all, so that what comes into view together is told in the order of the page. */
let observer: IntersectionObserver | undefined;

/**
 * Calls `shown` at the impression of an element, once in the life of the page for each `key` (decision and
 * item). The returned function ends the watch.
 */
export function onImpression(element: Element, key: string, shown: () => void): () => void {
  let inView = false;
  const inSight = createDwell(dwellTime, () => {
    if (!counted.has(key)) shown();
    counted.add(key);
    end();
  });
  const look = () => inSight(inView && document.visibilityState === 'visible');
  function end(): void {
    observer?.unobserve(element);
    document.removeEventListener('visibilitychange', look);
    inSight(false);
  }
  observer ??= new IntersectionObserver(
    (entries) => {
      for (const { target, intersectionRatio } of entries) looks.get(target)?.(intersectionRatio);
    },
    { threshold: half },
  );
  looks.set(element, (ratio) => {
    inView = ratio >= half;
    look();
  });
  observer.observe(element);
  document.addEventListener('visibilitychange', look);
  return end;
}
