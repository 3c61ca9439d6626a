import { ArmoireError } from '@armoire/protocol';

const bounded = new WeakSet<Request>();

/**
 * Says that a request's body ends where its content-length says, as the HTTP parser that read its head sees to: such a
 * body is read in one go, without a stream.
 */
export function endsByItsLength(request: Request): void {
  bounded.add(request);
}

/**
 * Reads a body as text, and stops reading at the limit whatever its length was said to be.
 *
 * @throws ArmoireError BODY_TOO_LARGE
 */
export async function readText(request: Request, limit: number): Promise<string> {
  if (Number(request.headers.get('content-length') ?? 0) > limit) throw tooLarge(limit);
  if (bounded.has(request)) return await request.text();
  if (request.body === null) return '';
  const reader = request.body.getReader() as ReadableStreamDefaultReader<Uint8Array>;
  const chunks: Uint8Array[] = [];
  let size = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    size += value.byteLength;
    if (size > limit) {
      // Not waited for: the sender may be slow, and nobody reads the rest.
      reader.cancel().catch(() => {});
      throw tooLarge(limit);
    }
    chunks.push(value);
  }
  return Buffer.concat(chunks, size).toString('utf8');
}

/**
 * Reads a body as JSON.
 *
 * @throws ArmoireError BODY_TOO_LARGE, or INVALID_INPUT when it is not JSON
 */
export async function readJson(request: Request, limit: number): Promise<unknown> {
  const text = await readText(request, limit);
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new ArmoireError('INVALID_INPUT', 'The body is not JSON', { fix: 'Send JSON, in UTF-8.', cause });
  }
}

function tooLarge(limit: number): ArmoireError {
  return new ArmoireError('BODY_TOO_LARGE', `The body is larger than ${limit / 1024} kB`, {
    fix: 'Send it in several requests.',
  });
}
