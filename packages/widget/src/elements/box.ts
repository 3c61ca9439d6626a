import { h } from './dom.ts';

/** The two layers of an element: the shop's fallback in a slot, and what Armoire shows, in one cell. */
export interface Box {
  /** Draws the place of what will come; seen only where there is no fallback. */
  reserve(...content: readonly (Node | string)[]): void;
  /** Shows content in the place of the fallback. */
  fill(...content: readonly (Node | string)[]): void;
  /** Shows the fallback again, and keeps the room. */
  empty(): void;
}

/** Whether a box stands where its size moves what the shopper sees: not below the fold. */
const seen = (box: HTMLElement) => box.getBoundingClientRect().top < innerHeight;

/**
 * Keeps the room that a box takes while its content changes, so that nothing on the page moves. Below the
 * fold nothing that can be seen would move, and the box takes what it needs.
 */
export function keepRoom(box: HTMLElement): void {
  const { width, height } = box.getBoundingClientRect();
  const pixels = (length: number) => `${seen(box) ? length : 0}px`;
  box.style.minHeight = pixels(height);
  // The width is the content's own in a line of text only.
  if (box.localName === 'span') box.style.minWidth = pixels(width);
}

/** Makes the layers; `tag` is what they are made of, `part` the name of Armoire's own for theming. */
export function createBox(root: ShadowRoot, tag: 'div' | 'span', part: string): Box {
  const slot = h('slot');
  const live = h(tag, { class: 'live', part });
  const box = h(tag, {}, live, slot);
  root.append(box);
  let state = '';

  /** Says how it stands, and whether the slot has nothing of the shop's own: no element, and white space at most. */
  function look(): void {
    const content = slot.assignedNodes().some((node) => node instanceof Element || node.textContent?.trim());
    box.className = `box ${state}${content ? '' : ' empty'}`;
  }
  slot.onslotchange = look;

  function become(now: 'waiting' | 'ready' | 'failed', gone = false): void {
    state = now;
    live.ariaHidden = `${now !== 'ready'}`;
    live.hidden = gone;
    look();
  }

  return {
    reserve(...content) {
      live.replaceChildren(...content);
      become('waiting');
    },
    fill(...content) {
      keepRoom(box);
      live.replaceChildren(...content);
      become('ready');
    },
    empty() {
      keepRoom(box);
      // What is there stays, out of sight: its room and its base line are what the page was laid out with.
      become('failed', !seen(box));
    },
  };
}
