import { useEffect, useState } from 'preact/hooks';
import { base } from '../api/base.ts';

/** Where in the dashboard one is: the parts of the path below it, and the query. */
export interface Route {
  readonly parts: readonly string[];
  readonly search: URLSearchParams;
  /** Whether one came here from another view, rather than by loading the page. */
  readonly moved: boolean;
}

const changed = 'armoire:route';
let moved = false;

function current(): Route {
  const rest = location.pathname.startsWith(base) ? location.pathname.slice(base.length) : '';
  const parts = rest.split('/').filter((part) => part !== '');
  return { parts: parts.map(decodeURIComponent), search: new URLSearchParams(location.search), moved };
}

/** The address of a view: parts are escaped, what is undefined or empty is left out of the query. */
export function href(
  parts: readonly string[],
  search: Readonly<Record<string, string | undefined>> = {},
): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(search)) if (value) query.set(name, value);
  const text = query.toString();
  return `${base}${parts.map(encodeURIComponent).join('/')}${text === '' ? '' : `?${text}`}`;
}

export function go(address: string): void {
  moved = true;
  history.pushState(null, '', address);
  window.dispatchEvent(new Event(changed));
}

export function useRoute(): Route {
  const [route, setRoute] = useState(current);
  useEffect(() => {
    const ended = new AbortController();
    const read = () => setRoute(current());
    const back = () => {
      moved = true;
      read();
    };
    window.addEventListener(changed, read, { signal: ended.signal });
    window.addEventListener('popstate', back, { signal: ended.signal });
    return () => ended.abort();
  }, []);
  return route;
}
