import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { articleOf, categories, onShow } from './catalog/index.ts';
import { type Paint, paints } from './drawings/colour.ts';
import { hero } from './drawings/hero.ts';
import { picture, type View, views } from './drawings/picture.ts';
import { tiles } from './drawings/tiles.ts';
import { type Asset, assetOf } from './http/answers.ts';
import { type Language, languages, textsOf } from './texts/index.ts';

const svg = 'image/svg+xml; charset=utf-8';
const types = { css: 'text/css; charset=utf-8', js: 'text/javascript; charset=utf-8' } as const;

/** The parts of the shop's style sheet, in the order in which later ones overrule earlier ones. */
const sheets = [
  'roles',
  'base',
  'buttons',
  'head',
  'home',
  'list',
  'product',
  'cart',
  'orders',
  'shoppers',
  'foot',
  'narrow',
];

/** What things are called in a language: Armoire's catalogue knows one title of each, its shelves show the page's. */
function titles(language: Language): string {
  const texts = textsOf(language);
  const named = Object.fromEntries(onShow().map((article) => [article.id, texts.title(article)]));
  return `window.fennelTitles = ${JSON.stringify(named)};\n`;
}

const favicon = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><path d="M16 2c8 0 13 6 13 14.5S23.5 30 15.5 30 3 24 3 16 8 2 16 2Z" fill="#4c5a55"/><path d="M16 27V11m0 9c-4-1-6-4-6-7m6 4c4-1 6-4 6-7m-6 3c-2-1-3-3-3-5m3 4c2-1 3-3 3-5" fill="none" stroke="#dfe8c9" stroke-width="1.8" stroke-linecap="round"/></svg>`;

/** The shop's files: those of `public/`, and its drawings, drawn when first asked for. */
export class Assets {
  readonly #files = new Map<string, Asset>();
  readonly #art = new Map<string, Asset | undefined>();

  constructor() {
    const read = (name: string) => readFileSync(resolve(import.meta.dirname, '../public', name), 'utf8');
    this.#files.set('shop.js', assetOf(types.js, read('shop.js')));
    this.#files.set(
      'shop.css',
      assetOf(types.css, sheets.map((sheet) => read(`styles/${sheet}.css`)).join('\n')),
    );
    for (const language of languages) {
      this.#files.set(`titles.${language}.js`, assetOf(types.js, titles(language)));
    }
    this.#files.set('favicon.svg', assetOf(svg, favicon));
  }

  file(name: string): Asset | undefined {
    return this.#files.get(name);
  }

  /** The address of a file with its version. */
  address(name: string): string {
    const asset = this.#files.get(name);
    return asset === undefined ? `/${name}` : `/${name}?v=${asset.tag}`;
  }

  /** A drawing by the rest of its address: `hero`, `tile-…`, or article, paint and view. */
  art(name: string): Asset | undefined {
    if (!this.#art.has(name)) {
      const drawn = draw(name);
      // Names are few; what does not exist is not kept, or anybody could fill the memory.
      if (drawn === undefined) return undefined;
      this.#art.set(name, assetOf(svg, drawn));
    }
    return this.#art.get(name);
  }
}

function draw(name: string): string | undefined {
  if (name === 'hero') return hero();
  const category = categories.find(({ id }) => name === `tile-${id}`);
  if (category !== undefined) return tiles[category.id]();
  const [id = '', paint = '', view = '', ...rest] = name.split('/');
  const article = articleOf(id);
  const colour = Object.hasOwn(paints, paint) ? paints[paint as Paint] : undefined;
  if (article === undefined || colour === undefined || rest.length > 0) return undefined;
  return (views as readonly string[]).includes(view) ? picture(article, view as View, colour) : undefined;
}
