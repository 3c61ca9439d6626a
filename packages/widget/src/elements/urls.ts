/**
 * An address that may stand in `href` or `src`: `http`, `https` or relative; anything else, `javascript:`
 * above all, is dropped. Resolved the way the browser will resolve it, so that nothing hides in white space.
 */
export function safeUrl(url: string | null | undefined, base: string): string | undefined {
  try {
    return url && /^https?:$/.test(new URL(url, base).protocol) ? url : undefined;
  } catch {
    return undefined;
  }
}
