import type { MedusaRequest, MedusaResponse } from '@medusajs/framework/http';
import { cards, heading, page, publicKey } from '../../../shop/page.ts';

export async function GET({ scope, params }: MedusaRequest, response: MedusaResponse): Promise<void> {
  const [good] = await cards(scope, { handle: params.handle });
  if (good === undefined) {
    response.status(404).send('There is no such thing.');
    return;
  }
  const body = `${heading(good.title)}<p>${good.price}</p>
    <armoire-shelf point="product.related" heading="Goes well with it" count="4"></armoire-shelf>`;
  response.type('html').send(page(good.title, await publicKey(scope), body, good.id));
}
