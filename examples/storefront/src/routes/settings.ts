import { randomUUID } from 'node:crypto';
import { type Handler, type House, year } from '../house.ts';
import { seeOther } from '../http/answers.ts';
import { cookie } from '../http/cookies.ts';
import type { Form } from '../http/forms.ts';
import type { Routes } from '../http/router.ts';
import { themes } from '../pages/layout.ts';
import { isLanguage } from '../texts/index.ts';

/** Where a form says that it came from, as long as that is in the shop. */
function backOf(form: Form): string {
  const back = form.text('back');
  return /^\/(?![/\\])/.test(back) && !/\p{Cc}/u.test(back) ? back : '/';
}

/** What a visitor chooses once: consent, language, colours. Only the choice itself is kept. */
export function settingRoutes(house: House): Routes<Handler> {
  return {
    'POST /consent': ({ shopper }, _, form) => {
      const to = backOf(form);
      if (form.text('consent') !== 'granted') {
        return seeOther(to, [cookie('consent', 'denied', year), cookie('shopper', '', 0)]);
      }
      return seeOther(to, [
        cookie('consent', 'granted', year),
        cookie('shopper', shopper ?? randomUUID(), year),
      ]);
    },

    'POST /language': (visit, _, form) => {
      const language = form.text('language');
      if (!isLanguage(language)) return house.trouble(visit, 'form');
      return seeOther(backOf(form), [cookie('language', language, year)]);
    },

    'POST /theme': (visit, _, form) => {
      const theme = themes.find((each) => each === form.text('theme'));
      if (theme === undefined) return house.trouble(visit, 'form');
      return seeOther(backOf(form), [
        theme === 'auto' ? cookie('theme', '', 0) : cookie('theme', theme, year),
      ]);
    },
  };
}
