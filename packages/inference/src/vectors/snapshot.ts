import { damaged, frame, unframe } from '../frame.ts';

const mark = 'ARMOIRE-VECTORS-1\n';

/** What stands before the numbers, as JSON. */
export interface SnapshotHeader {
  readonly dimensions: number;
  readonly metric: string;
  readonly ids: readonly string[];
}

/** The vectors follow the header as float32, little-endian as all machines are that Node is built for but one. */
export function writeSnapshot(header: SnapshotHeader, vectors: readonly Float32Array[]): Uint8Array {
  const parts = vectors.map((part) => new Uint8Array(part.buffer, part.byteOffset, part.byteLength));
  return frame(mark, header, parts);
}

/** @throws ArmoireError INVALID_INPUT for bytes that are no snapshot, or not all of one */
export function readSnapshot(snapshot: Uint8Array): {
  readonly header: SnapshotHeader;
  readonly vectors: Float32Array;
} {
  const { header, parts } = unframe(mark, snapshot);
  if (!isHeader(header) || parts.length !== header.ids.length * header.dimensions * 4) throw damaged();
  // Copied, since float32 must start at a multiple of four.
  const vectors = new Float32Array(new Uint8Array(parts).buffer);
  if (!allFinite(vectors)) throw damaged();
  return { header, vectors };
}

function allFinite(values: Float32Array): boolean {
  let zero = 0;
  for (let i = 0; i < values.length; i++) zero += (values[i] as number) * 0;
  return zero === 0;
}

function isHeader(header: unknown): header is SnapshotHeader {
  const { dimensions, ids } = (header ?? {}) as Partial<SnapshotHeader>;
  return Number.isInteger(dimensions) && Array.isArray(ids) && ids.every((id) => typeof id === 'string');
}
