import { ArmoireError } from '@armoire/protocol';
import { StepResponse } from '@medusajs/framework/workflows-sdk';
import {
  addToCartWorkflow,
  createCartWorkflow,
  refreshCartItemsWorkflow,
  updateLineItemInCartWorkflow,
} from '@medusajs/medusa/core-flows';
import { armoireCartCreated, armoirePricing } from '../workflows/pricing.ts';

/** A hook of Medusa's, which takes one handler in a whole application. */
interface Hook {
  readonly name: string;
  attach(): void;
}

const pricing = async (...given: Parameters<typeof armoirePricing>) =>
  new StepResponse(await armoirePricing(...given));

const created = async (...given: Parameters<typeof armoireCartCreated>) => {
  await armoireCartCreated(...given);
  return new StepResponse(undefined);
};

const hooks: readonly Hook[] = [
  {
    name: 'createCartWorkflow.hooks.setPricingContext',
    attach: () => createCartWorkflow.hooks.setPricingContext(pricing),
  },
  {
    name: 'createCartWorkflow.hooks.cartCreated',
    attach: () => createCartWorkflow.hooks.cartCreated(created),
  },
  {
    name: 'addToCartWorkflow.hooks.setPricingContext',
    attach: () => addToCartWorkflow.hooks.setPricingContext(pricing),
  },
  {
    name: 'refreshCartItemsWorkflow.hooks.setPricingContext',
    attach: () => refreshCartItemsWorkflow.hooks.setPricingContext(pricing),
  },
  {
    name: 'updateLineItemInCartWorkflow.hooks.setPricingContext',
    attach: () => updateLineItemInCartWorkflow.hooks.setPricingContext(pricing),
  },
];

/**
 * Has Medusa's carts ask for their arm. Where the store has a handler of its own, Medusa takes no second one.
 *
 * @param composed the store's own handlers call {@link armoirePricing} and {@link armoireCartCreated}
 * @throws ArmoireError CONFLICT with the hooks that are taken, and what to write into their handlers
 */
export function attachHooks(composed: boolean): void {
  const taken = hooks.filter((hook) => !attached(hook)).map(({ name }) => name);
  if (composed || taken.length === 0) return;
  throw new ArmoireError(
    'CONFLICT',
    `Price arms are off: ${taken.join(', ')} ${taken.length === 1 ? 'has a handler' : 'have handlers'} of your own, and Medusa takes one for each hook`,
    {
      path: 'priceArms.hooks',
      fix: "Import armoirePricing and armoireCartCreated of @armoire/medusa/workflows/pricing. Have your handler of setPricingContext return new StepResponse({ ...yours, ...(await armoirePricing(input, context)) }), and that of cartCreated await armoireCartCreated(input, context). Then set priceArms.hooks to 'composed'. Until then everybody sees your own prices.",
    },
  );
}

function attached({ attach }: Hook): boolean {
  try {
    attach();
    return true;
  } catch (error) {
    if (error instanceof Error && error.message.includes('multiple hook handlers')) return false;
    throw error;
  }
}
