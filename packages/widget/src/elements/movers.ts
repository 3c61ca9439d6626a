import { h } from './dom.ts';
import type { Host } from './element.ts';

/** How much of what is seen of a list one press moves it by: a card that was cut off is seen whole. */
const step = 0.8;

/**
 * Two buttons that move a list sideways. They are there while there is something to move; at an end the one
 * that leads on is marked, not disabled, so that it keeps the keyboard's focus.
 */
export function movers(list: HTMLElement, word: Host['word']): HTMLElement[] {
  const make = (name: 'previous' | 'next', sign: number, text: string) => {
    // The browser mirrors the text where it is written from right to left.
    const button = h('button', { part: name, 'aria-label': word(name) }, text);
    button.onclick = () =>
      list.scrollBy({
        left: (getComputedStyle(list).direction === 'rtl' ? -sign : sign) * step * list.clientWidth,
      });
    return button;
  };
  const previous = make('previous', -1, '‹');
  const next = make('next', 1, '›');
  const look = () => {
    const room = list.scrollWidth - list.clientWidth;
    const at = Math.abs(list.scrollLeft);
    previous.hidden = next.hidden = room < 2;
    previous.ariaDisabled = `${at < 2}`;
    next.ariaDisabled = `${at > room - 2}`;
  };
  // Hidden until the list has a size.
  look();
  list.onscroll = look;
  new ResizeObserver(look).observe(list);
  return [previous, next];
}
