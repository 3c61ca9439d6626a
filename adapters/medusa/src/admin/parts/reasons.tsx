import { Badge } from '@medusajs/ui';
import type { Reason } from '../api/types.ts';
import { useWords } from '../words/index.ts';

/** Why a place was filled as it was, a word each; its probability is shown by itself. */
export function Reasons({ of: reasons }: { readonly of: readonly Reason[] }) {
  const { words, format } = useWords();
  const name = (code: string) => {
    const guard = code.startsWith('guard-') ? words.prices.guards[code.slice('guard-'.length)] : undefined;
    return words.reasonCodes[code] ?? guard ?? code.replaceAll('-', ' ');
  };
  const told = reasons.filter(({ code }) => code !== 'probability');
  if (told.length === 0) return null;
  return (
    <ul className="flex flex-wrap gap-1">
      {told.map(({ code, value, detail }) => (
        <li key={`${code} ${detail ?? ''}`}>
          <Badge size="2xsmall">
            {name(code)}
            {detail !== null && ` ${detail}`}
            {value !== null && ` ${format.number(value, 2)}`}
          </Badge>
        </li>
      ))}
    </ul>
  );
}
