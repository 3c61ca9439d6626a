let elements: Promise<typeof import('../elements.ts')> | undefined;

/** Loads the elements, once, and only where it is called: in a browser, after mounting. */
export function loadElements(): Promise<typeof import('../elements.ts')> {
  elements ??= import('../elements.ts');
  return elements;
}
