/** On paper: black on white, no way around, and the address of every link that is worth typing. */

export const PRINT_STYLE = `
@media print {
  @page { margin: 2cm; }
  :root { --paper: #fff; --sheet: #fff; --ink: #000; --quiet: #333; --hairline: #999; --accent: #000;
    --gutter: 0rem; }
  body { font-size: 11pt; }
  .masthead nav, .skip, .follow, .pages, .index, .foot ul, .address button, .facts > section:last-child { display: none; }
  .content a[href^="http"]::after { content: " (" attr(href) ")"; font-size: 0.8em; overflow-wrap: anywhere; }
  .entry, .note, figure, table, img { break-inside: avoid; }
  h1, h2, h3 { break-after: avoid; }
  p { orphans: 3; widows: 3; }
}
`;
