/** The little of WebAssembly that is used here; Node's types leave it out. */
declare const WebAssembly: {
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Memory: new (descriptor: { initial: number }) => WasmMemory;
  readonly Instance: new (
    module: object,
    imports: Record<string, Record<string, unknown>>,
  ) => { readonly exports: Record<string, unknown> };
};

export interface WasmMemory {
  readonly buffer: ArrayBuffer;
  grow(pages: number): number;
}

/**
 * Inner products of a query with rows of codes, all addresses in bytes: for each of `rows` (at least one) rows of
 * `width` bytes (a multiple of 16) at `codes`, Σ code · query as int32 to `out`. The query is int16.
 */
export type Scan = (codes: number, rows: number, width: number, query: number, out: number) => void;

/** Bytes of a page of memory. */
export const page = 65_536;

const [codes, rows, width, query, out, at, end, low, high] = [0, 1, 2, 3, 4, 5, 6, 7, 8] as const;
const [i32, v128, empty] = [0x7f, 0x7b, 0x40] as const;
const [add, subtract, less] = [0x6a, 0x6b, 0x49] as const;
const get = (local: number) => [0x20, local];
const set = (local: number) => [0x21, local];
const keep = (local: number) => [0x22, local];
const int = (value: number) => [0x41, value];
const loop = [0x03, empty];
const close = 0x0b;
const again = [0x0d, 0];
const zero = [0xfd, 0x0c, ...new Array<number>(16).fill(0)];
const load = (offset: number) => [0xfd, 0x00, 0, offset];
/** Eight bytes as eight int16. */
const loadBytes = (offset: number) => [0xfd, 0x01, 0, offset];
const multiplyPairs = [0xfd, 0xba, 0x01];
const addLanes = [0xfd, 0xae, 0x01];
const store = [0x36, 2, 0];
const lane = (index: number) => [...get(low), 0xfd, 0x1b, index];

/** Written by hand in place of a compiler: one loop over the rows, one over 16 dimensions of a row at a time. */
const body = [
  ...loop,
  ...[...zero, ...set(low), ...zero, ...set(high), ...get(query), ...set(at)],
  ...[...get(codes), ...get(width), add, ...set(end)],
  ...loop,
  ...[...get(codes), ...loadBytes(0), ...get(at), ...load(0), ...multiplyPairs],
  ...[...get(low), ...addLanes, ...set(low)],
  ...[...get(codes), ...loadBytes(8), ...get(at), ...load(16), ...multiplyPairs],
  ...[...get(high), ...addLanes, ...set(high)],
  ...[...get(at), ...int(32), add, ...set(at)],
  ...[...get(codes), ...int(16), add, ...keep(codes), ...get(end), less],
  ...[...again, close],
  ...[...get(low), ...get(high), ...addLanes, ...set(low)],
  ...[...get(out), ...lane(0), ...lane(1), add, ...lane(2), add, ...lane(3), add, ...store],
  ...[...get(out), ...int(4), add, ...set(out)],
  ...[...get(rows), ...int(1), subtract, ...keep(rows)],
  ...[...again, close],
  close,
];

const text = (value: string) => [value.length, ...Buffer.from(value)];
const section = (id: number, content: readonly number[]) => [id, ...length(content.length), ...content];
const length = (value: number): number[] =>
  value < 128 ? [value] : [(value & 127) | 128, ...length(value >>> 7)];

function moduleBytes(): Uint8Array {
  const types = [1, 0x60, 5, ...new Array<number>(5).fill(i32), 0];
  const imports = [1, ...text('e'), ...text('m'), 0x02, 0x00, 1];
  const exports = [1, ...text('scan'), 0x00, 0];
  const code = [2, 2, i32, 2, v128, ...body];
  return Uint8Array.from([
    ...[0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...section(1, types),
    ...section(2, imports),
    ...section(3, [1, 0]),
    ...section(7, exports),
    ...section(10, [1, ...length(code.length), ...code]),
  ]);
}

let compiled: object | undefined;

/** A kernel with a memory of its own. */
export function createKernel(pages: number): { readonly memory: WasmMemory; readonly scan: Scan } {
  compiled ??= new WebAssembly.Module(moduleBytes());
  const memory = new WebAssembly.Memory({ initial: pages });
  const { exports } = new WebAssembly.Instance(compiled, { e: { m: memory } });
  return { memory, scan: exports.scan as Scan };
}
