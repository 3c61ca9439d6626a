/** Markup that is safe to put into a page as it is. */
export class Html {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }

  toString(): string {
    return this.text;
  }
}

/** What may stand in a template: text is escaped, markup is not; nothing is written for false, null and undefined. */
export type Fragment = Html | string | number | boolean | null | undefined | readonly Fragment[];

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text as it may stand between tags and in quoted attributes. */
function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? '');
}

function write(fragment: Fragment): string {
  if (fragment instanceof Html) return fragment.text;
  if (fragment === null || fragment === undefined || typeof fragment === 'boolean') return '';
  if (typeof fragment === 'object') return fragment.map(write).join('');
  return escapeHtml(String(fragment));
}

/** A template for markup; whatever is put into it is escaped, unless it is markup itself. */
export function html(strings: TemplateStringsArray, ...fragments: readonly Fragment[]): Html {
  return new Html(
    strings.map((text, i) => text + (i < fragments.length ? write(fragments[i]) : '')).join(''),
  );
}
