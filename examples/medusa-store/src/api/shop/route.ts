import type { MedusaRequest, MedusaResponse } from '@medusajs/framework/http';
import { cards, heading, list, page, publicKey } from '../../shop/page.ts';

export async function GET({ scope }: MedusaRequest, response: MedusaResponse): Promise<void> {
  const goods = await cards(scope, {});
  const shelf = '<armoire-shelf point="home.featured" heading="For you" count="4"></armoire-shelf>';
  response
    .type('html')
    .send(page('Bean & Leaf', await publicKey(scope), `${shelf}${heading('All of it')}${list(goods)}`));
}
