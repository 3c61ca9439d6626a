import type { Handler, House } from '../house.ts';
import { seeOther } from '../http/answers.ts';
import type { Routes } from '../http/router.ts';
import { shoppers } from '../pages/shoppers.ts';
import { isPace } from '../simulated/index.ts';

/** Where simulated shoppers are explained, hurried on and sent home. */
export const shoppersPage = '/shoppers';

export function shopperRoutes(house: House): Routes<Handler> {
  const { shoppers: simulated } = house;
  return {
    [`GET ${shoppersPage}`]: (visit) => {
      const { title, lead: description } = visit.texts.words.simulated;
      const body = shoppers(visit.texts, {
        pace: simulated.pace,
        doings: simulated.doings,
        full: simulated.full,
        at: simulated.at,
      });
      return house.page(visit, { title, description, body });
    },

    [`POST ${shoppersPage}`]: (visit, _, form) => {
      const pace = form.text('pace');
      if (!isPace(pace)) return house.trouble(visit, 'form');
      simulated.pace = pace;
      return seeOther(shoppersPage);
    },
  };
}
