import type { Container } from '@medusajs/framework/types';
import { Modules, QueryContext } from '@medusajs/framework/utils';
import {
  createStep,
  createWorkflow,
  StepResponse,
  transform,
  WorkflowResponse,
} from '@medusajs/framework/workflows-sdk';
import { batchPriceListPricesWorkflow } from '@medusajs/medusa/core-flows';
import { armAttribute, learnedContext } from '../arms/arm.ts';
import { dropList, knownList, type ListRules, makeList, type Pricing, placesOf } from '../prices/list.ts';
import { type Plan, planOf, type Wanted, type WriteAnswer } from '../prices/plan.ts';
import { chargedPrices } from '../prices/reader.ts';
import { shopOf } from '../shop-of.ts';

const pricingOf = (container: Container) => container.resolve(Modules.PRICING) as Pricing;

/** The list that the prices go to, made for the first of them; gone again where that is not written. */
const list = createStep(
  'armoire-price-list',
  async (_: unknown, { container }) => {
    const { store, ledger } = await shopOf(container);
    const known = await knownList(store.query, ledger);
    if (known !== undefined) return new StepResponse<string, boolean>(known, false);
    const { [armAttribute]: arm } = learnedContext(store.options);
    const rules: ListRules = arm === undefined ? {} : { [armAttribute]: [arm] };
    return new StepResponse<string, boolean>(await makeList(pricingOf(container), ledger, rules), true);
  },
  async (made, { container }) => {
    if (made === true) await dropList(pricingOf(container), (await shopOf(container)).ledger);
  },
);

/** What may be written now: the store is read first. */
const plan = createStep(
  'armoire-price-plan',
  async ({ wanted, id }: { wanted: readonly Wanted[]; id: string }, { container }) => {
    const { store, reader } = await shopOf(container);
    const variants = wanted.map(({ variant }) => variant);
    const market = await reader.market();
    const charged = await chargedPrices(
      store.query,
      market,
      (context) => QueryContext(context),
      variants,
      id,
      learnedContext(store.options),
    );
    return new StepResponse<Plan, undefined>(
      planOf(wanted, charged, await placesOf(store.query, id, variants)),
    );
  },
);

/** The rows that say what was written; taken back where what follows fails. */
const audit = createStep(
  'armoire-price-audit',
  async ({ id, made }: { id: string; made: Plan }, { container }) => {
    const { rows } = await shopOf(container);
    return new StepResponse<undefined, readonly string[]>(undefined, await rows.add(id, made.audit));
  },
  async (ids, { container }) => {
    if (ids !== undefined) await (await shopOf(container)).rows.takeBack(ids);
  },
);

/**
 * Writes prices to Armoire's price list: all of them with their audit rows, or none. Medusa's own workflow writes the
 * prices, so that whatever listens to it is told.
 */
export const writePricesWorkflow = createWorkflow<{ wanted: readonly Wanted[] }, readonly WriteAnswer[]>(
  'armoire-write-prices',
  (input) => {
    const id = list(input);
    const made = plan(transform({ input, id }, (given) => ({ wanted: given.input.wanted, id: given.id })));
    audit(transform({ id, made }, (given) => given));
    batchPriceListPricesWorkflow.runAsStep({
      input: transform({ id, made }, (given) => ({
        data: {
          id: given.id,
          create: given.made.create,
          update: given.made.update,
          delete: given.made.delete,
        },
      })),
    });
    return new WorkflowResponse(transform({ made }, (given) => given.made.answers));
  },
);
