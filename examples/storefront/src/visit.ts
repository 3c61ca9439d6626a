import { type CartLine, readCart } from './cart/index.ts';
import { cookiesOf, type Seal } from './http/cookies.ts';
import { isFormKey } from './http/forms.ts';
import { type Order, type OrderBook, readOrders } from './orders/index.ts';
import { type Consent, type Theme, themes } from './pages/layout.ts';
import { isLanguage, preferredLanguage, type Texts, textsOf } from './texts/index.ts';

/** One request, with what its cookies say. */
export interface Visit {
  readonly request: Request;
  readonly url: URL;
  readonly texts: Texts;
  readonly theme: Theme;
  readonly consent: Consent;
  /** Absent without consent. */
  readonly shopper: string | undefined;
  readonly lines: readonly CartLine[];
  /** The newest first. */
  readonly orders: readonly Order[];
  /** Proves that a form was sent by the browser that it was made for; absent until there is a cart. */
  readonly key: string | undefined;
  /** The token of the decision that led here. */
  readonly came: string | undefined;
}

export function readVisit(request: Request, seal: Seal, book: OrderBook): Visit {
  const cookies = cookiesOf(request);
  const said = cookies.get('consent');
  const consent = said === 'granted' || said === 'denied' ? said : 'unasked';
  const language = cookies.get('language');
  const key = cookies.get('key');
  return {
    request,
    url: new URL(request.url),
    texts: textsOf(
      isLanguage(language) ? language : preferredLanguage(request.headers.get('accept-language')),
    ),
    theme: themes.find((theme) => theme === cookies.get('theme')) ?? 'auto',
    consent,
    shopper: consent === 'granted' ? cookies.get('shopper') : undefined,
    lines: readCart(seal, cookies.get('cart')),
    orders: readOrders(seal, cookies.get('orders'), book),
    key: isFormKey(key) ? key : undefined,
    came: consent === 'granted' ? cookies.get('came') : undefined,
  };
}
