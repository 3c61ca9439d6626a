/** Reads back what a store wrote: the column holds JSON of a `T` because only that store writes it. */
export function parsed<T>(text: string): T {
  return JSON.parse(text) as T;
}
