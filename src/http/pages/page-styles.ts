/** The styles of what stands on the pages: lists of articles, one article, the guide to feeds. */

/** Lists of articles by day, the heads of categories and officials, the index beside them. */
export const LIST_STYLE = [
  `.columns { display: grid; gap: 3rem clamp(2rem, 5vw, 4.5rem); }
.list { min-inline-size: 0; }
.day { display: grid; gap: 0 2rem; margin-block-end: 2.25rem; }
.day > h2 { margin: 0; padding-block: 0.55rem 0.35rem; border-block-start: 1px solid var(--ink); font-size: 1rem;
  font-weight: 400; font-style: italic; color: var(--quiet); }
.day > h2:lang(zh), .day > h2:lang(ar), .day > h2:lang(ur) { font-style: normal; }`,
  // One measure for headings and summaries: text from the right begins where its heading does.
  `.day > div { min-inline-size: 0; max-inline-size: 42rem; }
.entry { padding-block: 0.75rem 1.1rem; border-block-start: 1px solid var(--hairline); }
.entry:first-child { border-block-start: 0; padding-block-start: 0; }
.entry h3 { margin: 0 0 0.3em; font-size: 1.3125rem; font-weight: 400; text-wrap: pretty; }
.entry h3 a { text-decoration: none; display: inline-block; }
.entry h3 a:hover { text-decoration: underline; }
.entry.top h3 { font-size: clamp(1.5rem, 1.2rem + 1.4vw, 2.125rem); }`,
  // A list is for choosing; whoever listens to the page hears all of it.
  `.entry .summary { margin: 0 0 0.35em; color: var(--quiet); display: -webkit-box;
  -webkit-box-orient: vertical; -webkit-line-clamp: 4; line-clamp: 4; overflow: hidden; }
.entry.withdrawn h3 { color: var(--quiet); font-size: 1.0625rem; }
.entry.withdrawn h3 a { display: inline; }
.pictured { display: grid; grid-template-columns: minmax(0, 1fr) clamp(5.5rem, 22%, 9rem); column-gap: 1.25rem; align-content: start; }
.pictured > * { grid-column: 1; }
.thumb { grid-column: 2; grid-row: 1 / span 3; inline-size: 100%; aspect-ratio: 3 / 2; object-fit: cover; margin-block-start: 0.4rem;
  background: var(--sheet); }
.empty { color: var(--quiet); font-size: 1.15em; border-block-start: 1px solid var(--ink); padding-block-start: 1rem; }
.pages { display: flex; flex-wrap: wrap; justify-content: space-between; gap: 1rem;
  border-block-start: 1px solid var(--ink); padding-block-start: 0.75rem; }
.pages a { font-size: 0.9375rem; padding-block: 0.35em; }
.pages a[rel="next"] { margin-inline-start: auto; }
.pages:has([aria-current]) { justify-content: flex-start; }
.index h2, .facts h2 { margin: 0; padding-block: 0.6rem 0.5rem; border-block-start: 4px double var(--ink);
  font-weight: 600; letter-spacing: 0.02em; }
.index section { margin-block-end: 1.75rem; }
.index section > ul { list-style: none; padding: 0; margin: 0; }
.index section > ul li { padding-block: 0.2rem; border-block-end: 1px solid var(--hairline); line-height: 1.5; }
.index a { text-decoration: none; }
.index a:hover { text-decoration: underline; }
.index .role { display: block; font-size: 0.8em; padding-block-end: 0.25rem; }
.entry-head { display: flex; flex-wrap: wrap; gap: 1.5rem 2.25rem; margin-block-end: 2.75rem; }
.entry-head > div { flex: 1 1 20rem; min-inline-size: 0; }
.entry-head > img { inline-size: 9rem; block-size: 11.25rem; object-fit: cover; border: 1px solid var(--hairline); padding: 0.3rem;
  background: var(--sheet); }
.entry-head .kind { margin: 0 0 0.25rem; }
.entry-head .page-title { margin-block-end: 0.1em; }
.entry-head .role { font-size: 1.1em; margin-block-end: 0.75rem; }
.terms h2, .list > section:not(.day) > h2 { font-size: 1.2em; font-weight: 400; margin-block: 1.5em 0.5em; }
.entry-head .terms ul { list-style: none; padding: 0; }
.entry-head .terms .role { margin: 0; }
.entry-head .terms .days { display: block; color: var(--quiet); font-size: 0.9em; padding-block-end: 0.35rem; }
.entry-head .actions { display: flex; flex-wrap: wrap; align-items: stretch; gap: 0.4rem; }
@media (max-width: 30rem) { .entry-head > img { inline-size: 6rem; block-size: 7.5rem; } }
.entry-head .about { max-inline-size: var(--measure); }
.search.whole { flex-wrap: wrap; margin-block-end: 1.75rem; max-inline-size: 46rem; }
.search.whole input[type="search"] { min-inline-size: min(100%, 11rem); }
.search.whole .button { background: var(--accent); color: var(--accent-ink); }
.choices { flex: 1 0 100%; min-inline-size: 0; display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 10rem), 1fr));
  gap: 0.5rem 1rem; margin-block: 0.3rem; }
.choices > label { display: grid; grid-template-columns: minmax(0, 1fr); }
.choices .ticks { grid-column: 1 / -1; }
.ticks { list-style: none; display: flex; flex-wrap: wrap; gap: 0.2rem 1.25rem; margin: 0; padding: 0; }
.ticks label { display: inline-block; min-block-size: 24px; padding-block: 0.15rem; }`,
  // As many columns as fit; names are read downwards.
  `.entries { list-style: none; margin: 0; padding: 0; columns: 17rem; column-gap: 2.5rem; }
.entries li { break-inside: avoid; padding-block: 0.35rem; border-block-end: 1px solid var(--hairline); line-height: 1.45; }
.entries .role { display: block; }
.portraits li { display: grid; grid-template-columns: 2.5rem minmax(0, 1fr); grid-template-rows: auto 1fr; column-gap: 0.75rem;
  min-block-size: 3.875rem; align-content: start; }
.portraits li > * { grid-column: 2; }
.portraits img, .portraits li:not(:has(img))::before { grid-column: 1; grid-row: 1 / span 2; inline-size: 2.5rem;
  block-size: 3.125rem; object-fit: cover; background: var(--sheet); content: ""; }
.terms .portraits li { grid-template-rows: auto auto 1fr; padding-block: 0.35rem; }
.terms .portraits img, .terms .portraits li:not(:has(img))::before { grid-row-end: span 3; }
.pages a[aria-current] { font-weight: 700; text-decoration: none; }
.months { display: flex; flex-wrap: wrap; gap: 0.2rem 1.25rem; }
.months dt { flex: 1 0 100%; font-weight: 600; border-block-start: 1px solid var(--hairline); padding-block-start: 0.4rem; }
.months dd { margin: 0; }`,
  // A narrow column keeps its whole width for the title.
  `@media (max-width: 30rem) {
  .pictured h3, .pictured .labels { grid-column: 1 / -1; }
  .thumb { grid-row: 2; margin-block-end: 0.4rem; }
}
@media (min-width: 44rem) {
  .day { grid-template-columns: 9.5rem minmax(0, 1fr); border-block-start: 1px solid var(--ink); padding-block-start: 0.9rem; }
  .day > h2 { border: 0; padding-block: 0.3rem 0; }
}
@media (min-width: 64rem) {
  .columns:has(.index) { grid-template-columns: minmax(0, 1fr) 15.5rem; }
}`,
].join('\n');

/** One article, set for long reading. */
export const ARTICLE_STYLE = [
  `.article { max-inline-size: var(--measure); margin-inline: auto; }
.article > header { margin-block-end: 1.75rem; }
.article h1 { margin: 0.15em 0 0.45em; font-size: clamp(1.75rem, 1.3rem + 2.2vw, 2.875rem); font-weight: 400; }`,
  // Every Chinese character is as wide as two Latin letters.
  `.article h1:lang(zh), .article h1:lang(yue) { font-size: clamp(1.5rem, 1.2rem + 1.5vw, 2.125rem); line-height: 1.45;
  text-wrap: pretty; }
.byline { display: flex; flex-wrap: wrap; align-items: baseline; gap: 0.1rem 1.5rem; margin: 0; padding-block: 0.5rem;
  border-block: 1px solid var(--hairline); color: var(--quiet); font-size: 0.875rem; }
.byline > span { padding-block: 0.15rem; }
.translations { display: flex; flex-wrap: wrap; align-items: baseline; gap: 0 0.75em; }
.note { margin-block: 1.25rem 0; padding: 0.8rem 1.1rem; background: var(--sheet); border-inline-start: 4px solid var(--accent); }
.note p { margin: 0; }
p.note { font-weight: 600; }
.article > header > .note:first-child { margin-block: 0 1.25rem; }
.article.withdrawn h1 { color: var(--quiet); }
.picture { display: block; inline-size: 100%; block-size: auto; max-block-size: 85vh; object-fit: contain; }
.lead-picture { margin: 0 0 1.75rem; }
.content { hyphens: auto; hyphenate-limit-chars: 8 4 4; }
.content > :first-child { margin-block-start: 0; }
.content p, .content ul, .content ol, .content dl, .content blockquote, .content figure, .content pre,
.content details { margin-block: 0 1.05em; }
.content :is(h1, h2, h3, h4, h5, h6) { margin-block: 1.7em 0.5em; font-weight: 600; font-size: 1.1em; hyphens: none; }
.content :is(h1, h2) { font-size: 1.35em; font-weight: 400; }
.content blockquote { margin-inline: 0; padding-inline-start: 1.25em; border-inline-start: 2px solid var(--accent);
  color: var(--quiet); }
.content figure { margin-inline: 0; }
.content figcaption, .lead-picture figcaption, .content caption { font-size: 0.875em; color: var(--quiet); text-align: start; padding-block: 0.4em; }
figcaption small { display: block; }
.content :is(ul, ol) { padding-inline-start: 1.5em; }
.content li::marker { color: var(--accent); }
.content dt { font-weight: 600; }
.content dd { margin-inline-start: 1.5em; overflow-wrap: anywhere; }
.content hr { border: 0; border-block-start: 1px solid var(--hairline); margin-block: 2em; }
.content pre, .content code, .content samp, .content kbd { font-family: ui-monospace, "Cascadia Mono", Menlo, Consolas,
  "DejaVu Sans Mono", monospace; font-size: 0.86em; }
.content pre { white-space: pre-wrap; overflow-wrap: anywhere; padding: 1em; background: var(--sheet); hyphens: none;
  line-height: 1.5; unicode-bidi: plaintext; }
.content .wide { overflow-x: auto; margin-block: 0 1.2em; }
.content table { border-collapse: collapse; font-size: 0.9em; line-height: 1.45;
  font-variant-numeric: lining-nums tabular-nums; hyphens: none; }
.content :is(th, td) { padding: 0.45em 0.9em 0.45em 0; border-block-end: 1px solid var(--hairline); text-align: start;
  vertical-align: top; }
.content thead th { border-block-end: 1px solid var(--ink); }
.content mark { background: var(--sheet); color: inherit; border-block-end: 2px solid var(--accent); }
.content a[href^="http"] { overflow-wrap: anywhere; }`,
  // Slanted letters belong to Latin, Greek and Cyrillic; Chinese marks stress with dots, Arabic with weight.
  `.content :lang(zh) em, .content:lang(zh) em { font-style: normal; text-emphasis: filled dot; text-emphasis-position: under right; }
.content:lang(ar) em, .content:lang(ur) em, .content:lang(fa) em { font-style: normal; font-weight: 700; }
.content:lang(zh) { text-align: justify; hyphens: none; line-break: strict; }
.facts { margin-block-start: 3rem; display: grid; gap: 1.5rem; }
.facts ul { list-style: none; padding: 0; margin: 0; }
.facts li { line-height: 1.5; }
.facts p { margin: 0; }
#updates li { padding-block: 0.4rem; border-block-end: 1px solid var(--hairline); }
.officials li, .documents li { display: flex; flex-wrap: wrap; align-items: baseline; gap: 0 0.75rem; padding-block: 0.4rem;
  border-block-end: 1px solid var(--hairline); }`,
  // What somebody has to do with it stands in a column of its own, however long the names are.
  `.officials li { flex-wrap: nowrap; justify-content: space-between; }
.officials a, .documents a { padding-block: 0.1rem; min-block-size: 24px; overflow-wrap: anywhere; }
.relation { flex: none; max-inline-size: 40%; color: var(--quiet); }
.address.own { margin-block: 2.5rem 0; }
.beside { margin-block-start: 2rem; font-size: 0.9375rem; }
.beside h2 { margin: 0; padding-block: 0.6rem 0.5rem; border-block-start: 4px double var(--ink); font-weight: 600; }
.beside ul { list-style: none; padding: 0; margin: 0; }
.beside li { padding-block: 0.35rem; border-block-end: 1px solid var(--hairline); }
.beside a { display: block; text-align: -webkit-match-parent; text-align: match-parent; }
.beside nav { display: grid; grid-template-columns: repeat(auto-fit, minmax(13rem, 1fr)); gap: 1rem; margin-block-start: 1.5rem;
  color: var(--quiet); }
.beside nav p { margin: 0; }
.beside nav a { color: var(--ink); }`,
].join('\n');

/** The page that explains feeds and gives their addresses. */
export const SUBSCRIBE_STYLE = `
.guide { max-inline-size: 46rem; margin-inline: auto; }
.guide > p { max-inline-size: var(--measure); }
.guide h2 { margin-block: 2em 0.5em; font-size: 1.4em; font-weight: 400; }
.guide h3 { margin-block: 2em 0.25em; font-size: 1.1em; font-weight: 600; }
.steps { display: grid; gap: 0 2.5rem; margin-block-start: 2rem; border-block: 1px solid var(--ink); padding-block: 1.25rem 0.5rem; }
.steps h2 { margin-block: 0 0.5em; }
.steps section { margin-block-end: 1rem; }
.steps p, .steps dl, .steps ol { font-size: 0.9375em; }
.steps dt { font-weight: 600; }
.steps dd { margin: 0 0 0.5em; }
.steps ol { padding-inline-start: 1.4em; }
.steps li::marker { color: var(--accent); }
.addresses { list-style: none; padding: 0; margin: 0; }
.addresses > li { padding-block: 0.9rem; border-block-end: 1px solid var(--hairline); }
.feed-name { margin: 0 0 0.35rem; display: flex; flex-wrap: wrap; gap: 0 0.75rem; align-items: baseline; line-height: 1.5; }
.address { display: flex; gap: 0.5rem; margin-block-end: 0.2rem; }
.address input { flex: 1; min-inline-size: 0; font: 0.875rem/1.5 ui-monospace, "Cascadia Mono", Menlo, Consolas,
  "DejaVu Sans Mono", monospace; padding: 0.55em 0.75em; color: var(--ink); background: var(--sheet);
  border: 1px solid var(--field-line); border-radius: 2px; text-overflow: ellipsis; }
.address button { flex: none; min-inline-size: 6em; background: transparent; color: var(--accent); }
.address button[hidden] { display: none; }
.this-feed { border: 1px solid var(--hairline); background: var(--sheet); padding: 1rem 1.1rem; }
.this-feed h2 { font-size: 1.1em; margin-block: 1em 0.3em; }
.this-feed ul:last-child { margin-block-end: 0; }
.this-feed .address input { background: var(--paper); }
.this-feed .address { margin-block-end: 0.75rem; }
.this-feed code { font-size: 0.8em; overflow-wrap: anywhere; }
@media (min-width: 44rem) { .steps { grid-template-columns: 1fr 1fr; } }
`;
