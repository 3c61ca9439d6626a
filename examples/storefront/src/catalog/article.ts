import type { Paint } from '../drawings/colour.ts';
import type { Drawing } from '../drawings/picture.ts';
import type { Room } from '../drawings/scene.ts';

/** The shop's six shelves. */
export const categories = [
  {
    id: 'kitchen',
    name: 'Kitchen',
    line: 'Pans, boards, tea, and the kettle that starts the day.',
  },
  {
    id: 'table',
    name: 'Table',
    line: 'Stoneware and glass for the meals nobody photographs.',
  },
  {
    id: 'light',
    name: 'Light',
    line: 'Lamps and candles for the hours after six.',
  },
  {
    id: 'textiles',
    name: 'Textiles & bath',
    line: 'Wool, linen and jute, woven to be worn in, and soap to go with it.',
  },
  {
    id: 'garden',
    name: 'Green',
    line: 'Plants that forgive, seeds that hurry, and what they live in.',
  },
  {
    id: 'study',
    name: 'Study',
    line: 'Paper, ink, brass and oak for the quiet corner.',
  },
] as const;

export type CategoryId = (typeof categories)[number]['id'];

/** In what the makes of an article differ. */
export type Axis = 'Colour' | 'Size' | 'Scent' | 'Kind';

/** A colour, a size, a scent in which an article is made. */
export interface Make {
  readonly name: string;
  /** The paint it is drawn in; the article's own when absent. */
  readonly paint?: Paint;
  /** Prices in cents, where they differ from the article's own. */
  readonly price?: number;
  readonly cost?: number;
  readonly stock: number;
}

/** One article as the shop's people write it down. */
export interface Article {
  readonly id: string;
  readonly title: string;
  readonly category: CategoryId;
  readonly maker: string;
  /** One sentence for the page of the article. */
  readonly line: string;
  readonly description: string;
  readonly details: readonly string[];
  /** Cents, with tax. */
  readonly price: number;
  /** Price before a reduction. */
  readonly before?: number;
  /** Net, in cents. */
  readonly cost: number;
  /** Food, plants and seed are taxed less. */
  readonly tax?: 'reduced';
  /** Days after which it is used up, and bought again. */
  readonly lasts?: number;
  readonly axis?: Axis;
  /** At least one. */
  readonly makes: readonly Make[];
  readonly tags: readonly string[];
  readonly hidden?: boolean;
  /** The paint of the first picture. */
  readonly paint: Paint;
  readonly draw: Drawing;
  readonly room: Room;
}

/** Fills in the category of a shelf's articles. */
export function shelfOf(
  category: CategoryId,
  articles: readonly Omit<Article, 'category'>[],
): readonly Article[] {
  return articles.map((article) => ({ ...article, category }));
}
