/**
 * Writes small ONNX graphs for tests: the few messages of onnx.proto3 that are needed, as protobuf's wire format.
 */
type Bytes = readonly number[];

export interface Node {
  readonly op: string;
  readonly inputs: readonly string[];
  readonly output: string;
  readonly attributes?: Readonly<Record<string, number>>;
}

export interface Value {
  readonly name: string;
  readonly type: 'float32' | 'int64';
  /** A text names a dimension whose size is open. */
  readonly shape: readonly (number | string)[];
}

export interface Weights {
  readonly name: string;
  readonly shape: readonly number[];
  readonly values: readonly number[];
}

const types = { float32: 1, int64: 7 };

function varint(value: number): Bytes {
  return value < 128 ? [value] : [(value % 128) | 128, ...varint(Math.floor(value / 128))];
}

const integer = (field: number, value: number): Bytes => [...varint(field * 8), ...varint(value)];
const bytes = (field: number, value: Bytes): Bytes => [
  ...varint(field * 8 + 2),
  ...varint(value.length),
  ...value,
];
const text = (field: number, value: string): Bytes => bytes(field, [...Buffer.from(value)]);

function node({ op, inputs, output, attributes = {} }: Node): Bytes {
  const integers = Object.entries(attributes).flatMap(([name, value]) =>
    bytes(5, [...text(1, name), ...integer(3, value), ...integer(20, 2)]),
  );
  return [...inputs.flatMap((input) => text(1, input)), ...text(2, output), ...text(4, op), ...integers];
}

function value({ name, type, shape }: Value): Bytes {
  const dims = shape.flatMap((size) => bytes(1, typeof size === 'number' ? integer(1, size) : text(2, size)));
  return [...text(1, name), ...bytes(2, bytes(1, [...integer(1, types[type]), ...bytes(2, dims)]))];
}

function weights({ name, shape, values }: Weights): Bytes {
  const raw = [...new Uint8Array(Float32Array.from(values).buffer)];
  return [
    ...shape.flatMap((size) => integer(1, size)),
    ...integer(2, types.float32),
    ...text(8, name),
    ...bytes(9, raw),
  ];
}

/** A model of operator set 17. */
export function onnxModel(graph: {
  readonly nodes: readonly Node[];
  readonly weights?: readonly Weights[];
  readonly inputs: readonly Value[];
  readonly outputs: readonly Value[];
}): Uint8Array {
  const body = [
    ...graph.nodes.flatMap((one) => bytes(1, node(one))),
    ...text(2, 'test'),
    ...(graph.weights ?? []).flatMap((one) => bytes(5, weights(one))),
    ...graph.inputs.flatMap((one) => bytes(11, value(one))),
    ...graph.outputs.flatMap((one) => bytes(12, value(one))),
  ];
  return Uint8Array.from([...integer(1, 8), ...bytes(7, body), ...bytes(8, integer(2, 17))]);
}
