import * as documents from '../api/documents.ts';
import { useLive } from '../hooks/live.ts';
import { Explained } from '../parts/explained.tsx';
import { Empty, Loaded } from '../parts/states.tsx';
import { useWords } from '../words/index.ts';
import { looked, Part } from './part.tsx';

/** Why a product was shown, the last time that it was. */
export function Shown({ product }: { readonly product: string }) {
  const { words, format } = useWords();
  const texts = words.widget;
  const live = useLive(documents.decisions, { first: looked }, 0);
  const last = live.data?.decisions.nodes.find(
    ({ kind, chosen }) => kind === 'shelf' && chosen.includes(product),
  );
  return (
    <Part
      title={texts.why}
      hint={last === undefined ? undefined : texts.whyHint(last.point, format.time(last.at))}
    >
      <Loaded of={live}>
        {() =>
          last === undefined ? <Empty title={texts.never} /> : <Reason decision={last.id} product={product} />
        }
      </Loaded>
    </Part>
  );
}

function Reason({ decision, product }: { readonly decision: string; readonly product: string }) {
  const live = useLive(documents.explain, { decision }, 0);
  const place = live.data?.explain.places.find(({ action }) => action === product);
  return (
    <Loaded of={live}>
      {() =>
        place !== undefined && (
          <div className="px-6 pb-4">
            <Explained place={place} />
          </div>
        )
      }
    </Loaded>
  );
}
