import type { MedusaContainer } from '@medusajs/framework/types';
import { ContainerRegistrationKeys, QueryContext } from '@medusajs/framework/utils';

/** A storefront in two pages: plain HTML with Armoire's widget in it. A real one is a site of its own. */

const escaped = (text: string): string => text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);

export interface Card {
  readonly id: string;
  readonly title: string;
  readonly handle: string;
  readonly price: string;
}

/** The goods with the prices that a cart would charge. */
export async function cards(container: MedusaContainer, filters: object): Promise<readonly Card[]> {
  const query = container.resolve(ContainerRegistrationKeys.QUERY);
  const { data: regions } = await query.graph({ entity: 'region', fields: ['id', 'currency_code'] });
  const [region] = regions;
  const { data } = await query.graph({
    entity: 'product',
    fields: ['id', 'title', 'handle', 'variants.calculated_price.*'],
    filters: { status: 'published', ...filters },
    context: {
      variants: {
        calculated_price: QueryContext({ region_id: region.id, currency_code: region.currency_code }),
      },
    },
  });
  const money = new Intl.NumberFormat('en', { style: 'currency', currency: region.currency_code });
  return data.map(({ id, title, handle, variants }) => ({
    ...{ id, title, handle: handle ?? id },
    price: money.format(Number(variants[0]?.calculated_price?.calculated_amount ?? 0)),
  }));
}

/** The widget's public key, as a page's server asks for it. */
export async function publicKey(container: MedusaContainer): Promise<string> {
  const armoire = container.resolve('armoire', { allowUnregistered: true }) as
    | { shop(): Promise<{ engine: { keys: { public: string } } }> }
    | undefined;
  return armoire === undefined ? '' : (await armoire.shop()).engine.keys.public;
}

export function page(title: string, key: string, body: string, product = ''): string {
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${escaped(title)}</title>
<style>
  body { font: 16px/1.5 system-ui, sans-serif; max-width: 62rem; margin: 2rem auto; padding: 0 1rem; color: #222 }
  a { color: inherit } h1, h2 { font-weight: 600 }
  .goods { display: grid; grid-template-columns: repeat(auto-fill, minmax(13rem, 1fr)); gap: 1rem; padding: 0; list-style: none }
  .goods li { border: 1px solid #ddd; border-radius: 8px; padding: 1rem }
</style>
${key === '' ? '' : `<script src="/armoire/armoire.js" data-key="${key}" data-consent="granted"${product === '' ? '' : ` data-product="${escaped(product)}"`} defer></script>`}
<header><a href="/shop">Bean &amp; Leaf</a></header>
<main>${body}</main>
</html>`;
}

export const list = (goods: readonly Card[]): string =>
  `<ul class="goods">${goods
    .map(
      ({ title, handle, price }) =>
        `<li><a href="/shop/${escaped(handle)}">${escaped(title)}</a><br>${price}</li>`,
    )
    .join('')}</ul>`;

export const heading = (text: string): string => `<h1>${escaped(text)}</h1>`;
