import type { ComponentChildren } from 'preact';
import type { ApiError } from '../api/errors.ts';
import type { Live } from '../hooks/live.ts';
import { useWords } from '../words/index.ts';

interface EmptyProps {
  readonly title: string;
  readonly children?: ComponentChildren;
}

/** Nothing is there yet, and what to do about it. */
export function Empty({ title, children }: EmptyProps) {
  return (
    <div class="empty">
      <p class="empty-title">{title}</p>
      {children !== undefined && <p>{children}</p>}
    </div>
  );
}

/** What went wrong, and what to do about it. */
export function Failure({ error, retry }: { readonly error: ApiError; readonly retry?: () => void }) {
  const { words } = useWords();
  const unreachable = error.code === 'UNREACHABLE';
  return (
    <div class="failure" role="alert">
      <p>
        <strong>{unreachable ? words.unreachable : error.message}</strong>
        {!unreachable && error.fix !== undefined && <span> {error.fix}</span>}
      </p>
      {retry !== undefined && (
        <button type="button" class="button small" onClick={retry}>
          {words.retry}
        </button>
      )}
    </div>
  );
}

interface LoadedProps<Data> {
  readonly of: Live<Data>;
  readonly children: (data: Data) => ComponentChildren;
}

/** Shows data when it has come; what came before stays while the server is away. */
export function Loaded<Data>({ of: { data, error, refresh }, children }: LoadedProps<Data>) {
  const { words } = useWords();
  return (
    <>
      {error !== undefined && <Failure error={error} retry={() => void refresh()} />}
      {data === undefined
        ? error === undefined && (
            <p class="loading" role="status">
              {words.loading}
              <span aria-hidden="true"> …</span>
            </p>
          )
        : children(data)}
    </>
  );
}
