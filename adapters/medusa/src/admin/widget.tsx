import { Container, Heading } from '@medusajs/ui';
import { useId } from 'react';
import { Link } from 'react-router-dom';
import { Prices } from './widget/prices.tsx';
import { Shown } from './widget/shown.tsx';
import { Together } from './widget/together.tsx';
import { Speaking, useWords } from './words/index.ts';

interface WidgetProps {
  /** The product whose page it stands on. */
  readonly data: { readonly id: string; readonly title: string };
}

/** Beside a product: what its prices bring, what it is recommended with, and why it was shown. */
export function ProductWidget({ data }: WidgetProps) {
  return (
    <Speaking>
      <Parts key={data.id} product={data.id} title={data.title} />
    </Speaking>
  );
}

interface PartsProps {
  readonly product: string;
  readonly title: string;
}

function Parts({ product, title }: PartsProps) {
  const { words } = useWords();
  const id = useId();
  return (
    <section data-armoire="widget" aria-labelledby={id}>
      <Container className="divide-ui-border-base divide-y overflow-hidden p-0">
        <div className="flex items-center justify-between px-6 py-4">
          <Heading level="h2" id={id}>
            {words.widget.title}
          </Heading>
          <Link
            to="/armoire"
            className="txt-compact-small-plus text-ui-fg-subtle hover:text-ui-fg-base underline"
          >
            {words.widget.open}
          </Link>
        </div>
        <Prices product={product} title={title} />
        <Together product={product} />
        <Shown product={product} />
      </Container>
    </section>
  );
}
