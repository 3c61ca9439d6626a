const named: Readonly<Record<string, string>> = {
  amp: '&',
  apos: "'",
  euro: '€',
  gt: '>',
  hellip: '…',
  ldquo: '“',
  lsquo: '‘',
  lt: '<',
  mdash: '—',
  nbsp: ' ',
  ndash: '–',
  pound: '£',
  quot: '"',
  rdquo: '”',
  rsquo: '’',
};

/** Elements that end a line of text. */
const blocks = new Set([
  'br',
  'p',
  'div',
  'li',
  'ul',
  'ol',
  'tr',
  'table',
  'h1',
  'h2',
  'h3',
  'h4',
  'h5',
  'h6',
]);

/**
 * The text of a description written in HTML: markup, comments, scripts and styles dropped, blocks on lines of their
 * own, entities resolved. Made for embedding and display as text; it makes nothing safe to use as HTML. Linear in
 * the length of the input.
 */
export function textOf(html: string): string {
  let text = '';
  let at = 0;
  while (at < html.length) {
    const open = html.indexOf('<', at);
    if (open < 0) break;
    text += html.slice(at, open);
    const name = /^<\/?([a-z][a-z0-9]*)/i.exec(html.slice(open, open + 24))?.[1]?.toLowerCase();
    if (name !== undefined) {
      at = after(html, '>', open);
      if ((name === 'script' || name === 'style') && html[open + 1] !== '/') {
        at = after(html, '>', after(html.toLowerCase(), `</${name}`, at));
      }
      if (blocks.has(name)) text += '\n';
    } else if (html.startsWith('<!--', open)) {
      at = after(html, '-->', open);
    } else {
      text += '<';
      at = open + 1;
    }
  }
  return resolve(text + html.slice(at))
    .split('\n')
    .map((line) => line.replace(/[\s\u00a0]+/g, ' ').trim())
    .filter((line) => line !== '')
    .join('\n');
}

function after(html: string, mark: string, from: number): number {
  const found = html.indexOf(mark, from);
  return found < 0 ? html.length : found + mark.length;
}

function resolve(text: string): string {
  return text.replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]{2,8}));/gi, (whole, decimal, hex, name) => {
    if (name !== undefined) return named[String(name).toLowerCase()] ?? whole;
    const point = decimal === undefined ? Number.parseInt(hex, 16) : Number(decimal);
    return point > 0 && point <= 0x10ffff ? String.fromCodePoint(point) : whole;
  });
}
