import type { AuditLine, PriceSlots } from '../ports/index.ts';

/** The slots of an engine that is the only one for its shop: it wins every claim. */
export function aloneSlots(audit: ((line: AuditLine) => void) | undefined): PriceSlots {
  return {
    async claim(made) {
      for (const { line } of made) if (line !== undefined) audit?.(line);
      return made.map(({ decision }) => decision);
    },
    newest: async () => [],
  };
}
