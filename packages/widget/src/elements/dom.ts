import { nonce } from './runtime.ts';

/**
 * Makes an element. Text comes in as text, never as markup, and attributes that are undefined are left out;
 * `style` attributes are not used, since a shop's content security policy may forbid them.
 */
export function h<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Readonly<Record<string, string | undefined>> = {},
  ...children: readonly (Node | string)[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  for (const name in attributes) {
    if (attributes[name] !== undefined) element.setAttribute(name, attributes[name]);
  }
  element.append(...children);
  return element;
}

/** Styles a shadow root by a constructed sheet, which no policy forbids, or else by a `<style>` with a nonce. */
export function adopt(root: ShadowRoot, css: string): void {
  try {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    root.adoptedStyleSheets = [sheet];
  } catch {
    root.append(h('style', { nonce: nonce() }, css));
  }
}
