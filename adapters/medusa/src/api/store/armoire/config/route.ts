import { answered } from '../../../../answered.ts';

/** What a page needs for the widget: `<script src={script} data-key={key} data-url={url}>`. */
export const GET = answered(async ({ engine }) => ({
  key: engine.keys.public,
  url: '/armoire',
  script: '/armoire/armoire.js',
}));
