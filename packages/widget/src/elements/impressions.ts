import { createDwell } from './dwell.ts';

/** An impression: half of the area, for a second without a break, in a page that can be seen. */
const half = 0.5;
const dwellTime = 1000;

const counted = new Set<string>();

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
    observer.disconnect();
    document.removeEventListener('visibilitychange', look);
    inSight(false);
  }
  // Observers are told in the order in which they were made: that of the page.
  const observer = new IntersectionObserver(
    (entries) => {
      for (const { intersectionRatio } of entries) inView = intersectionRatio >= half;
      look();
    },
    { threshold: half },
  );
  observer.observe(element);
  document.addEventListener('visibilitychange', look);
  return end;
}
