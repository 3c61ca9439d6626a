import type { ShopRuntime } from '../runtime/index.ts';
import { readJson } from './body.ts';
import { json } from './errors.ts';

const largestRequest = 4096;
/** Characters that are sent at once. */
const chunk = 64 * 1024;

/** What people may ask of a shop; whoever calls has checked the key and its scopes. */

/** `GET /v1/people/export?customer=…`: everything that is held of a person, as JSON Lines. */
export async function exportPeople(request: Request, shop: ShopRuntime, actor: string): Promise<Response> {
  const who = Object.fromEntries(new URL(request.url).searchParams);
  return new Response(streamed(await shop.people.export(who, actor)), {
    headers: {
      'content-type': 'application/jsonl; charset=utf-8',
      'content-disposition': 'attachment; filename="person.jsonl"',
      'cache-control': 'no-store',
    },
  });
}

/** `POST /v1/people/erase`: `{"customer": "…", "why": "…"}`. */
export async function erasePeople(request: Request, shop: ShopRuntime, actor: string): Promise<Response> {
  const body = ((await readJson(request, largestRequest)) ?? {}) as Record<string, unknown>;
  return json(await shop.people.erase(body, body.why, actor));
}

/** As fast as it is read; whoever stops reading ends it. */
function streamed(lines: AsyncIterable<string>): ReadableStream<Uint8Array> {
  const iterator = lines[Symbol.asyncIterator]();
  const encoder = new TextEncoder();
  return new ReadableStream({
    async pull(controller) {
      let text = '';
      while (text.length < chunk) {
        const { done, value } = await iterator.next();
        if (done === true) {
          if (text !== '') controller.enqueue(encoder.encode(text));
          controller.close();
          return;
        }
        text += `${value}\n`;
      }
      controller.enqueue(encoder.encode(text));
    },
    async cancel() {
      await iterator.return?.();
    },
  });
}
