/** The head of a gazette: a line with the date, the name between double rules, the way around; and the foot. */

export const MASTHEAD_STYLE = `
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
.masthead nav { border-block-end: 1px solid var(--ink); }
.masthead nav ul { list-style: none; display: flex; flex-wrap: wrap; justify-content: center; gap: 0 2.5rem;
  margin: 0; padding: 0; }
.masthead nav a { display: block; padding: 0.7em 0.25em 0.6em; text-decoration: none; font-size: 0.9375rem;
  border-block-end: 3px solid transparent; }
.masthead nav a:hover, .masthead nav a[aria-current] { border-block-end-color: var(--accent); }
.foot { max-inline-size: 72rem; margin-inline: auto; padding: 1rem var(--gutter) 2.5rem; display: flex; flex-wrap: wrap;
  justify-content: space-between; gap: 0.25rem 2rem; color: var(--quiet); position: relative; }
.foot::before { content: ""; position: absolute; inset-block-start: 0; inset-inline: var(--gutter);
  border-block-start: 4px double var(--ink); }
.foot p { margin: 0; padding-block: 0.35rem; }
.foot ul { list-style: none; display: flex; gap: 0 1.5rem; margin: 0; padding: 0.2rem 0 0; }
`;
