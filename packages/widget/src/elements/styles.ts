/**
 * The style sheets of the shadow trees. Every length that decides a height is fixed, so that the place kept
 * for a card is as high as the card: nothing moves when it comes. Colours are the page's own or see-through
 * greys, which suit light and dark pages alike; sides are logical, which suits both directions of writing.
 */

/** The fallback (slot) and the content lie in one cell: the room is that of the larger. */
const base = `
:host{display:block}
:host([hidden]){display:none}
.box{display:grid;grid-template-columns:minmax(0,1fr)}
.box>*{grid-area:1/1;min-width:0}
slot{display:block}
.live{visibility:hidden}
.ready>.live,.empty.waiting>.live{visibility:visible}
[hidden]{display:none!important}
.ready>slot{display:none}
i{display:block;background:rgba(128,128,128,.16);border-radius:.25rem;animation:pulse 1.6s ease-in-out infinite}
@keyframes pulse{50%{opacity:.45}}
@media(prefers-reduced-motion:reduce){*{animation:none!important;transition:none!important}}
s{margin-inline-start:.4em;font-weight:400;opacity:.68}
.said{position:absolute;clip-path:inset(50%)}
`;

export const shelfCss = `${base}
.box{min-height:var(--armoire-shelf-height,calc(9rem + var(--armoire-card-width,min(11rem,38vw))))}
[part=heading]{margin:0 0 .75rem;font-weight:650;font-size:var(--armoire-heading-size,1.25rem);line-height:1.75rem;white-space:nowrap;overflow:hidden;text-overflow:ellipsis}
ul{display:grid;grid-auto-flow:column;grid-auto-columns:var(--armoire-card-width,min(11rem,38vw));justify-content:start;gap:var(--armoire-gap,1rem);margin:-.25rem;padding:.25rem .25rem .75rem;list-style:none;overflow-x:auto;scroll-snap-type:x proximity;scrollbar-width:thin}
li{min-width:0;scroll-snap-align:start}
a{display:block;position:relative;color:inherit;text-decoration:none;border-radius:var(--armoire-radius,.75rem)}
a:focus-visible{outline:2px solid;outline-offset:2px}
.media{position:relative;display:grid;place-items:center;aspect-ratio:var(--armoire-image-ratio,1);overflow:hidden;border-radius:var(--armoire-radius,.75rem);background:var(--armoire-image-background,rgba(128,128,128,.12))}
.letter{font-size:2.5rem;line-height:1;opacity:.3;text-transform:uppercase}
img{position:absolute;inset:0;inline-size:100%;block-size:100%;object-fit:var(--armoire-image-fit,cover);transition:transform .3s}
a:hover img{transform:scale(1.03)}
a:hover .title{text-decoration:underline}
.badge{position:absolute;inset-block-start:.5rem;inset-inline-start:.5rem;padding:0 .5rem;border-radius:1rem;font-size:.75rem;line-height:1.5rem;background:rgba(0,0,0,.75);color:#fff}
[part~=unavailable] img{opacity:.55}
.title{display:-webkit-box;-webkit-box-orient:vertical;-webkit-line-clamp:2;overflow:hidden;overflow-wrap:anywhere;block-size:2.5rem;margin-block-start:.625rem;font-size:.9375rem;line-height:1.25rem}
.price{block-size:1.5rem;margin-block-start:.25rem;font-size:.9375rem;line-height:1.5rem;font-weight:650;font-variant-numeric:tabular-nums;white-space:nowrap;overflow:hidden;text-overflow:ellipsis}
.ghost .media{animation:pulse 1.6s ease-in-out infinite}
.title>i{block-size:1rem;inline-size:85%}
.price>i{block-size:1rem;inline-size:40%}
`;

export const priceCss = `${base}
:host{display:inline-block;min-inline-size:var(--armoire-price-min-width,0)}
.box{display:inline-grid;align-items:baseline;white-space:nowrap;font-variant-numeric:tabular-nums}
i{display:none;inline-size:4em;block-size:1em;vertical-align:-.15em}
.empty i{display:inline-block}
`;

export const choiceCss = `${base}
.box{min-height:var(--armoire-choice-height,0)}
`;
