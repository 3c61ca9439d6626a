/** Whether Intl takes a text for a language: some systems say what is no tag of one, such as en-US@posix. */
export function isTag(text: string): boolean {
  return /^[a-z]{2,3}(?:-[a-z0-9]{2,8})*$/i.test(text);
}

// The charts' library hands it to Intl as soon as it is loaded, and would take the page with it.
if (!isTag(navigator.language)) Object.defineProperty(navigator, 'language', { value: 'en' });
