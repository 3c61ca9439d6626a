import { answered } from '../../../answered.ts';
import { isRemote } from '../../../options.ts';

/** How far the telling has come, and where decisions are made. */
export const GET = answered(async ({ options, progress, reader }) => ({
  shop: options.shop,
  runs: isRemote(options) ? 'remote' : 'embedded',
  shadow: isRemote(options) ? false : options.shadow,
  market: await reader.market(),
  progress,
}));
