import { Button, Skeleton, Text } from '@medusajs/ui';
import type { ReactNode } from 'react';
import type { AskError } from '../api/ask.ts';
import type { Live } from '../hooks/live.ts';
import { useWords } from '../words/index.ts';

interface EmptyProps {
  readonly title: string;
  readonly children?: ReactNode;
}

/** Nothing is there yet, and what to do about it. */
export function Empty({ title, children }: EmptyProps) {
  return (
    <div className="border-ui-border-base flex flex-col items-center gap-y-1 border-t px-6 py-8 text-center">
      <Text size="small" weight="plus">
        {title}
      </Text>
      {children !== undefined && (
        <Text size="small" className="text-ui-fg-subtle max-w-xl">
          {children}
        </Text>
      )}
    </div>
  );
}

/** What went wrong, in the words of whoever reads where they are known. */
export function useFault(): (error: AskError) => string {
  const { words } = useWords();
  return ({ code, message, fix }) => {
    if (code === 'UNREACHABLE') return words.unreachable;
    if (code === 'UNAUTHENTICATED') return words.signedOut;
    return fix === undefined ? message : `${message}. ${fix}`;
  };
}

function Failure({ error, retry }: { readonly error: AskError; readonly retry: () => void }) {
  const { words } = useWords();
  const fault = useFault();
  return (
    <div
      role="alert"
      className="border-ui-border-base flex flex-wrap items-center justify-between gap-3 border-t px-6 py-4"
    >
      <Text size="small" className="text-ui-fg-error min-w-0 break-words">
        {fault(error)}
      </Text>
      <Button size="small" variant="secondary" onClick={retry}>
        {words.retry}
      </Button>
    </div>
  );
}

interface LoadedProps<Data> {
  readonly of: Live<Data>;
  readonly children: (data: Data) => ReactNode;
}

/** Shows data when it has come; what came before stays while the store is away. */
export function Loaded<Data>({ of: { data, error, refresh }, children }: LoadedProps<Data>) {
  const { words } = useWords();
  return (
    <>
      {error !== undefined && <Failure error={error} retry={() => void refresh()} />}
      {data === undefined
        ? error === undefined && (
            <div role="status" className="border-ui-border-base flex flex-col gap-y-2 border-t px-6 py-4">
              <span className="sr-only">{words.loading}</span>
              <Skeleton className="h-5 w-2/3" />
              <Skeleton className="h-5 w-1/2" />
            </div>
          )
        : children(data)}
    </>
  );
}
