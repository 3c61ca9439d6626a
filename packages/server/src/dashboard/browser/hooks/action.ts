import { useContext, useState } from 'preact/hooks';
import { type ApiError, asApiError } from '../api/errors.ts';
import { Liveness } from './live.ts';

export interface Action {
  readonly busy: boolean;
  readonly error: ApiError | undefined;
  /** Whether it went well; one at a time. */
  run(work: () => Promise<void>): Promise<boolean>;
  reset(): void;
}

/** Something that a person starts, and that may fail. */
export function useAction(): Action {
  const { loggedOut } = useContext(Liveness);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<ApiError>();
  return {
    busy,
    error,
    reset: () => setError(undefined),
    async run(work) {
      if (busy) return false;
      setBusy(true);
      setError(undefined);
      try {
        await work();
        return true;
      } catch (thrown) {
        const failed = asApiError(thrown);
        if (failed.code === 'UNAUTHENTICATED') loggedOut();
        setError(failed);
        return false;
      } finally {
        setBusy(false);
      }
    },
  };
}
