/** The style of the report: the reader's own light or dark, and one column where the screen is narrow. */
export const style = `
:root { color-scheme: light dark; --ink: #1d2433; --quiet: #5c667a; --paper: #fbfbfd; --card: #fff; --edge: #dfe3ec; --one: #2f5fd0; --soft: #e3e9f8; --warn: #b5541c; }
@media (prefers-color-scheme: dark) { :root { --ink: #e8ebf2; --quiet: #a0a9bb; --paper: #12151c; --card: #1a1f29; --edge: #303848; --one: #86a9ff; --soft: #28324a; --warn: #f0a070; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 16px/1.5 system-ui, sans-serif; }
main { max-width: 68rem; margin: 0 auto; padding: 2rem 1.25rem 4rem; }
h1 { font-size: 1.6rem; line-height: 1.25; margin: 0 0 .4rem; }
h2 { font-size: 1.1rem; margin: 0 0 .2rem; }
h3 { font-size: .95rem; margin: 1rem 0 .15rem; overflow-wrap: anywhere; }
h4 { font-size: .9rem; font-weight: 600; margin: .6rem 0 0; color: var(--quiet); }
p { margin: .3rem 0; max-width: 46rem; }
.quiet, figcaption { color: var(--quiet); font-size: .9rem; }
figcaption strong { color: var(--ink); display: block; overflow-wrap: anywhere; }
section { background: var(--card); border: 1px solid var(--edge); border-radius: 12px; padding: 1.1rem 1.25rem 1.3rem; margin-top: 1.1rem; }
.verdicts { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(15rem, 100%), 1fr)); gap: .8rem; margin-top: 1.1rem; }
.verdict { background: var(--card); border: 1px solid var(--edge); border-radius: 12px; padding: .9rem 1.1rem; overflow-wrap: anywhere; }
.verdict b { display: block; font-size: 1.35rem; font-variant-numeric: tabular-nums; }
.verdict .off { color: var(--warn); }
svg { display: block; width: 100%; overflow: visible; }
svg text { fill: var(--quiet); font-size: 12px; text-anchor: middle; font-variant-numeric: tabular-nums; }
svg .refused { fill: var(--warn); }
.interval { stroke: var(--one); stroke-width: 2; }
.dot, .bar { fill: var(--one); }
.zero { fill: var(--warn); }
.track { fill: var(--soft); }
.rule { stroke: var(--edge); }
.reference { stroke: var(--quiet); stroke-dasharray: 3 3; }
.strip { display: grid; grid-template-columns: 9rem 1fr; align-items: center; gap: .6rem; font-size: .9rem; color: var(--quiet); }
.meter { display: grid; grid-template-columns: 1fr 14rem; align-items: center; gap: .8rem; font-size: .9rem; color: var(--quiet); }
.histograms { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(18rem, 100%), 1fr)); gap: 1.4rem; margin-top: .8rem; }
figure { margin: 0; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; font-size: .9rem; width: 100%; font-variant-numeric: tabular-nums; }
th, td { text-align: right; padding: .35rem .7rem; border-bottom: 1px solid var(--edge); white-space: nowrap; }
th { font-weight: 600; color: var(--quiet); }
th:first-child, td:first-child, th:nth-child(2), td:nth-child(2), td:last-child, th:last-child { text-align: left; }
td:first-child { white-space: normal; overflow-wrap: anywhere; min-width: 9rem; }
ul { margin: .3rem 0; padding-left: 1.2rem; }
li { overflow-wrap: anywhere; }
@media (max-width: 40rem) { .strip { grid-template-columns: 5rem 1fr; gap: .3rem; line-height: 1.2; } .meter { grid-template-columns: 1fr; gap: 0; } main { padding-top: 1.2rem; } section { padding-inline: 1rem; } }
`;
