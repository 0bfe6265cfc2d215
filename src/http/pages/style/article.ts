/** One article, set for long reading. */

export const ARTICLE_STYLE = `
.article { max-inline-size: var(--measure); margin-inline: auto; }
.article > header { margin-block-end: 1.75rem; }
.article h1 { margin: 0.15em 0 0.45em; font-size: clamp(1.75rem, 1.3rem + 2.2vw, 2.875rem); font-weight: 400; }
/* Every Chinese character is as wide as two Latin letters. */
.article h1:lang(zh), .article h1:lang(yue) { font-size: clamp(1.5rem, 1.2rem + 1.5vw, 2.125rem); line-height: 1.45;
  text-wrap: pretty; }
.byline { display: flex; flex-wrap: wrap; align-items: baseline; gap: 0.1rem 1.5rem; margin: 0; padding-block: 0.5rem;
  border-block: 1px solid var(--hairline); color: var(--quiet); font-size: 0.875rem; }
.byline > span { padding-block: 0.15rem; }
.note { margin-block: 1.25rem 0; padding: 0.8rem 1.1rem; background: var(--sheet); border-inline-start: 4px solid var(--accent); }
.note p { margin: 0; }
p.note { font-weight: 600; }
.article.withdrawn h1 { color: var(--quiet); }
.picture { display: block; inline-size: 100%; max-block-size: 85vh; object-fit: contain; margin-block: 0 1.75rem; }
.content { hyphens: auto; hyphenate-limit-chars: 8 4 4; }
.content > :first-child { margin-block-start: 0; }
.content p, .content ul, .content ol, .content dl, .content blockquote, .content figure, .content pre,
.content details { margin-block: 0 1.05em; }
.content :is(h1, h2, h3, h4, h5, h6) { margin-block: 1.7em 0.5em; font-weight: 600; font-size: 1.1em; hyphens: none; }
.content :is(h1, h2) { font-size: 1.35em; font-weight: 400; }
.content blockquote { margin-inline: 0; padding-inline-start: 1.25em; border-inline-start: 2px solid var(--accent);
  color: var(--quiet); }
.content figure { margin-inline: 0; }
.content figcaption, .content caption { font-size: 0.875em; color: var(--quiet); text-align: start; padding-block: 0.4em; }
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
.content a[href^="http"] { overflow-wrap: anywhere; }
/* Slanted letters belong to Latin, Greek and Cyrillic; Chinese marks stress with dots, Arabic with weight. */
.content :lang(zh) em, .content:lang(zh) em { font-style: normal; text-emphasis: filled dot; text-emphasis-position: under right; }
.content:lang(ar) em, .content:lang(ur) em, .content:lang(fa) em { font-style: normal; font-weight: 700; }
.content:lang(zh) { text-align: justify; hyphens: none; line-break: strict; }
.facts { margin-block-start: 3rem; display: grid; gap: 1.5rem; }
.facts ul:not(.formats) { list-style: none; padding: 0; margin: 0; }
.facts li { line-height: 1.5; }
.officials li, .documents li { display: flex; flex-wrap: wrap; align-items: baseline; gap: 0 0.75rem; padding-block: 0.4rem;
  border-block-end: 1px solid var(--hairline); }
/* What somebody has to do with it stands in a column of its own, however long the names are. */
.officials li { flex-wrap: nowrap; justify-content: space-between; }
.officials a, .documents a { padding-block: 0.1rem; min-block-size: 24px; overflow-wrap: anywhere; }
.relation { flex: none; max-inline-size: 40%; color: var(--quiet); font-size: 0.8125rem; }
.facts p { margin-block: 0.35rem 0; font-size: 0.9375rem; }
`;
