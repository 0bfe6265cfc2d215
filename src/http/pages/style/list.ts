/** Lists of articles by day, the heads of categories and officials, the index beside them. */

export const LIST_STYLE = `
.columns { display: grid; gap: 3rem clamp(2rem, 5vw, 4.5rem); }
.list { min-inline-size: 0; }
.day { display: grid; gap: 0 2rem; margin-block-end: 2.25rem; }
.day > h2 { margin: 0; padding-block: 0.55rem 0.35rem; border-block-start: 1px solid var(--ink); font-size: 1rem;
  font-weight: 400; font-style: italic; color: var(--quiet); }
.day > h2:lang(zh), .day > h2:lang(ar), .day > h2:lang(ur) { font-style: normal; }
/* One measure for headings and summaries: text from the right begins where its heading does. */
.day > div { min-inline-size: 0; max-inline-size: 42rem; }
.entry { padding-block: 0.75rem 1.1rem; border-block-start: 1px solid var(--hairline); }
.entry:first-child { border-block-start: 0; padding-block-start: 0; }
.entry h3 { margin: 0 0 0.3em; font-size: 1.3125rem; font-weight: 400; text-wrap: pretty; }
.entry h3 a { text-decoration: none; display: inline-block; }
.entry h3 a:hover { text-decoration: underline; }
.list > .day:first-child .entry:first-child h3 { font-size: clamp(1.5rem, 1.2rem + 1.4vw, 2.125rem); }
/* A list is for choosing; whoever listens to the page hears all of it. */
.entry .summary { margin: 0 0 0.35em; color: var(--quiet); display: -webkit-box;
  -webkit-box-orient: vertical; -webkit-line-clamp: 4; line-clamp: 4; overflow: hidden; }
.entry.withdrawn h3 a { color: var(--quiet); text-decoration: line-through; text-decoration-color: var(--quiet); }
.empty { color: var(--quiet); font-size: 1.15em; border-block-start: 1px solid var(--ink); padding-block-start: 1rem; }
.pages { display: flex; flex-wrap: wrap; justify-content: space-between; gap: 1rem;
  border-block-start: 1px solid var(--ink); padding-block-start: 0.75rem; }
.pages a { font-size: 0.9375rem; padding-block: 0.35em; }
.pages a[rel="next"] { margin-inline-start: auto; }
.index h2, .facts h2, .follow h2 { margin: 0; padding-block: 0.6rem 0.5rem; border-block-start: 4px double var(--ink);
  font-weight: 600; letter-spacing: 0.02em; }
.index section { margin-block-end: 1.75rem; }
.index section > ul:not(.formats) { list-style: none; padding: 0; margin: 0; }
.index section > ul:not(.formats) li { padding-block: 0.2rem; border-block-end: 1px solid var(--hairline); line-height: 1.5; }
.index a { text-decoration: none; }
.index a:hover { text-decoration: underline; }
.index .role { display: block; font-size: 0.8em; padding-block-end: 0.25rem; }
.index p { margin-block: 0.35rem 0; font-size: 0.9375rem; }
.index section > p a, .index .formats a { text-decoration: underline; }
.place { display: flex; flex-wrap: wrap; gap: 1.5rem 2.25rem; margin-block-end: 2.75rem; }
.place > div { flex: 1 1 20rem; min-inline-size: 0; }
.place > img { inline-size: 9rem; block-size: 11.25rem; object-fit: cover; border: 1px solid var(--hairline); padding: 0.3rem;
  background: var(--sheet); }
.place .kind { margin: 0 0 0.25rem; }
.place .page-title { margin-block-end: 0.1em; }
.place .role { font-size: 1.1em; margin-block-end: 0.75rem; }
.place .about { max-inline-size: var(--measure); }
.follow { border: 1px solid var(--hairline); background: var(--sheet); padding: 0.9rem 1.1rem; max-inline-size: var(--measure);
  margin-block-start: 1.25rem; }
.follow h2 { border: 0; padding: 0; }
.follow p { margin: 0.15rem 0 0.4rem; font-size: 0.9375rem; line-height: 1.5; }
@media (min-width: 44rem) {
  .day { grid-template-columns: 9.5rem minmax(0, 1fr); border-block-start: 1px solid var(--ink); padding-block-start: 0.9rem; }
  .day > h2 { border: 0; padding-block: 0.3rem 0; }
}
@media (min-width: 64rem) {
  .columns:has(.index) { grid-template-columns: minmax(0, 1fr) 15.5rem; }
}
`;
