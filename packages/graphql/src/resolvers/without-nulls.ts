/** The same shape, where null meant "not given". */
export type WithoutNulls<T> = T extends readonly (infer E)[]
  ? readonly WithoutNulls<E>[]
  : T extends object
    ? { [K in keyof T]: WithoutNulls<Exclude<T[K], null>> }
    : T;

/** GraphQL lets a client write null for what it leaves out; a gateway knows only what is there and what is not. */
export function withoutNulls<T>(value: T): WithoutNulls<T>;
export function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map((entry) => withoutNulls(entry));
  if (typeof value !== 'object' || value === null) return value;
  // Without a prototype, as the parser makes them: a client's key such as `__proto__` stays a key.
  const result: Record<string, unknown> = Object.create(null);
  for (const [key, entry] of Object.entries(value)) {
    if (entry !== null && entry !== undefined) result[key] = withoutNulls(entry);
  }
  return result;
}
