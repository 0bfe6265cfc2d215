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
@media (min-width: 44rem) { .steps { grid-template-columns: 1fr 1fr; } }
`;
