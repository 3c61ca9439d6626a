import * as documents from '../../api/documents.ts';
import type { Health } from '../../api/types.ts';
import { useLive } from '../../hooks/live.ts';
import { href } from '../../hooks/route.ts';
import { Link } from '../../parts/link.tsx';
import { useWords } from '../../words/index.ts';

type Shine = 'good' | 'slow' | 'bad';

/** Events that may wait to be learned before it is worth a word. */
const usualLag = 1000;

function shineOf({ ready, learned, logged, faults }: Health): Shine {
  if (!ready) return 'bad';
  if (logged !== null && learned !== null && logged - learned > usualLag) return 'slow';
  return faults.length > 0 ? 'slow' : 'good';
}

/** Whether all is well, in a word with a sign. */
export function Light() {
  const { words } = useWords();
  const { data, error } = useLive(documents.health, {});
  if (data === undefined && error === undefined) return null;
  const shine = data === undefined || error !== undefined ? 'bad' : shineOf(data.health);
  const text =
    shine === 'slow' && (data?.health.faults.length ?? 0) > 0 ? words.light.faults : words.light[shine];
  return (
    <Link to={href(['health'])} class={`light ${shine}`}>
      <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
        {shine === 'good' && <path d="M3 8.5 6.5 12 13 4.5" />}
        {shine === 'slow' && <path d="M8 3v6M8 12.5v.5" />}
        {shine === 'bad' && <path d="m4 4 8 8M12 4l-8 8" />}
      </svg>
      {text}
    </Link>
  );
}
