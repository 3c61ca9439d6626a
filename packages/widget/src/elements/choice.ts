import type { Choice } from '../client/wire.ts';
import { keepRoom } from './box.ts';
import { h } from './dom.ts';
import { type Definition, define, type Face, type Host } from './element.ts';
import { choiceCss } from './styles.ts';

function face({ element, root, required, watch, clicked }: Host): Face<Choice> {
  const slot = h('slot');
  const box = h('div', { class: 'box' }, slot);
  root.append(box);
  /** What was made of a template, in the light tree so that the page's styles reach it. */
  let made: HTMLElement | undefined;
  let told: Parameters<Host['clicked']>[0] | undefined;

  box.onclick = ({ target }) => {
    if (told && target instanceof Element && target.closest('a,button,input,summary')) clicked(told);
  };

  const find = (is: (child: Element) => boolean) =>
    [...element.children].find((child) => child !== made && is(child));

  /** Assigns one child to the slot; the others are in the page, and not rendered. */
  function put(child: Element | undefined): void {
    if (child !== made) made?.remove();
    slot.assign(...(child ? [child] : []));
  }

  function fallback(): void {
    told = undefined;
    put(find(({ localName }) => localName !== 'template'));
  }

  return {
    ask: async (client, situation) => client.choice(required('point'), situation),

    wait: fallback,

    show({ action, decision, token }) {
      if (action === null) return false;
      let chosen = find((child) => (child as HTMLElement).dataset.action === action);
      if (!chosen) throw new RangeError(`No data-action="${action}"`);
      keepRoom(box);
      put(undefined);
      if (chosen instanceof HTMLTemplateElement) {
        chosen = made = h('div', {}, document.importNode(chosen.content, true));
        element.append(made);
      }
      put(chosen);
      told = { action, token };
      watch(chosen, `${decision} ${action}`, told);
      return true;
    },

    fail() {
      keepRoom(box);
      fallback();
    },
  };
}

const choice: Definition<Choice> = {
  name: 'armoire-choice',
  css: choiceCss,
  asked: ['point'],
  looks: [],
  shadow: { slotAssignment: 'manual' },
  face,
};

export function defineChoice(): void {
  define(choice);
}
