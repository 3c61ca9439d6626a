import type { ComponentChildren } from 'preact';
import { go } from '../hooks/route.ts';

interface LinkProps {
  readonly to: string;
  readonly class?: string;
  readonly current?: boolean;
  readonly children: ComponentChildren;
}

/** A link to another view, which is shown without loading the page anew. */
export function Link({ to, current = false, children, ...rest }: LinkProps) {
  return (
    <a
      href={to}
      {...rest}
      {...(current ? { 'aria-current': 'page' as const } : {})}
      onClick={(event) => {
        if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey || event.button !== 0) return;
        event.preventDefault();
        go(to);
      }}
    >
      {children}
    </a>
  );
}
