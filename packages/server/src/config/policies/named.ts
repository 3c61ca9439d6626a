import { z } from 'zod';
import { oneOf } from '../fields.ts';
import { pluginName } from '../plugins.ts';

type Member = z.ZodObject<{ name: z.ZodLiteral<string> }>;
type Members = readonly [Member, ...Member[]];
type NameOf<M extends Members> = z.output<M[number]>['name'];

export function namesOf<const M extends Members>(members: M): [NameOf<M>, ...NameOf<M>[]] {
  return members.map(({ shape }) => shape.name.value) as [NameOf<M>, ...NameOf<M>[]];
}

const brought = z.looseObject({ name: pluginName });
const broughtByName = pluginName.transform((name) => ({ name }));

/** A policy that a plugin brings. */
export type Brought = z.output<typeof brought>;

/** What a policy of these is after validation, and as a configuration writes it. */
type Settings<M extends Members> = z.output<M[number]>;
type Written<M extends Members> = NameOf<M> | z.input<M[number]>;
type Ours<M extends Members> = z.ZodType<Settings<M>, Written<M>>;

function byNameOrOptions<const M extends Members>(members: M): readonly [Ours<M>, Ours<M>] {
  const names = namesOf(members);
  const byName = oneOf(names).transform((name) => ({ name }) as Settings<M>);
  const named = z.discriminatedUnion('name', members, {
    error: ({ input }) => `no policy; give a name, one of ${names.join(', ')}: ${JSON.stringify(input)}`,
  });
  return [byName as unknown as Ours<M>, named as unknown as Ours<M>];
}

/** One of some policies, by name or by name with options. */
export function oneOfOurs<const M extends Members>(members: M): Ours<M> {
  return z.union(byNameOrOptions(members), { error: whatFits });
}

/** One of some policies, or one that a plugin brings. */
export function oneOfAll<const M extends Members>(
  members: M,
): z.ZodType<Settings<M> | Brought, Written<M> | z.input<typeof broughtByName> | z.input<typeof brought>> {
  const [byName, named] = byNameOrOptions(members);
  return z.union([byName, named, broughtByName, brought], { error: whatFits });
}

/** Of a union, only the branch that fits the input has something to say. */
function whatFits(issue: { readonly code?: string; readonly input?: unknown }): string | undefined {
  const branches = 'errors' in issue ? (issue.errors as z.core.$ZodIssue[][]) : [];
  return branches[typeof issue.input === 'string' ? 0 : 1]?.[0]?.message;
}
