/**
 * The style sheets of the shadow trees. Every length that decides a height is fixed, so that the place kept
 * for a card is as high as the card: nothing moves when it comes. Colours are the page's own or see-through
 * greys, which suit light and dark pages alike; sides are logical, which suits both directions of writing.
 */

/** The fallback (slot) and the content lie in one cell: the room is that of the larger. */
const base = `\
:host{display:block}\
[hidden],:host([hidden]){display:none!important}\
.box{display:grid;grid-template-columns:minmax(0,1fr)}\
.box>*{grid-area:1/1;min-width:0}\
slot{display:block}\
.live{visibility:hidden}\
.ready>.live,.empty.waiting>.live{visibility:visible}\
.ready>slot{display:none}\
i{background:#80808029;animation:pulse 1.6s infinite}\
@keyframes pulse{50%{opacity:.45}}\
s{margin-inline-start:.4em;font-weight:400;opacity:.68}\
s>span{position:absolute;clip-path:inset(50%)}\
@media(prefers-reduced-motion){*{animation:none!important;scroll-behavior:auto!important}}\
`;

export const shelfCss = `${base}\
.box{--w:var(--armoire-card-width,min(11rem,38vw));min-height:var(--armoire-shelf-height,calc(9rem + var(--w)))}\
[part=head]{display:flex;justify-content:end;gap:.5rem;margin-block-end:.75rem}\
[part=heading]{flex:1;margin:0;font-weight:650;font-size:var(--armoire-heading-size,1.25rem);line-height:1.75rem;white-space:nowrap;overflow:hidden;text-overflow:ellipsis}\
button{width:1.75rem;height:1.75rem;padding:0;border:1px solid #80808080;border-radius:50%;background:none;color:inherit;font:1.25rem/1 sans-serif}\
[aria-disabled=true]{opacity:.4}\
ul{display:grid;grid-auto-flow:column;grid-auto-columns:var(--w);gap:var(--armoire-gap,1rem);margin:-.25rem;padding:.25rem .25rem .75rem;list-style:none;overflow-x:auto;scroll-snap-type:x mandatory;scroll-padding:.25rem;scroll-behavior:smooth;scrollbar-width:thin}\
:host([layout=grid]) ul{grid-auto-flow:row;grid-template-columns:repeat(auto-fill,minmax(var(--w),1fr))}\
li{position:relative;min-width:0;font-size:.9375rem;scroll-snap-align:start}\
a{display:block;color:inherit;text-decoration:none}\
[part=media]{position:relative;display:grid;place-items:center;aspect-ratio:var(--armoire-image-ratio,1);overflow:hidden;border-radius:var(--armoire-radius,.75rem);background:var(--armoire-image-background,#8080801f)}\
[part=letter]{font-size:2.5rem;opacity:.3}\
img{position:absolute;inset:0;width:100%;height:100%;object-fit:var(--armoire-image-fit,cover)}\
a:hover [part=title]{text-decoration:underline}\
[part=sold-out]{position:absolute;inset-block-start:.5rem;inset-inline-start:.5rem;padding:0 .5rem;border-radius:1rem;font-size:.75rem;line-height:1.5rem;background:#000b;color:#fff}\
[part=title]{display:-webkit-box;-webkit-box-orient:vertical;-webkit-line-clamp:2;overflow:hidden;overflow-wrap:anywhere;height:2.5rem;margin-block-start:.625rem;line-height:1.25rem}\
[part=price]{height:1.5rem;margin-block-start:.25rem;line-height:1.5rem;font-weight:650;white-space:nowrap;overflow:hidden;text-overflow:ellipsis}\
`;

export const priceCss = `${base}\
:host{display:inline-block;min-inline-size:var(--armoire-price-min-width,0)}\
.box{display:inline-grid;align-items:baseline;white-space:nowrap}\
i{display:none;inline-size:4em;block-size:1em}\
.empty i{display:inline-block}\
`;

export const choiceCss = `${base}\
.box{min-height:var(--armoire-choice-height,0)}\
`;
