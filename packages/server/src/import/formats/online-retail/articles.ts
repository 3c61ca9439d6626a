import type { Instant, Product } from '@armoire/protocol';
import { deriveCategories } from './categories.ts';
import { currency, type Row } from './row.ts';
import { namesArticle, titleOf } from './title.ts';

interface Article {
  readonly firstLine: number;
  readonly descriptions: Map<string, number>;
  /** Pence, of the last line that sold it. */
  price: number;
  readonly firstAt: Instant;
  lastAt: Instant;
}

/** Draws products from the lines that sold them; what was never sold at a price is no product. */
export class Articles {
  readonly #articles = new Map<string, Article>();

  /** Takes a line of a purchase, in the order of the file. */
  add(row: Row): void {
    let article = this.#articles.get(row.code);
    if (article === undefined) {
      article = {
        firstLine: row.line,
        descriptions: new Map(),
        price: row.price,
        firstAt: row.at,
        lastAt: row.at,
      };
      this.#articles.set(row.code, article);
    }
    if (row.at >= article.lastAt) {
      article.lastAt = row.at;
      article.price = row.price;
    }
    const seen = article.descriptions.get(row.description);
    if (seen !== undefined) article.descriptions.set(row.description, seen + 1);
    // A cell is a view into the chunk that it was read from: kept as it is, it would keep that chunk in memory.
    else article.descriptions.set(Buffer.from(row.description).toString(), 1);
  }

  /**
   * One product for each code, with one variant. The title is the most frequent description that names an article;
   * the price is the last one charged; the time of change is that of the last sale, so that the same file always
   * gives the same products.
   */
  *products(): Generator<{ readonly line: number; readonly product: Product }> {
    const descriptions = new Map([...this.#articles].map(([code, article]) => [code, best(article, code)]));
    const categories = deriveCategories(descriptions);
    for (const [code, article] of this.#articles) {
      yield {
        line: article.firstLine,
        product: {
          id: code,
          title: titleOf(descriptions.get(code) ?? code),
          status: 'active',
          variants: [{ id: code, sku: code, price: { amount: article.price, currency } }],
          categories: categories.get(code) ?? [],
          taxBasis: 'gross',
          createdAt: article.firstAt,
          updatedAt: article.lastAt,
        },
      };
    }
  }
}

/** Ties go to the description that came first. */
function best(article: Article, code: string): string {
  let chosen = code;
  let most = 0;
  for (const [description, seen] of article.descriptions) {
    if (seen > most && namesArticle(description)) {
      chosen = description;
      most = seen;
    }
  }
  return chosen;
}
