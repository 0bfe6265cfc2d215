/** The pictures of the toolbar: strokes on a field of 24 by 24, or a letter where that says it best. */

const SVG = 'http://www.w3.org/2000/svg';

const LINK = 'M10 14a4 4 0 0 0 6 0l3-3a4 4 0 0 0-6-6l-1 1M14 10a4 4 0 0 0-6 0l-3 3a4 4 0 0 0 6 6l1-1';
const ROW = 'M4 4h16v6H4z';
const COLUMN = 'M4 4v16h6V4z';

const STROKES = {
  heading: 'M5 5v14M19 5v14M5 12h14',
  subheading: 'M7 9v10M17 9v10M7 14h10',
  bold: 'M8 5h5a3.5 3.5 0 0 1 0 7H8zM8 12h6a3.5 3.5 0 0 1 0 7H8zM7 5v14',
  italic: 'M10 5h7M7 19h7M14 5l-4 14',
  subscript: 'M4 6l8 10M12 6L4 16M16 16c0-2 4-2 4 0s-4 2-4 5h4',
  superscript: 'M4 9l8 10M12 9L4 19M16 4c0-2 4-2 4 0s-4 2-4 5h4',
  bulletList: 'M9 6h11M9 12h11M9 18h11M4 6h.5M4 12h.5M4 18h.5',
  orderedList: 'M10 6h10M10 12h10M10 18h10M4 5l1.5-1v5M4 15c0-1.5 2.5-1.5 2.5 0S4 18 4 19h2.5',
  quote: 'M5 7h5v5c0 3-2 4.5-4 5M14 7h5v5c0 3-2 4.5-4 5',
  link: LINK,
  unlink: `${LINK}M4 4l16 16`,
  clear: 'M6 5h13M13 5l-3 14M4 4l16 16',
  picture: 'M4 5h16v14H4zM4 16l5-5 4 4 3-3 4 4M15 9h.5',
  table: 'M4 5h16v14H4zM4 10h16M4 14.5h16M12 5v14',
  addRow: `${ROW}M12 13v8M8 17h8`,
  addColumn: `${COLUMN}M17 8v8M13 12h8`,
  deleteRow: `${ROW}M9 14l6 6M15 14l-6 6`,
  deleteColumn: `${COLUMN}M14 9l6 6M20 9l-6 6`,
  deleteTable: 'M4 5h16v14H4zM9 9l6 6M15 9l-6 6',
  undo: 'M9 14L4 9l5-5M4 9h11a5 5 0 0 1 0 10h-4',
  redo: 'M15 14l5-5-5-5M20 9H9a5 5 0 0 0 0 10h4',
} as const;

export type IconName = keyof typeof STROKES;

/** Draws an icon; what it means says the button that it is on. */
export function drawIcon(name: IconName): SVGSVGElement {
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('viewBox', '0 0 24 24');
  svg.setAttribute('aria-hidden', 'true');
  const path = document.createElementNS(SVG, 'path');
  path.setAttribute('d', STROKES[name]);
  svg.append(path);
  return svg;
}
