import { Container, Heading, Text } from '@medusajs/ui';
import { type ReactNode, useId } from 'react';

interface SectionProps {
  readonly title: string;
  readonly hint?: string;
  /** Beside the title: what can be done here. */
  readonly aside?: ReactNode;
  readonly children: ReactNode;
}

/** A card of the admin with its heading. */
export function Section({ title, hint, aside, children }: SectionProps) {
  const id = useId();
  return (
    <section aria-labelledby={id}>
      <Container className="overflow-hidden p-0">
        <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 px-6 py-4">
          <div className="min-w-0 max-w-3xl">
            <Heading level="h2" id={id}>
              {title}
            </Heading>
            {hint !== undefined && (
              <Text size="small" className="text-ui-fg-subtle">
                {hint}
              </Text>
            )}
          </div>
          {aside}
        </div>
        {children}
      </Container>
    </section>
  );
}
