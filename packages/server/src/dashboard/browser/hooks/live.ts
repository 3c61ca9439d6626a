import { createContext } from 'preact';
import { useCallback, useContext, useEffect, useRef, useState } from 'preact/hooks';
import { ask } from '../api/ask.ts';
import type { Document } from '../api/document.ts';
import { type ApiError, asApiError } from '../api/errors.ts';

/** Whether views look again by themselves, and what to do when the login has ended. */
export const Liveness = createContext({ live: true, loggedOut: () => {} });

export interface Live<Data> {
  readonly data: Data | undefined;
  readonly error: ApiError | undefined;
  refresh(): Promise<void>;
}

/**
 * Data that is read anew every few seconds while the page is looked at. What was read stays while it is read again,
 * and is the same object as long as nothing in it has changed.
 *
 * @param every milliseconds; 0 reads once
 */
export function useLive<Data, Variables extends object>(
  document_: Document<Data, Variables>,
  variables: Variables,
  every = 5000,
): Live<Data> {
  const { live, loggedOut } = useContext(Liveness);
  const key = JSON.stringify([document_.text, variables]);
  const asked = useRef({ document_, variables });
  asked.current = { document_, variables };
  const [state, setState] = useState<{ key: string; text?: string; data?: Data; error?: ApiError }>({ key });

  const refresh = useCallback(
    async (signal?: AbortSignal) => {
      try {
        const data = await ask(asked.current.document_, asked.current.variables, signal);
        const text = JSON.stringify(data);
        setState((before) =>
          before.key === key && before.text === text && before.error === undefined
            ? before
            : { key, text, data },
        );
      } catch (thrown) {
        if (signal?.aborted) return;
        const error = asApiError(thrown);
        if (error.code === 'UNAUTHENTICATED') loggedOut();
        else setState((before) => (before.key === key ? { ...before, error } : { key, error }));
      }
    },
    [key, loggedOut],
  );

  useEffect(() => {
    const ended = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const look = async () => {
      clearTimeout(timer);
      if (!document.hidden) await refresh(ended.signal);
      if (live && every > 0 && !ended.signal.aborted) timer = setTimeout(() => void look(), every);
    };
    const seen = () => {
      if (live && every > 0 && !document.hidden) void look();
    };
    void look();
    document.addEventListener('visibilitychange', seen, { signal: ended.signal });
    return () => {
      clearTimeout(timer);
      ended.abort();
    };
  }, [refresh, live, every]);

  const current = state.key === key ? state : { key };
  return { data: current.data, error: current.error, refresh };
}
