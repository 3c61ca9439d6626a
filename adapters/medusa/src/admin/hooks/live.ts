import { useCallback, useEffect, useRef, useState } from 'react';
import { type AskError, asAskError, ask, type Document } from '../api/ask.ts';

export interface Live<Data> {
  readonly data: Data | undefined;
  readonly error: AskError | undefined;
  refresh(): Promise<void>;
}

/** How often what is looked at is read anew, in milliseconds. */
const usualPace = 10_000;

/**
 * What some work finds, read anew every few seconds while the page is looked at. What was found stays while it is
 * sought again.
 *
 * @param key of what is sought: another one begins anew
 * @param every milliseconds; 0 reads once
 */
export function useWork<Data>(
  key: string,
  work: (signal?: AbortSignal) => Promise<Data>,
  every = usualPace,
): Live<Data> {
  const latest = useRef(work);
  latest.current = work;
  const [state, setState] = useState<{ key: string; data?: Data; error?: AskError }>({ key });
  const refresh = useCallback(
    async (signal?: AbortSignal) => {
      try {
        const data = await latest.current(signal);
        if (!signal?.aborted) setState({ key, data });
      } catch (thrown) {
        if (signal?.aborted) return;
        const error = asAskError(thrown);
        setState((before) => (before.key === key ? { ...before, error } : { key, error }));
      }
    },
    [key],
  );
  useEffect(() => {
    const ended = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const look = async () => {
      if (!document.hidden) await refresh(ended.signal);
      if (every > 0 && !ended.signal.aborted) timer = setTimeout(() => void look(), every);
    };
    void look();
    return () => {
      clearTimeout(timer);
      ended.abort();
    };
  }, [refresh, every]);
  const current = state.key === key ? state : { key };
  return { data: current.data, error: current.error, refresh };
}

/** An answer of the merchant's GraphQL, read anew every few seconds. */
export function useLive<Data, Variables extends object>(
  document_: Document<Data, Variables>,
  variables: Variables,
  every?: number,
): Live<Data> {
  const key = JSON.stringify([document_.text, variables]);
  return useWork(key, (signal) => ask(document_, variables, signal), every);
}
