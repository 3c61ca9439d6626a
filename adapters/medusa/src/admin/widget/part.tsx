import { Heading, Text } from '@medusajs/ui';
import type { ReactNode } from 'react';

/** Decisions that are looked through for a product. */
export const looked = 200;

interface PartProps {
  readonly title: string;
  readonly hint?: string | undefined;
  readonly children: ReactNode;
}

/** One of the questions that the widget answers. */
export function Part({ title, hint, children }: PartProps) {
  return (
    <div>
      <div className="px-6 py-4">
        <Heading level="h3">{title}</Heading>
        {hint !== undefined && (
          <Text size="small" className="text-ui-fg-subtle">
            {hint}
          </Text>
        )}
      </div>
      {children}
    </div>
  );
}
