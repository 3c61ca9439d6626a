import { stateName } from '@armoire/core';
import type { Storage } from '@armoire/storage';
import type { ShopSettings } from '../config/index.ts';
import { type Finding, failed, ok, warning } from './check.ts';
import { checkPlatform } from './platform.ts';
import { checkPriceBook } from './price-book.ts';

const page = 5000;

/** Everything that is looked at for one shop. */
export async function checkShop(shop: ShopSettings, storage: Storage): Promise<Finding[]> {
  return [
    ...checkKeys(shop),
    checkShoppers(shop),
    ...checkPlatform(shop),
    ...(await checkCatalog(shop, storage)),
    ...(await checkPoints(shop, storage)),
    ...(await checkPriceBook(shop, storage)),
    await checkJobs(shop, storage),
  ];
}

function checkKeys({ id, publicKeys, secretKeys, origins }: ShopSettings): Finding[] {
  const weak = [...publicKeys, ...secretKeys].filter(({ key }) => key.length < 16);
  const kept = publicKeys.length === 0 || secretKeys.length === 0;
  return [
    weak.length > 0
      ? failed(
          `${id}: keys`,
          `${weak.map(({ name }) => name).join(', ')}: shorter than 16 characters`,
          'Use longer random keys; armoire init makes some.',
        )
      : ok(
          `${id}: keys`,
          kept
            ? 'made by Armoire, kept in its file of secrets: nodes on other machines need the same'
            : 'configured',
        ),
    origins.length > 0
      ? ok(`${id}: origins`, origins.join(', '))
      : warning(
          `${id}: origins`,
          'Only pages of the server itself may ask',
          'Add the origin of the shop to origins, if its pages ask Armoire directly.',
        ),
  ];
}

function checkShoppers({ id, shoppers }: ShopSettings): Finding {
  const name = `${id}: shoppers`;
  if (shoppers.ids === 'signed') return ok(name, 'only ids that Armoire signed count');
  return warning(
    name,
    'Whatever id a browser sends counts: whoever knows or guesses one can act as that shopper',
    "Set shoppers: { ids: 'signed' }. The widget needs no change; sign ids of your own by POST /v1/shoppers.",
  );
}

async function checkCatalog({ id, points }: ShopSettings, storage: Storage): Promise<Finding[]> {
  let products = 0;
  let unknownCost = 0;
  for (let after = 0; ; ) {
    const changes = await storage.catalog.current(id, after, page);
    for (const { change } of changes) {
      if (change.kind === 'tombstone') continue;
      products++;
      if (change.product.variants.some(({ cost }) => cost === undefined)) unknownCost++;
    }
    after = changes.at(-1)?.offset ?? after;
    if (changes.length < page) break;
  }
  const name = `${id}: catalogue`;
  if (products === 0)
    return [warning(name, 'There are no products', 'Import them: armoire import, or PUT /v1/products.')];
  const priced = Object.values(points).some(({ kind }) => kind === 'price');
  if (!priced || unknownCost === 0) return [ok(name, `${products} products`)];
  return [
    ok(name, `${products} products`),
    warning(
      `${id}: costs`,
      `The cost of ${unknownCost} products is unknown: they are never sold below the merchant's own price`,
      'Send variants with their cost.',
    ),
  ];
}

async function checkPoints({ id, points }: ShopSettings, storage: Storage): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const [point, settings] of Object.entries(points)) {
    const name = `${id}: point ${point}`;
    const { items } = await storage.decisions.list(id, { point }, 'desc', 1);
    const learned = await storage.state.sums(id, stateName(point, settings.policy));
    if (items.length === 0) {
      findings.push(
        warning(
          name,
          'Nothing was ever decided here',
          'Ask for it in a page, or take it out of the configuration.',
        ),
      );
    } else if (learned.length === 0) {
      findings.push(
        warning(
          name,
          'Decides, and has learned nothing',
          'Send events with the token of the answer: the widget does.',
        ),
      );
    } else {
      findings.push(ok(name, `${settings.policy.id} learns`));
    }
    if (settings.policy.support === 'none') {
      findings.push(
        warning(
          name,
          `${settings.policy.id} never explores: its log cannot evaluate other policies`,
          'Use a Thompson policy.',
        ),
      );
    }
  }
  return findings;
}

async function checkJobs({ id }: ShopSettings, storage: Storage): Promise<Finding> {
  const jobs = await storage.jobs.list(id);
  const broken = jobs.filter(({ status }) => status === 'failed');
  if (broken.length === 0) return ok(`${id}: jobs`, `${jobs.length} waiting`);
  const reasons = [...new Set(broken.map(({ kind, reason = 'unknown' }) => `${kind}: ${reason}`))].join('; ');
  return failed(
    `${id}: jobs`,
    `${broken.length} were given up (${reasons})`,
    'Look at the log for the cause. They leave this list when the same work is done.',
  );
}
