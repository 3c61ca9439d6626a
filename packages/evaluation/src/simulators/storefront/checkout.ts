import { day } from '@armoire/protocol';
import { accepts, appeal } from './choice.ts';
import type { CartLine, Diary } from './diary.ts';
import { openPage, type Session } from './page.ts';

/** Share of lines that are taken out again at the sight of the cart. */
const regret = 0.08;

/** The cart: some things are taken out, the rest is ordered or left, and some of what was ordered comes back. */
export function* checkout(diary: Diary): Session {
  const { world, rng, shopper, cart, stock } = diary;
  yield* openPage(diary, { kind: 'cart' });
  for (const line of [...cart]) {
    // What somebody else has bought in the meantime cannot be ordered.
    const there = stock?.has(line.article) ?? true;
    if (rng.next() >= regret && there) continue;
    diary.item('remove_from_cart', line.article, line.line.token);
    cart.splice(cart.indexOf(line), 1);
  }
  diary.wait(60);
  if (cart.length === 0 || rng.next() >= world.settings.checkout) return;
  for (const { article } of cart) stock?.take(article, diary.now);
  diary.purchase(cart.map(({ line }) => line));
  const back = (line: CartLine) =>
    !accepts(rng, world.settings.keep + appeal(world, shopper, line.article, diary.now));
  const returned = cart.filter(back);
  if (returned.length === 0) return;
  const after = Math.round(day * (2 + 12 * rng.next()));
  diary.refund(
    returned.map(({ line }) => line),
    after,
  );
  for (const { article } of returned) stock?.giveBack(article, diary.now + after);
}
