import { useEffect, useRef } from 'react';
import type { ElementsOptions } from '../elements.ts';
import { loadElements } from './load.ts';

/**
 * Sets up the page's client in the browser: call it once, in the layout; pages whose script tag has a `data-key` need
 * it not. Another `url` or `key` replaces the client, another `consent` states or withdraws it; the rest counts from
 * the first rendering. What a page is about is said by the elements' `product` and `category`.
 */
export function useArmoire(options: Omit<ElementsOptions, 'situation'>): void {
  const latest = useRef(options);
  useEffect(() => {
    latest.current = options;
  });
  const { url, key, consent } = options;
  useEffect(() => {
    void loadElements().then(({ configure }) => configure({ ...latest.current, url, key }));
  }, [url, key]);
  useEffect(() => {
    if (consent) void loadElements().then((elements) => elements.consent(consent));
  }, [consent]);
}
