/** Elements as they look everywhere. */

export const BASE_STYLE = `
*, *::before, *::after { box-sizing: border-box; }
html { font-size: 100%; -webkit-text-size-adjust: 100%; text-size-adjust: 100%; scroll-padding-block: 1rem; }
body {
  margin: 0;
  background: var(--paper);
  color: var(--ink);
  font-family: var(--serif);
  font-size: clamp(1.0625rem, 0.98rem + 0.35vw, 1.1875rem);
  line-height: var(--line);
  font-kerning: normal;
  font-variant-numeric: oldstyle-nums;
  text-spacing-trim: trim-start;
  text-autospace: normal;
  hanging-punctuation: first allow-end last;
  overflow-wrap: break-word;
}
/* A part in another language has that language's letters and lines. */
:where([lang]) { font-family: var(--serif); line-height: var(--line); }
h1, h2, h3, h4, h5, h6 { line-height: calc(var(--line) * 0.8); text-wrap: balance; }
/* Nastaliq climbs and falls: closer lines would touch. */
:is(h1, h2, h3, h4, h5, h6):lang(ur) { line-height: 2.15; }
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
.role { color: var(--quiet); font-size: 0.9em; }
/* A short name in another script stays on the side where the page begins its lines. */
.role, .index a, .page-title { text-align: -webkit-match-parent; text-align: match-parent; }
.lead { font-size: 1.2em; color: var(--quiet); max-inline-size: var(--measure); }
/* Short words that name things, apart from what is read. */
.dateline, .masthead nav, .labels, .formats, .byline, .kind, .relation, .foot, .pages, .index h2, .facts h2,
.follow h2, .button, .address button {
  font-family: var(--sans);
  font-size: 0.8125rem;
  font-variant-numeric: lining-nums;
  line-height: 1.6;
}
.labels, .formats { list-style: none; display: flex; flex-wrap: wrap; padding: 0; margin: 0; gap: 0.25rem 1rem; }
.dateline [lang], .foot [lang] { font-family: var(--sans); }
/* Targets of a finger: 24 px and more (WCAG 2.2, 2.5.8). */
.labels a, .formats a, .index a, .foot a, .byline a, .kind a { display: inline-block; min-block-size: 24px;
  min-inline-size: 24px; padding-block: 0.15rem; }
.labels a, .kind a { color: var(--accent); text-decoration: none; }
.labels a:hover, .kind a:hover { text-decoration: underline; }
.button, .address button { display: inline-block; border: 1px solid var(--accent); border-radius: 2px;
  background: var(--accent); color: var(--accent-ink); padding: 0.6em 1.2em; text-decoration: none;
  font-size: 0.9375rem; cursor: pointer; }
.button:hover, .address button:hover { background: var(--ink); border-color: var(--ink); color: var(--paper); }
@media (prefers-reduced-motion: no-preference) {
  .skip { transition: transform 0.15s; }
  .button, .address button { transition: background-color 0.15s; }
}
`;
