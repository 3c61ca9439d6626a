import type { AnyPolicy } from '@armoire/core';
import { ArmoireError } from '@armoire/protocol';
import type { Plugins } from '../config/plugins.ts';
import { makePolicy, policySchema } from '../config/policies/index.ts';
import { loggedName } from './report.ts';

type LinearDefaults = Parameters<typeof makePolicy>[2];

/** A policy that is to be evaluated, under the name that the report calls it by. */
export interface NamedPolicy {
  readonly name: string;
  readonly policy: AnyPolicy;
}

/**
 * Policies as they are written on a command line: `NAME`, or `NAME:{"option": value}` with the options that the
 * configuration has. The text itself is the name in the report, of which `logged` is always a part.
 *
 * @param linear what a linear policy begins with where nothing is said
 * @throws ArmoireError INVALID_INPUT for one that there is not, or that is named twice
 */
export function policiesOf(
  texts: readonly string[],
  plugins: Plugins,
  linear?: LinearDefaults,
): NamedPolicy[] {
  const seen = new Set<string>();
  return texts
    .filter((text) => text !== loggedName)
    .map((text) => {
      if (seen.has(text)) throw invalid(text, 'is there twice');
      seen.add(text);
      const parsed = policySchema.safeParse(settingsOf(text));
      if (!parsed.success) throw invalid(text, parsed.error.issues[0]?.message ?? 'is no policy');
      return { name: text, policy: makePolicy(parsed.data, plugins, linear) };
    });
}

function settingsOf(text: string): unknown {
  const at = text.indexOf(':');
  if (at === -1) return text;
  try {
    return { ...(JSON.parse(text.slice(at + 1)) as object), name: text.slice(0, at) };
  } catch {
    throw invalid(text, 'what follows the colon is no JSON');
  }
}

function invalid(text: string, message: string): ArmoireError {
  return new ArmoireError('INVALID_INPUT', `Policy ${text}: ${message}`, {
    fix: 'Write it like thompson-linear, or like epsilon-greedy:{"epsilon": 0.05}.',
  });
}

/**
 * Whether a policy that made a part of a log explored, by its id; undefined for one that nobody knows any more.
 *
 * @param configured those that the shop has now
 */
export function supportOf(
  id: string,
  configured: readonly AnyPolicy[],
  plugins: Plugins,
): AnyPolicy['support'] | undefined {
  const own = configured.find((policy) => policy.id === id);
  if (own !== undefined) return own.support;
  const parsed = policySchema.safeParse(id);
  if (!parsed.success) return undefined;
  try {
    return makePolicy(parsed.data, plugins).support;
  } catch (error) {
    if (error instanceof ArmoireError) return undefined;
    throw error;
  }
}
