import type { Embedder } from '@armoire/core';
import { ArmoireError } from '@armoire/protocol';

/** @throws ArmoireError INVALID_INPUT at the first input that an embedder does not read */
export function refuseUnread<Input>(
  embedder: Pick<Embedder<Input>, 'id' | 'reads'>,
  inputs: readonly Input[],
): void {
  const at = inputs.findIndex((input) => !embedder.reads(input));
  if (at < 0) return;
  throw new ArmoireError('INVALID_INPUT', `The embedder ${embedder.id} cannot read an input`, {
    path: `[${at}]`,
    fix: 'Ask `reads` first, and give texts of other scripts to another embedder, as TextSpaces does.',
  });
}

/** Calls `work` with a batch after another, unless aborted; the results in order. */
export async function inBatches<Input, Output>(
  inputs: readonly Input[],
  size: number,
  signal: AbortSignal | undefined,
  work: (batch: readonly Input[]) => Promise<readonly Output[]>,
): Promise<readonly Output[]> {
  const results: Output[] = [];
  signal?.throwIfAborted();
  for (let at = 0; at < inputs.length; at += size) {
    results.push(...(await work(inputs.slice(at, at + size))));
    signal?.throwIfAborted();
  }
  return results;
}
