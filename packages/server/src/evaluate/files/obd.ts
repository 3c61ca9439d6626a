import { type Chunks, type ObdItem, readObd, readObdItems } from '@armoire/evaluation';
import { type FileEntry, fileContext } from './choice.ts';
import { actionFeatures, type Property } from './features.ts';

/** Reads the choices of a log of the Open Bandit Dataset. */
export async function* obdChoices(
  chunks: Chunks,
  items: ReadonlyMap<number, ObdItem>,
): AsyncGenerator<FileEntry> {
  let index = 0;
  for await (const entry of readObd(chunks)) {
    if (entry.kind === 'bad') {
      yield { leftOut: 'lines that could not be read', bad: entry };
      continue;
    }
    const { at, item, position, click: reward, propensity, user, affinity } = entry;
    const count = Math.max(affinity.length, items.size);
    if (item >= count) {
      const message = `There is no item ${item} among ${count}`;
      yield {
        leftOut: 'lines that could not be read',
        bad: { line: entry.line, code: 'UNKNOWN_ACTION', message },
      };
      continue;
    }
    const context: Property[] = user.map((value, i) => ({ name: `user ${i}=${value}`, value: 1 }));
    context.push({ name: `position=${position}`, value: 1 });
    const actions = Array.from({ length: count }, (_, action) => {
      const id = { name: `item=${action}`, value: 1 };
      const own = [id, ...propertiesOf(items.get(action))];
      if ((affinity[action] ?? 0) !== 0) own.push({ name: 'affinity', value: affinity[action] as number });
      return {
        id: String(action),
        get features() {
          return actionFeatures(own, context, []);
        },
      };
    });
    yield { index: index++, at, reward, propensity, chosen: item, actions, context: fileContext, position };
  }
}

/** The items of `item_context.csv`; of lines that cannot be read, their entries. */
export async function obdItems(chunks: Chunks): Promise<{
  readonly items: ReadonlyMap<number, ObdItem>;
  readonly bad: readonly { readonly line: number; readonly code: string; readonly message: string }[];
}> {
  const items = new Map<number, ObdItem>();
  const bad: { readonly line: number; readonly code: string; readonly message: string }[] = [];
  for await (const entry of readObdItems(chunks)) {
    if (entry.kind === 'bad') bad.push(entry);
    else items.set(entry.item, entry);
  }
  return { items, bad };
}

function propertiesOf(item: ObdItem | undefined): Property[] {
  return Object.entries(item?.features ?? {}).map(([name, value]) =>
    typeof value === 'number' ? { name, value } : { name: `${name}=${value}`, value: 1 },
  );
}
