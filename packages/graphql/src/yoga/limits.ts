import { costLimitRule } from '@escape.tech/graphql-armor-cost-limit';
import { maxAliasesRule } from '@escape.tech/graphql-armor-max-aliases';
import { maxDepthRule } from '@escape.tech/graphql-armor-max-depth';
import { GraphQLError, parse, type ValidationContext } from 'graphql';
import type { Plugin } from 'graphql-yoga';

/** How large a query may be. Introspection is not counted. */
export interface Limits {
  /** Levels of fields. */
  readonly depth: number;
  readonly aliases: number;
  /** Two for an object, one for a leaf, half as much again for each level, times a literal `first`. */
  readonly cost: number;
  /** Words and signs of the document: what is longer is not even parsed. */
  readonly tokens: number;
}

/** What any browser may ask: a page with everything known of its products stays well below. */
export const shopperLimits: Limits = { depth: 10, aliases: 30, cost: 10_000, tokens: 2_000 };

/** What a holder of a secret key may ask: batches written into the document, and pages of 200 decisions. */
export const merchantLimits: Limits = { depth: 12, aliases: 100, cost: 200_000, tokens: 50_000 };

/**
 * Reported as one more error of validation rather than thrown, so that it gets validation's status, 400, and is
 * remembered with the document.
 */
function onReject(context: ValidationContext | null, { message }: GraphQLError): void {
  context?.reportError(
    new GraphQLError(message.replace(/^Syntax Error: /, ''), {
      extensions: { code: 'INVALID_INPUT', fix: 'Ask for less in one query, or in several.' },
    }),
  );
}

/** Refuses queries beyond the limits before anything of them is executed. */
export function useLimits({ depth, aliases, cost, tokens }: Limits): Plugin {
  const common = { onReject: [onReject], propagateOnRejection: false };
  const rules = [
    maxDepthRule({ n: depth, ...common }),
    maxAliasesRule({ n: aliases, ...common }),
    costLimitRule({ maxCost: cost, ...common }),
  ];
  const parseWithin: typeof parse = (source, options) => parse(source, { ...options, maxTokens: tokens });
  return {
    onParse({ setParseFn }) {
      setParseFn(parseWithin);
    },
    onValidate({ addValidationRule }) {
      for (const rule of rules) addValidationRule(rule);
    },
  };
}
