import type { AnyPolicy, Component, PricePoint } from '@armoire/core';
import { ArmoireError } from '@armoire/protocol';
import type { z } from 'zod';
import { pathOf } from '../config/fields.ts';
import type { Plugins } from '../config/plugins.ts';
import {
  type LinearDefaults,
  makePolicy,
  makePricePolicy,
  policySchema,
  pricePolicySchema,
  pricingOf,
} from '../config/policies/index.ts';
import { makeShaped, shapedSchema } from '../config/slates.ts';
import { loggedName } from './report.ts';

/** A policy that is to be evaluated, under the name that the report calls it by. */
export interface NamedPolicy {
  readonly name: string;
  readonly policy: AnyPolicy;
  /** The same without its constraint, and the component that this is on: what the constraint costs is told by it. */
  readonly free?: { readonly policy: AnyPolicy; readonly of: Component };
}

/** What policies are evaluated for. */
export interface Asked {
  /** What a linear policy begins with where nothing is said. */
  readonly linear?: LinearDefaults;
  /** Whether these are shelves or choices, which a policy can be shaped for. */
  readonly slates?: boolean;
  /** The price point that is evaluated: its rungs and slots, and whether its log tells what was sold. */
  readonly prices?: Pick<PricePoint, 'ladder' | 'slot'> & { readonly components: boolean };
}

/**
 * Policies as they are written on a command line: `NAME`, or `NAME:{"option": value}` with the options that the
 * configuration has, or `{"policy": …, "diversity": …}` with all that shapes a shelf there. The text itself is the name
 * in the report, of which `logged` is always a part.
 *
 * @throws ArmoireError INVALID_INPUT for one that there is not, or that is named twice; INVALID_CONFIG for settings that a
 * policy cannot have
 */
export function policiesOf(
  texts: readonly string[],
  plugins: Plugins,
  { linear = {}, slates = false, prices }: Asked = {},
): NamedPolicy[] {
  const seen = new Set<string>();
  return texts
    .filter((text) => text !== loggedName)
    .map((text) => {
      if (seen.has(text)) throw invalid(text, 'is there twice');
      seen.add(text);
      if (text.trimStart().startsWith('{')) {
        if (!slates)
          throw invalid(text, 'only shelves and choices of a shop have settings besides their policy');
        return { name: text, ...shapedOf(text, plugins, linear) };
      }
      if (prices !== undefined) return { name: text, policy: pricePolicyOf(text, plugins, prices) };
      return { name: text, policy: makePolicy(parsed(policySchema, text), plugins, linear) };
    });
}

function pricePolicyOf(
  text: string,
  plugins: Plugins,
  { components, ...basis }: NonNullable<Asked['prices']>,
): AnyPolicy {
  const made = makePricePolicy(parsed(pricePolicySchema, text), plugins, basis);
  if (!made.components || components) return made.policy;
  throw new ArmoireError(
    'INVALID_INPUT',
    `Policy ${text}: it learns what was sold, which this log does not tell`,
    {
      fix: 'Give the point a policy such as price-thompson, in shadow if need be: it then logs units from that day on.',
    },
  );
}

function parsed<T>(schema: z.ZodType<T>, text: string): T {
  const result = schema.safeParse(settingsOf(text));
  if (result.success) return result.data;
  throw invalid(text, result.error.issues[0]?.message ?? 'is no policy');
}

function shapedOf(text: string, plugins: Plugins, linear: LinearDefaults): Omit<NamedPolicy, 'name'> {
  const result = shapedSchema.safeParse(json(text));
  if (!result.success) {
    const { path = [], message = 'is no policy' } = result.error.issues[0] ?? {};
    throw invalid(text, path.length === 0 ? message : `${pathOf(path)}: ${message}`);
  }
  const settings = result.data;
  const policy = makeShaped(settings, plugins, linear);
  if (settings.constraint === undefined) return { policy };
  const { of } = settings.constraint;
  return {
    policy,
    free: { of, policy: makeShaped({ ...settings, constraint: undefined }, plugins, linear) },
  };
}

function settingsOf(text: string): unknown {
  const at = text.indexOf(':');
  if (at === -1) return text;
  return { ...(json(text.slice(at + 1), text) as object), name: text.slice(0, at) };
}

function json(text: string, whole = text): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw invalid(whole, whole === text ? 'is no JSON' : 'what follows the colon is no JSON');
  }
}

function invalid(text: string, message: string): ArmoireError {
  return new ArmoireError('INVALID_INPUT', `Policy ${text}: ${message}`, {
    fix: 'Write it like thompson-linear, epsilon-greedy:{"epsilon": 0.05}, or {"policy": "thompson-linear", "randomised": 0.05}.',
  });
}

/** What a policy is called that was given a share of chance, and one that watches for changes. */
const [soft, changes] = ['-soft', '-changes'];

/**
 * Whether a policy that made a part of a log explored, by its id; undefined for one that nobody knows any more. An id
 * that says how a policy was wrapped tells as much as the policy inside.
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
  if (id.endsWith(soft)) {
    const inside = supportOf(id.slice(0, -soft.length), configured, plugins);
    return inside === undefined ? undefined : 'full';
  }
  if (id.endsWith(changes)) return supportOf(id.slice(0, -changes.length), configured, plugins);
  const known = policySchema.safeParse(id);
  if (!known.success) return pricingOf(id)?.support;
  try {
    return makePolicy(known.data, plugins).support;
  } catch (error) {
    if (error instanceof ArmoireError) return undefined;
    throw error;
  }
}
