import type { AuditLine } from '../../api/types.ts';
import { useWords } from '../../words/index.ts';

interface WhyProps {
  readonly cause: AuditLine['cause'];
  /** What a person wrote, or the log says where its cause is not known. */
  readonly why: string | null;
}

/** Why a price changed, in the language of whoever reads. */
export function Why({ cause, why }: WhyProps) {
  const { words, format } = useWords();
  const say = cause === null ? undefined : words.prices.causes[cause.key];
  if (cause === null || say === undefined) return <>{why}</>;
  const { source = '', removed = 0, rule = '', dropped } = cause.values;
  const named = (names: Readonly<Record<string, string>>, name: string) => names[name] ?? name;
  return (
    <>
      {say({
        source: named(words.sources, String(source)),
        rule: named(words.articles.rules, String(rule)),
        dropped: dropped !== undefined,
        removed: removed === 0 ? '' : format.number(Number(removed)),
      })}
    </>
  );
}
