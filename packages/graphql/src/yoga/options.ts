import type { GraphQLSchema } from 'graphql';
import type { YogaServerOptions } from 'graphql-yoga';
import type { GatewayContext } from '../context.ts';
import { maskError, type Unexpected } from '../errors/mask-error.ts';
import { useCompiled } from './compiled.ts';
import { type Limits, shopperLimits, useLimits } from './limits.ts';

type Options<Server, User> = YogaServerOptions<Server, User>;

export interface YogaSettings<Server, User> {
  /** What the resolvers are given, made for each request. */
  readonly context?: Options<Server, User>['context'];
  /** Path of the endpoint; `/graphql` when absent. */
  readonly endpoint?: string;
  /** {@link shopperLimits} when absent. */
  readonly limits?: Limits;
  /** Bytes of a request's body; one mebibyte when absent. */
  readonly maxBody?: number;
  /** The page on which people write queries; none when absent. */
  readonly explorer?: Options<Server, User>['graphiql'];
  /** Hears of every error that was masked. */
  readonly unexpected?: Unexpected;
}

/**
 * The options with which graphql-yoga serves a schema of Armoire: as the audits of `graphql-http` found it right,
 * with limits on queries, with our errors and without anything that a host does better (origins, health, logs).
 *
 * @example
 * const yoga = createYoga(yogaOptions(shopperSchema(), { context: () => ({ shopper }) }));
 */
export function yogaOptions<
  Server extends Record<string, unknown> = Record<string, unknown>,
  User extends object = GatewayContext,
>(schema: GraphQLSchema, settings: YogaSettings<Server, User> = {}): Options<Server, User> {
  const { context, endpoint = '/graphql', limits = shopperLimits, maxBody = 2 ** 20 } = settings;
  const { explorer = false, unexpected } = settings;
  return {
    schema,
    context,
    graphqlEndpoint: endpoint,
    graphiql: explorer,
    landingPage: false,
    cors: false,
    multipart: false,
    batching: false,
    // yoga logs expected errors too; `unexpected` hears of those that somebody has to look at.
    logging: false,
    maxRequestBodySize: maxBody,
    maskedErrors: { maskError: (error) => maskError(error, unexpected) },
    plugins: [useLimits(limits), useCompiled()],
  };
}
