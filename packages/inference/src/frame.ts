import { ArmoireError } from '@armoire/protocol';

/** A snapshot's bytes: a mark that says what it is, the length of a header, the header as JSON, and the parts. */
export function frame(mark: string, header: unknown, parts: readonly Uint8Array[]): Uint8Array {
  const head = Buffer.from(JSON.stringify(header));
  const length = Buffer.alloc(4);
  length.writeUInt32LE(head.length);
  return new Uint8Array(Buffer.concat([Buffer.from(mark), length, head, ...parts]));
}

/**
 * Header and parts again; what they must be is the caller's to check.
 *
 * @throws ArmoireError INVALID_INPUT for bytes that do not begin as {@link frame} of this mark does
 */
export function unframe(
  mark: string,
  bytes: Uint8Array,
): { readonly header: unknown; readonly parts: Uint8Array } {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const headAt = mark.length + 4;
  if (buffer.length < headAt || buffer.toString('latin1', 0, mark.length) !== mark) throw damaged();
  const start = headAt + buffer.readUInt32LE(mark.length);
  try {
    return { header: JSON.parse(buffer.toString('utf8', headAt, start)), parts: bytes.subarray(start) };
  } catch {
    throw damaged();
  }
}

export function damaged(): ArmoireError {
  return new ArmoireError('INVALID_INPUT', 'The snapshot of vectors is damaged or incomplete', {
    fix: 'Start empty and put the texts again; their vectors are made anew, or come from the cache.',
  });
}
