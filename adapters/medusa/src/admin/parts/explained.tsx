import { Text } from '@medusajs/ui';
import type { Place } from '../api/types.ts';
import { useWords } from '../words/index.ts';
import { Reasons } from './reasons.tsx';
import { Soft } from './small.tsx';

interface ExplainedProps {
  readonly place: Place;
  /** What is said of which; absent where it is clear. */
  readonly title?: string;
}

/** Why one place of a decision was filled as it was. */
export function Explained({ place: { propensity, text, reasons }, title }: ExplainedProps) {
  const { words, format, language } = useWords();
  return (
    <div className="flex flex-col gap-y-1">
      {title !== undefined && (
        <Text size="small" weight="plus">
          {title} {propensity !== null && <Soft>{words.widget.probability(format.percent(propensity))}</Soft>}
        </Text>
      )}
      {/* The engine's sentence is English; the reasons below say the same. */}
      {language === 'en' && <Text size="small">{text}</Text>}
      <Reasons of={reasons} />
    </div>
  );
}
