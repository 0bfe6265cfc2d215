/** The one stylesheet of the public pages. */

import { ARTICLE_STYLE, LIST_STYLE, SUBSCRIBE_STYLE } from './page-styles.ts';

/**
 * Colours, faces and measures, as custom properties: what another page needs in order to look like ours.
 *
 * Contrast is WCAG 2.2 AA in both schemes: 7:1 and more for text, 3:1 for what is not text. Faces are those that
 * the reader's system has; each script has its own, and the line height that its letters need.
 */
const TOKENS_STYLE = [
  `:root {
  color-scheme: light dark;
  --paper: #fbf9f4;
  --sheet: #f3efe6;
  --ink: #1d1a16;
  --quiet: #575047;
  --hairline: #d6cfc0;
  --field-line: #857c6d;
  --accent: #8c1c13;
  --accent-ink: #fff;
  --gutter: clamp(1rem, 4vw, 3rem);
}`,
  // Each part in a language of its own begins anew, so that a Latin part of an Arabic page is set as Latin.
  `:where(:root, [lang]) {
  --serif: "Iowan Old Style", "Palatino Linotype", Palatino, "URW Palladio L", P052, "Book Antiqua",
    "Noto Serif", Georgia, "Songti SC", "Noto Serif CJK SC", "Noto Naskh Arabic", serif;
  --sans: "Gill Sans Nova", "Gill Sans", "Optima", "Segoe UI", "Noto Sans", system-ui, sans-serif;
  --line: 1.55;
  --measure: 34em;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #171410;
    --sheet: #211d17;
    --ink: #ece6da;
    --quiet: #b5ab9b;
    --hairline: #3d372d;
    --field-line: #8d8372;
    --accent: #f2988a;
    --accent-ink: #171410;
  }
}
:lang(zh), :lang(yue) {
  --serif: "Iowan Old Style", "Palatino Linotype", P052, Georgia, "Songti SC", "Noto Serif CJK SC",
    "Noto Serif SC", "Source Han Serif SC", STSong, SimSun, serif;
  --sans: "Gill Sans", "Segoe UI", "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "Noto Sans SC",
    system-ui, sans-serif;
  --line: 1.8;
  --measure: 38em;
}
:lang(zh-Hant), :lang(zh-TW), :lang(zh-HK), :lang(zh-MO) {
  --serif: "Iowan Old Style", "Palatino Linotype", P052, Georgia, "Songti TC", "Noto Serif CJK TC",
    "Noto Serif TC", "Source Han Serif TC", LiSong, PMingLiU, serif;
  --sans: "Gill Sans", "Segoe UI", "PingFang TC", "Microsoft JhengHei", "Noto Sans CJK TC", "Noto Sans TC",
    system-ui, sans-serif;
}
:lang(ar), :lang(fa), :lang(ps), :lang(ckb), :lang(ug), :lang(sd) {
  --serif: "Noto Naskh Arabic", "Geeza Pro", "Sakkal Majalla", "Traditional Arabic", Amiri, serif;
  --sans: "Noto Naskh Arabic UI", "Geeza Pro", "Segoe UI", "Noto Sans Arabic", Tahoma, sans-serif;
  --line: 1.85;
}
:lang(ur) {
  --serif: "Noto Nastaliq Urdu", "Jameel Noori Nastaleeq", "Urdu Typesetting", "Noto Naskh Arabic", serif;
  --line: 2.3;
}
:lang(he), :lang(yi) {
  --serif: "Noto Serif Hebrew", "New Peninim MT", David, "Times New Roman", serif;
  --line: 1.7;
}`,
].join('\n');

/** Elements as they look everywhere. */
const BASE_STYLE = [
  `*, *::before, *::after { box-sizing: border-box; }
html { font-size: 100%; -webkit-text-size-adjust: 100%; text-size-adjust: 100%; scroll-padding-block: 1rem; }
body {
  margin: 0;
  background: var(--paper);
  color: var(--ink);
  font-family: var(--serif);
  font-size: clamp(1.0625rem, 0.98rem + 0.35vw, 1.1875rem);
  line-height: var(--line);
  font-kerning: normal;
  font-variant-numeric: lining-nums;
  text-spacing-trim: trim-start;
  text-autospace: normal;
  hanging-punctuation: first allow-end last;
  overflow-wrap: break-word;
}`,
  // A part in another language has that language's letters and lines.
  `:where([lang]) { font-family: var(--serif); line-height: var(--line); }
h1, h2, h3, h4, h5, h6 { line-height: calc(var(--line) * 0.8); text-wrap: balance; }
h1, h2, h3, li, .role { overflow-wrap: anywhere; }`,
  // Nastaliq climbs and falls: closer lines would touch.
  `:is(h1, h2, h3, h4, h5, h6):lang(ur) { line-height: 2.15; }
p { text-wrap: pretty; margin-block: 0 1em; }
ul, ol, dl { margin-block: 0 1em; }
a { color: inherit; text-decoration: underline; text-decoration-color: var(--accent);
  text-decoration-thickness: 0.07em; text-underline-offset: 0.18em; }
:lang(zh) a, :lang(ar) a, :lang(ur) a, :lang(fa) a { text-underline-offset: 0.3em; }
a:hover { color: var(--accent); text-decoration-thickness: 0.12em; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 3px; border-radius: 1px; }
main:focus { outline: none; }
img { max-inline-size: 100%; block-size: auto; }
::selection { background: var(--accent); color: var(--accent-ink); }
main { max-inline-size: 72rem; margin-inline: auto; padding: clamp(1.5rem, 4vw, 3rem) var(--gutter) 4rem; }
.skip { position: absolute; inset-inline-start: 0; inset-block-start: 0; padding: 0.75em 1.25em; z-index: 1;
  background: var(--accent); color: var(--accent-ink); transform: translateY(-120%); }
.skip:focus { transform: none; color: var(--accent-ink); }
.unseen { position: absolute; inline-size: 1px; block-size: 1px; margin: 0; overflow: hidden; clip-path: inset(50%);
  white-space: nowrap; }
.page-title { font-size: clamp(1.75rem, 1.3rem + 2vw, 2.75rem); font-weight: 400; margin-block: 0 0.4em; }
.role { color: var(--quiet); font-size: 0.9em; }`,
  // A short name in another script stays on the side where the page begins its lines.
  `.role, .about, .index a, .entries a, .terms a, .page-title { text-align: -webkit-match-parent; text-align: match-parent; }
.lead { font-size: 1.2em; color: var(--quiet); max-inline-size: var(--measure); }`,
  // Short words that name things, apart from what is read.
  `.dateline, .bar, .labels, .choices, .ticks, .months, .formats, .byline, .kind, .relation, .foot, .pages, .index h2, .facts h2, .beside h2,
.button, .address button {
  font-family: var(--sans);
  font-size: 0.875rem;
  font-variant-numeric: lining-nums;
  line-height: 1.6;
}
.labels, .formats { list-style: none; display: flex; flex-wrap: wrap; padding: 0; margin: 0; gap: 0.25rem 1rem; }
.dateline [lang], .foot [lang], .byline [lang] { font-family: var(--sans); }`,
  // Targets of a finger: 24 px and more (WCAG 2.2, 2.5.8).
  `.labels a, .formats a, .index a, .foot a, .byline a, .kind a, .months a { display: inline-block; min-block-size: 24px;
  min-inline-size: 24px; padding-block: 0.15rem; }
.labels a, .kind a { color: var(--accent); text-decoration: none; }
.labels a:hover, .kind a:hover { text-decoration: underline; }
.button, .address button { display: inline-block; border: 1px solid var(--accent); border-radius: 2px;
  background: var(--accent); color: var(--accent-ink); padding: 0.6em 1.2em; text-decoration: none;
  font-size: 0.9375rem; cursor: pointer; }
.button:hover, .address button:hover { background: var(--ink); border-color: var(--ink); color: var(--paper); }
.follow { display: inline-flex; align-items: center; gap: 0.5em; padding-block: 0.4em; white-space: nowrap; }
.follow svg { fill: currentColor; }
.follow path { fill: none; stroke: currentColor; stroke-width: 2.2; }
.bar search { flex: 1 1 10rem; max-inline-size: 19rem; min-inline-size: 0; }
@media (max-width: 30rem) { .bar search { max-inline-size: none; } }
.search { display: flex; gap: 0.4rem; }
.search input[type="search"] { flex: 1; min-inline-size: 4rem; }
.search .button, .plain { padding-block: 0.4em; background: transparent; color: var(--accent); }
.search .button:hover, .plain:hover { background: var(--accent); color: var(--accent-ink); }
input[type="search"], select { font: 0.9375rem/1.5 var(--sans); padding: 0.4em 0.6em; color: var(--ink);
  background: var(--sheet); border: 1px solid var(--field-line); border-radius: 2px; }
select { max-inline-size: 100%; }
mark { background: color-mix(in srgb, var(--accent) 14%, transparent); color: inherit; font-weight: 600; }
@media (max-width: 30rem) { .bar .follow { flex: 1 0 auto; justify-content: center; } }
@media (prefers-reduced-motion: no-preference) {
  .skip { transition: transform 0.15s; }
  .button, .address button { transition: background-color 0.15s; }
}`,
].join('\n');

/** The head of a gazette: a line with the date, the name between double rules, the way around; and the foot. */
const MASTHEAD_STYLE = `
.masthead { max-inline-size: 72rem; margin-inline: auto; padding-inline: var(--gutter); text-align: center; }
.masthead p { margin: 0; }
.dateline { display: flex; flex-wrap: wrap; justify-content: space-between; gap: 0 2rem; padding-block: 0.7rem 0.5rem;
  color: var(--quiet); }
.masthead .name { margin: 0; padding-block: 0.35em 0.4em; border-block: 4px double var(--ink); font-weight: 400;
  font-size: 1.625rem; line-height: 1.25; letter-spacing: 0.01em; }
.masthead .name a { color: inherit; text-decoration: none; }
.masthead .name a:hover { color: var(--accent); }
.front .name { font-size: clamp(2.5rem, 1.2rem + 6vw, 5rem); line-height: 1.1; padding-block: 0.28em 0.22em; }
.masthead:lang(zh) .name { letter-spacing: 0.12em; }
.masthead:lang(ar) .name, .masthead:lang(ur) .name, .masthead:lang(fa) .name { line-height: var(--line);
  padding-block: 0 0.1em; letter-spacing: 0; }
.bar { display: flex; flex-wrap: wrap; align-items: center; justify-content: center; gap: 0.4rem 1.5rem;
  padding-block: 0.4rem; border-block-end: 1px solid var(--ink); }
.masthead nav { margin-inline-end: auto; }
.masthead nav ul { list-style: none; display: flex; flex-wrap: wrap; gap: 0 clamp(0.25rem, 2.5vw, 1.75rem); margin: 0; padding: 0; }
.masthead nav a { display: block; padding: 0.5em 0.25em 0.4em; text-decoration: none; font-size: 0.9375rem;
  border-block-end: 3px solid transparent; }
.masthead nav a:hover, .masthead nav a[aria-current] { border-block-end-color: var(--accent); }
.foot { max-inline-size: 72rem; margin-inline: auto; padding: 1rem var(--gutter) 2.5rem; display: flex; flex-wrap: wrap;
  justify-content: space-between; gap: 0.25rem 2rem; color: var(--quiet); position: relative; }
.foot::before { content: ""; position: absolute; inset-block-start: 0; inset-inline: var(--gutter);
  border-block-start: 4px double var(--ink); }
.foot p { margin: 0; padding-block: 0.35rem; }
.foot ul { list-style: none; display: flex; flex-wrap: wrap; gap: 0 1.5rem; margin: 0; padding: 0.2rem 0 0; }
`;

/** On paper: black on white, no way around, and the address of every link that is worth typing. */
const PRINT_STYLE = `
@media print {
  @page { margin: 2cm; }
  :root { --paper: #fff; --sheet: #fff; --ink: #000; --quiet: #333; --hairline: #999; --accent: #000;
    --gutter: 0rem; }
  body { font-size: 11pt; }
  .bar, .skip, .follow, .search, .pages, .index, .foot ul, .address button, .beside { display: none; }
  .address.own input { display: none; }
  .address.own::after { content: attr(data-address); overflow-wrap: anywhere; direction: ltr; }
  .content a[href^="http"]::after { content: " (" attr(href) ")"; font-size: 0.8em; overflow-wrap: anywhere; }
  .entry, .note, figure, table, img { break-inside: avoid; }
  h1, h2, h3 { break-after: avoid; }
  p { orphans: 3; widows: 3; }
}
`;

export const STYLESHEET = [
  TOKENS_STYLE,
  BASE_STYLE,
  MASTHEAD_STYLE,
  LIST_STYLE,
  ARTICLE_STYLE,
  SUBSCRIBE_STYLE,
  PRINT_STYLE,
].join('\n');
