import type { PreviewRulesQueryVariables } from '../../api/operations.ts';
import { split } from './draft.ts';

/** For whom, and on which page, rules are tried out, as a form holds it. */
export interface SituationDraft {
  readonly product: string;
  readonly category: string;
  readonly market: string;
  readonly channel: string;
  /** Ids of products, separated by commas. */
  readonly cart: string;
  readonly age: string;
  readonly shopper: string;
}

export const nowhere: SituationDraft = {
  ...{ product: '', category: '', market: '', channel: '' },
  ...{ cart: '', age: '', shopper: '' },
};

/** Only what was filled in. */
export function situationOf({
  cart,
  age,
  shopper,
  ...draft
}: SituationDraft): Pick<PreviewRulesQueryVariables, 'situation' | 'shopper'> {
  const { product, category, market, channel } = draft;
  const given = <Name extends string>(texts: Readonly<Record<Name, string>>) =>
    Object.fromEntries(
      Object.entries<string>(texts)
        .map(([name, text]) => [name, text.trim()])
        .filter(([, text]) => text !== ''),
    ) as Partial<Record<Name, string>>;
  const inCart = split(cart);
  const years = age.trim() === '' ? {} : { age: Number(age) };
  return {
    situation: {
      ...given({ product, category }),
      ...(inCart === undefined ? {} : { cart: inCart }),
      values: { ...given({ market, channel }), ...years },
    },
    ...given({ shopper }),
  };
}
