import { damaged, frame, unframe } from '../frame.ts';

const mark = 'ARMOIRE-SPACES-1\n';

/** Where the vector of a text is, and of which text it was made. */
export interface Kept {
  readonly space: string;
  /** SHA-256 of the text. */
  readonly hash: string;
}

interface Header {
  readonly spaces: readonly { readonly name: string; readonly size: number }[];
  readonly kept: readonly (readonly [id: string, space: string, hash: string])[];
}

export function writeSpaces(
  spaces: readonly { readonly name: string; readonly bytes: Uint8Array }[],
  kept: ReadonlyMap<string, Kept>,
): Uint8Array {
  const header: Header = {
    spaces: spaces.map(({ name, bytes }) => ({ name, size: bytes.length })),
    kept: [...kept].map(([id, { space, hash }]) => [id, space, hash]),
  };
  return frame(
    mark,
    header,
    spaces.map(({ bytes }) => bytes),
  );
}

/** @throws ArmoireError INVALID_INPUT for bytes that are no snapshot, or not all of one */
export function readSpaces(snapshot: Uint8Array): {
  readonly bytes: ReadonlyMap<string, Uint8Array>;
  readonly kept: ReadonlyMap<string, Kept>;
} {
  const { header, parts } = unframe(mark, snapshot);
  if (!isHeader(header)) throw damaged();
  const bytes = new Map<string, Uint8Array>();
  let at = 0;
  for (const { name, size } of header.spaces) {
    bytes.set(name, parts.subarray(at, at + size));
    at += size;
  }
  if (at !== parts.length) throw damaged();
  return { bytes, kept: new Map(header.kept.map(([id, space, hash]) => [id, { space, hash }])) };
}

function isHeader(header: unknown): header is Header {
  const { spaces, kept } = (header ?? {}) as Partial<Header>;
  return Array.isArray(spaces) && Array.isArray(kept) && spaces.every(({ size }) => Number.isInteger(size));
}
