import { toast } from '@medusajs/ui';
import { useState } from 'react';
import { asAskError } from '../api/ask.ts';
import { useFault } from '../parts/states.tsx';
import { useWords } from '../words/index.ts';

export interface Action {
  /** While it runs, what starts it is switched off. */
  readonly busy: boolean;
  /** Does something that changes the shop, and says what came of it. */
  run(work: () => Promise<string>): Promise<void>;
}

export function useAction(): Action {
  const { words } = useWords();
  const fault = useFault();
  const [busy, setBusy] = useState(false);
  return {
    busy,
    async run(work) {
      setBusy(true);
      try {
        toast.success(await work());
      } catch (thrown) {
        toast.error(words.failed, { description: fault(asAskError(thrown)) });
      } finally {
        setBusy(false);
      }
    },
  };
}
