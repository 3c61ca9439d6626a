import type { ComponentChildren } from 'preact';
import { useEffect, useId, useRef, useState } from 'preact/hooks';
import { useAction } from '../hooks/action.ts';
import { useWords } from '../words/index.ts';
import { submitting, Text } from './form.tsx';
import { Failure } from './states.tsx';

interface DialogProps {
  readonly title: string;
  readonly close: () => void;
  readonly children: ComponentChildren;
}

/** A question that has to be answered first; Escape closes it. */
export function Dialog({ title, close, children }: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const id = useId();
  useEffect(() => {
    const before = document.activeElement;
    dialog.current?.showModal();
    return () => {
      if (before instanceof HTMLElement) before.focus();
    };
  }, []);
  return (
    <dialog ref={dialog} aria-labelledby={id} onClose={close}>
      <h2 id={id}>{title}</h2>
      {children}
    </dialog>
  );
}

interface ConfirmProps {
  readonly title: string;
  readonly hint: string;
  readonly action: string;
  readonly danger?: boolean;
  /** Asks for a reason, with this hint. */
  readonly reason?: string;
  readonly work: (reason: string) => Promise<void>;
  readonly close: () => void;
}

/** Asks before something is done that others feel. */
export function Confirm({
  title,
  hint,
  action: name,
  danger = false,
  reason: ask,
  work,
  close,
}: ConfirmProps) {
  const { words } = useWords();
  const action = useAction();
  const [reason, setReason] = useState('');
  const run = async () => {
    if (await action.run(() => work(reason.trim()))) close();
  };
  return (
    <Dialog title={title} close={close}>
      <p>{hint}</p>
      <form onSubmit={submitting(() => void run())}>
        {ask !== undefined && (
          <Text label={words.reason} hint={ask} value={reason} set={setReason} required />
        )}
        {action.error !== undefined && <Failure error={action.error} />}
        <div class="buttons">
          <button type="button" class="button" onClick={close}>
            {words.cancel}
          </button>
          <button type="submit" class={`button ${danger ? 'danger' : 'primary'}`} disabled={action.busy}>
            {name}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
