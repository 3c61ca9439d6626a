import { useState } from 'preact/hooks';

/** A setting of this browser; one that may keep nothing forgets it with the page. */
export function useStored<Value extends string>(
  name: string,
  values: readonly Value[],
  usual: Value,
): [Value, (value: Value) => void] {
  const [value, setValue] = useState<Value>(() => {
    const kept = read(`armoire.${name}`);
    return values.find((each) => each === kept) ?? usual;
  });
  return [
    value,
    (next) => {
      setValue(next);
      try {
        localStorage.setItem(`armoire.${name}`, next);
      } catch {
        // It holds until the page is left.
      }
    },
  ];
}

function read(name: string): string | null {
  try {
    return localStorage.getItem(name);
  } catch {
    return null;
  }
}
