/**
 * What the adapter uses of Medusa, and no more: Medusa itself, with 1,084 packages, is installed only where a store is.
 */

declare module '@medusajs/framework/utils' {
  export const ContainerRegistrationKeys: {
    readonly CONFIG_MODULE: 'configModule';
    readonly LOGGER: 'logger';
    readonly PG_CONNECTION: '__pg_connection__';
    readonly QUERY: 'query';
  };
  export const Modules: {
    readonly LOCKING: 'locking';
    readonly CART: 'cart';
    readonly PRICING: 'pricing';
    readonly TAX: 'tax';
  };
  export function Module<S>(name: string, definition: { service: S }): unknown;
  export function QueryContext(context: object): unknown;
  export function getTotalVariantAvailability(
    query: unknown,
    data: { variant_ids: string[] },
  ): Promise<Record<string, { availability: number | null }>>;
  export function getVariantAvailability(
    query: unknown,
    data: { variant_ids: string[]; sales_channel_id: string },
  ): Promise<Record<string, { availability: number | null }>>;
}

declare module '@medusajs/framework' {
  import type { Container } from '@medusajs/framework/types';
  export const container: Container;
}

declare module '@medusajs/framework/types' {
  export interface Container {
    resolve(name: string, options?: { allowUnregistered?: boolean }): unknown;
  }
}

declare module '@medusajs/framework/http' {
  import type { IncomingMessage, ServerResponse } from 'node:http';
  import type { Container } from '@medusajs/framework/types';
  export interface MedusaRequest extends IncomingMessage {
    readonly scope: Container;
    readonly originalUrl: string;
    readonly body?: unknown;
    /** The body as Medusa's own routes have checked it. */
    validatedBody?: {
      metadata?: Readonly<Record<string, unknown>> | null;
      additional_data?: Readonly<Record<string, unknown>> | null;
    };
    /** What prices are worked out for, on routes that show any. */
    pricingContext?: Readonly<Record<string, unknown>>;
    readonly query: Record<string, unknown>;
    readonly params: Record<string, string>;
    readonly publishable_key_context?: { readonly sales_channel_ids: readonly string[] };
    readonly auth_context?: { readonly actor_id?: string };
  }
  export interface MedusaResponse extends ServerResponse {
    status(code: number): MedusaResponse;
    json(body: unknown): void;
  }
  export type MedusaNextFunction = (error?: unknown) => void;
  export interface MiddlewareRoute {
    matcher: string | RegExp;
    method?: string | string[];
    bodyParser?: false | { sizeLimit?: string };
    middlewares?: ((request: MedusaRequest, response: MedusaResponse, next: MedusaNextFunction) => unknown)[];
  }
  export function defineMiddlewares(config: { routes: MiddlewareRoute[] }): unknown;
}

declare module '@medusajs/framework/workflows-sdk' {
  import type { Container } from '@medusajs/framework/types';
  export class StepResponse<Output, Undo = Output> {
    constructor(output: Output, undo?: Undo);
  }
  export class WorkflowResponse<Output> {
    constructor(output: Output);
  }
  /** A value that a workflow will have once it runs. */
  export type Later<T> = { readonly __later?: T };
  export function createStep<Input, Output, Undo>(
    name: string,
    invoke: (input: Input, context: { readonly container: Container }) => Promise<StepResponse<Output, Undo>>,
    compensate?: (undo: Undo | undefined, context: { readonly container: Container }) => Promise<void>,
  ): (input: Input | Later<Input>) => Later<Output>;
  export function transform<Given, Output>(
    given: Given,
    work: (given: { [K in keyof Given]: Given[K] extends Later<infer T> ? T : Given[K] }) => Output,
  ): Later<Output>;
  export function createWorkflow<Input, Output>(
    name: string,
    compose: (input: Later<Input>) => WorkflowResponse<Later<Output>>,
  ): (container: Container) => { run(asked: { input: Input }): Promise<{ readonly result: Output }> };
}

declare module '@medusajs/medusa/core-flows' {
  import type { Container } from '@medusajs/framework/types';
  import type { Later, StepResponse } from '@medusajs/framework/workflows-sdk';
  export const batchPriceListPricesWorkflow: {
    runAsStep(asked: { input: Later<{ data: object }> }): Later<unknown>;
  };

  interface HookInput {
    readonly cart?: { readonly id: string };
    readonly cart_id?: string;
    readonly additional_data?: Readonly<Record<string, unknown>>;
  }
  type Handler<Input> = (
    input: Input,
    context: { readonly container: Container },
  ) => Promise<StepResponse<unknown>>;
  interface PricedHooks {
    setPricingContext(handler: Handler<HookInput>): void;
  }
  export const addToCartWorkflow: { readonly hooks: PricedHooks };
  export const refreshCartItemsWorkflow: { readonly hooks: PricedHooks };
  export const updateLineItemInCartWorkflow: { readonly hooks: PricedHooks };
  export const createCartWorkflow: {
    readonly hooks: PricedHooks & {
      cartCreated(handler: Handler<HookInput & { readonly cart: { readonly id: string } }>): void;
    };
  };
}
