import { day, minute } from '@armoire/protocol';
import type { Client } from '../client/client.ts';
import type { Situation } from '../client/wire.ts';
import { adopt } from './dom.ts';
import { onImpression } from './impressions.ts';
import { enlist, track } from './runtime.ts';
import { labelOf, labels, localeOf, type Word, wordOf } from './words.ts';

/** What happened to something that an element shows. */
export interface Happening {
  readonly product?: string | undefined;
  readonly variant?: string | undefined;
  readonly action?: string | undefined;
  readonly token?: string | undefined;
}

/** What a face sees of its element. */
export interface Host {
  readonly element: HTMLElement;
  readonly root: ShadowRoot;
  /** The attribute's value; undefined when it is absent or empty. */
  attribute(name: string): string | undefined;
  /** Those of the named attributes that have a value. */
  given<N extends string>(...names: readonly N[]): { readonly [name in N]?: string };
  /** @throws TypeError when the attribute is absent or empty */
  required(name: string): string;
  /** A word in the page's language, unless `heading` or the `label-…` attribute of that name says it otherwise. */
  word(name: Word): string;
  locale(): string | undefined;
  /** Counts the impression of a part of the element, once for each key; ended when the element goes. */
  watch(part: Element, key: string, happening: Happening): void;
  /** Tells a click of a part. */
  clicked(happening: Happening): void;
  /**
   * Asks again whenever what is shown has run out, in one request with all that run out then.
   *
   * @param until ISO 8601, read anew each time; undefined for what does not run out
   * @param how instead of the whole question; never rejects
   */
  renew(until: () => string | undefined, how?: (client: Client) => Promise<unknown>): void;
}

/** One kind of element: what it asks and how it looks. The rest (life, errors, events) is the same for all. */
export interface Face<T> {
  /** Throws or rejects where there is no answer. */
  ask(client: Client, situation: Situation): Promise<T>;
  /** Reserves the room and shows the fallback, before there is an answer. */
  wait(): void;
  /** Shows an answer; false when it holds nothing to show. */
  show(answer: T): boolean;
  /** Shows the fallback again. */
  fail(): void;
}

export interface Definition<T> {
  readonly name: string;
  readonly css: string;
  /** Attributes that are part of the question, and those of the look alone, besides the words'. */
  readonly asked: readonly string[];
  readonly looks: readonly string[];
  readonly shadow?: Partial<ShadowRootInit>;
  readonly face: (host: Host) => Face<T>;
}

/** Bounds of the time after which it is asked for again: a wrong clock must not make a busy loop, and timers are short. */
const soonest = minute;
const latest = day;

/** The life of one element: asks when it is connected or its question changes, and drops late answers. */
function createLife<T>(element: HTMLElement, { css, asked, shadow, face: makeFace }: Definition<T>) {
  const root = element.attachShadow({ mode: 'open', ...shadow });
  adopt(root, css);
  let question: string | undefined;
  let answer: T | undefined;
  let endings: (() => void)[] = [];

  const attribute = (name: string) => element.getAttribute(name) || undefined;
  const lang = () => element.closest<HTMLElement>('[lang]')?.lang || navigator.language;
  const emit = (type: string, detail: object) =>
    element.dispatchEvent(new CustomEvent(`armoire:${type}`, { bubbles: true, composed: true, detail }));
  function tell(kind: 'impression' | 'click', happening: Happening): void {
    const told = { kind, ...happening } as Parameters<typeof track>[0];
    track(told);
    emit(kind === 'click' ? kind : 'shown', told);
  }

  const face = makeFace({
    element,
    root,
    attribute,
    given: (...names) =>
      Object.fromEntries(names.filter(attribute).map((name) => [name, attribute(name)])) as Partial<
        Record<(typeof names)[number], string>
      >,
    required(name) {
      const value = attribute(name);
      if (value) return value;
      throw new TypeError(`<${element.localName}> needs ${name}`);
    },
    word: (name) => element.getAttribute(labelOf(name)) ?? wordOf(lang(), name),
    locale: () => localeOf(lang()),
    watch: (part, key, happening) =>
      endings.push(onImpression(part, key, () => tell('impression', happening))),
    clicked: (happening) => tell('click', happening),
    renew(until, how) {
      const mine = endings;
      let timer: ReturnType<typeof setTimeout>;
      mine.push(() => clearTimeout(timer));
      function next(): void {
        const at = Date.parse(until() ?? '');
        // By now something else may be shown.
        if (!at || mine !== endings) return;
        timer = setTimeout(
          () => enlist(element, how ? (client) => how(client).then(next) : ask),
          Math.min(Math.max(at - Date.now(), soonest), latest),
        );
      }
      next();
    },
  });

  function release(): void {
    for (const end of endings) end();
    endings = [];
  }

  function present(shown: T): void {
    release();
    if (!face.show(shown)) face.fail();
  }

  async function ask(client: Client, situation: Situation): Promise<void> {
    const mine = question;
    try {
      const got = await face.ask(client, situation);
      if (mine !== question) return;
      answer = got;
      present(got);
      emit('ready', { answer: got });
    } catch (error) {
      if (mine !== question) return;
      answer = undefined;
      release();
      face.fail();
      emit('error', { error });
    }
  }

  function refresh(): void {
    if (!element.isConnected) return;
    const now = JSON.stringify(asked.map(attribute));
    if (now === question) {
      if (answer) present(answer);
      return;
    }
    question = now;
    if (!answer) face.wait();
    enlist(element, ask);
  }

  return {
    refresh,
    leave(): void {
      release();
      // Whoever comes back without an answer asks again.
      if (!answer) question = undefined;
    },
  };
}

/** Defines a custom element, unless the page has one of that name; without a DOM it does nothing. */
export function define<T>(definition: Definition<T>): void {
  if (!globalThis.customElements || customElements.get(definition.name)) return;
  customElements.define(
    definition.name,
    class extends HTMLElement {
      declare private readonly life: ReturnType<typeof createLife>;
      static get observedAttributes() {
        return [...definition.asked, ...definition.looks, ...labels];
      }
      constructor() {
        super();
        this.life = createLife(this, definition);
      }
      connectedCallback() {
        this.life.refresh();
      }
      disconnectedCallback() {
        this.life.leave();
      }
      attributeChangedCallback() {
        this.life.refresh();
      }
    },
  );
}
