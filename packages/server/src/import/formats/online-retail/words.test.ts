import { expect, test } from 'vitest';
import { deriveCategories } from './categories.ts';
import { namesArticle, titleOf } from './title.ts';

test.each([
  ['RED  GLASS T-LIGHT HOLDER ', 'Red Glass T-Light Holder'],
  ["CHILDREN'S MUG WITH A SPOON", "Children's Mug with a Spoon"],
  ['LED LAMP 40CM IN BOX', 'LED Lamp 40cm in Box'],
  ['*THE END.', 'The End'],
  ['BAG 125g MARBLES,', 'Bag 125g Marbles'],
])('%s is titled %s', (description, title) => {
  expect(titleOf(description)).toBe(title);
});

test.each(['check', '?', 'damaged?', '', '???missing', 'Found', '*Box'])('"%s" names no article', (text) => {
  expect(namesArticle(text)).toBe(false);
});

test('categories are the heads that enough articles share', () => {
  const colours = ['RED', 'BLUE', 'GREEN', 'PINK', 'WHITE', 'BLACK', 'GOLD', 'SILVER'];
  const texts = [
    ...colours.map((colour) => `${colour} GLASS CANDLE HOLDERS`),
    ...colours.map((colour) => `SET OF 3 ${colour} TEA BOXES`),
    'IRON HOLDER FOR POTS',
    'A SINGLE OAR',
  ];
  const categories = deriveCategories(new Map(texts.map((text) => [text, text])));
  expect(categories.get('RED GLASS CANDLE HOLDERS')).toEqual(['Holder', 'Candle Holder']);
  expect(categories.get('SET OF 3 GOLD TEA BOXES')).toEqual(['Box', 'Tea Box']);
  expect(categories.get('IRON HOLDER FOR POTS')).toEqual(['Holder']);
  expect(categories.get('A SINGLE OAR')).toEqual(['Other']);
});
