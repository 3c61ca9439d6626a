import { ArmoireError, actorHeader } from '@armoire/protocol';
import type { MedusaRequest, MedusaResponse } from '@medusajs/framework/http';
import type { z } from 'zod';
import { type Query, rows } from './graph.ts';
import type { Shop } from './shop.ts';
import { shopOf } from './shop-of.ts';

/** A route that answers with what the shop makes of a request; its errors keep Armoire's codes, and say what to do. */
export function answered(work: (shop: Shop, request: MedusaRequest) => Promise<unknown>) {
  return async (request: MedusaRequest, response: MedusaResponse): Promise<void> => {
    try {
      response.json(await work(await shopOf(request.scope), request));
    } catch (error) {
      if (!(error instanceof ArmoireError)) throw error;
      response.status(error.status).json(error.toJSON());
    }
  };
}

/** Hands a request that Medusa has let through to the engine, with a key that the asker never sees. */
export function passedOn(path: '/graphql' | '/admin/graphql') {
  return async (request: MedusaRequest, response: MedusaResponse): Promise<void> => {
    const { engine, store } = await shopOf(request.scope);
    const key: Record<string, string> =
      path === '/graphql'
        ? { 'x-armoire-key': engine.keys.public }
        : { authorization: `Bearer ${engine.keys.secret}`, ...(await actorOf(request, store.query)) };
    const answer = await engine.send(
      new Request(`http://armoire.invalid${path}`, {
        method: 'POST',
        headers: {
          ...key,
          'content-type': 'application/json',
          ...passed(request, ['user-agent', 'accept-language']),
        },
        body: JSON.stringify(request.body ?? {}),
      }),
    );
    response.status(answer.status).json(await answer.json());
  };
}

/** Who is signed in, for the audit log: the user's email, else the id of the user or of the key. */
async function actorOf(
  { auth_context: signedIn }: MedusaRequest,
  query: Query,
): Promise<Record<string, string>> {
  const id = signedIn?.actor_id;
  if (!id) return {};
  const [user] = await rows<{ email?: string }>(query, {
    entity: 'user',
    fields: ['email'],
    filters: { id },
  });
  // A header holds no other letters.
  return { [actorHeader]: /^[ -~]+$/.test(user?.email ?? '') ? (user?.email ?? id) : id };
}

function passed({ headers }: MedusaRequest, names: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = headers[name];
      return typeof value === 'string' ? [[name, value]] : [];
    }),
  );
}

/** @throws ArmoireError INVALID_INPUT */
export function parsed<S extends z.ZodType>(schema: S, input: unknown): z.output<S> {
  const result = schema.safeParse(input);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  throw new ArmoireError('INVALID_INPUT', issue?.message ?? 'The request is wrong', {
    path: issue?.path.join('.') ?? '',
    fix: 'Correct the request; the README of @armoire/medusa shows what each route takes.',
  });
}
