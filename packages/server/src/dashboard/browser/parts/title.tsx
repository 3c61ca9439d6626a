import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { useRoute } from '../hooks/route.ts';
import { useSession } from '../hooks/session.ts';

interface TitleProps {
  readonly text: string;
  /** What stands beside the heading. */
  readonly children?: ComponentChildren;
}

/** The heading of a view; whoever came from another view is taken to it. */
export function Title({ text, children }: TitleProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  const { moved } = useRoute();
  const { shop } = useSession();
  useEffect(() => {
    if (moved) heading.current?.focus();
  }, []);
  useEffect(() => {
    document.title = [text, shop, 'Armoire'].filter((part) => part !== '').join(' · ');
  }, [text, shop]);
  return (
    <div class="title">
      <h1 ref={heading} tabIndex={-1}>
        {text}
      </h1>
      {children}
    </div>
  );
}
