/** The buttons above the formatted view: one stop for the Tab key, arrows between them (ARIA Practices, Toolbar). */

import type { ChainedCommands, Editor } from '@tiptap/core';
import { completeAddress, isComputerPath } from './address.ts';
import { askFor } from './ask.ts';
import { makeButton, makeElement } from './element.ts';
import type { ScriptMessages } from './messages.ts';
import type { Picture } from './picture.ts';
import { beginPicture, insertPicture } from './picture.ts';
import { askForPicture } from './picture-dialog.ts';
import type { Uploads } from './uploads.ts';

interface Tool {
  readonly icon: IconName;
  readonly label: string;
  readonly run: () => void;
  /** Shown as pressed; absent for what is done once. */
  readonly isActive?: () => boolean;
  /** Shown only while the cursor is in a table. */
  readonly isInTable?: boolean;
}

/** Builds the toolbar of an editor. */
export function buildToolbar(editor: Editor, messages: ScriptMessages, uploads: Uploads): HTMLElement {
  const tools = listTools(editor, messages, uploads);
  const toolbar = makeElement('div', { class: 'toolbar', role: 'toolbar', 'aria-label': messages.toolbar });
  const buttons = tools.map(({ icon, label, run }) => {
    const button = makeButton('', run, { tabindex: '-1', 'aria-label': label, title: label });
    button.append(drawIcon(icon));
    return button;
  });
  toolbar.append(...buttons);
  const show = () => {
    tools.forEach((tool, index) => {
      const button = buttons[index];
      if (tool.isActive !== undefined) button?.setAttribute('aria-pressed', String(tool.isActive()));
      if (tool.isInTable && button !== undefined) button.hidden = !editor.isActive('table');
    });
    const current = buttons.find((button) => button.tabIndex === 0 && !button.hidden) ?? buttons[0];
    for (const button of buttons) button.tabIndex = button === current ? 0 : -1;
  };
  toolbar.addEventListener('keydown', (event) => moveFocus(event, buttons));
  editor.on('transaction', show);
  show();
  return toolbar;
}

function moveFocus(event: KeyboardEvent, buttons: readonly HTMLButtonElement[]): void {
  const shown = buttons.filter((button) => !button.hidden);
  const index = shown.indexOf(document.activeElement as HTMLButtonElement);
  const target = {
    ArrowRight: shown[(index + 1) % shown.length],
    ArrowLeft: shown[(index - 1 + shown.length) % shown.length],
    Home: shown[0],
    End: shown.at(-1),
  }[event.key];
  if (index < 0 || target === undefined) return;
  event.preventDefault();
  for (const button of buttons) button.tabIndex = button === target ? 0 : -1;
  target.focus();
}

function listTools(editor: Editor, messages: ScriptMessages, uploads: Uploads): Tool[] {
  const run = (command: (chain: ChainedCommands) => ChainedCommands) => () =>
    void command(returnTo(editor)).run();
  const once = (icon: IconName, command: (chain: ChainedCommands) => ChainedCommands): Tool => ({
    icon,
    label: messages[icon],
    run: run(command),
  });
  const toggle = (
    icon: IconName,
    command: (chain: ChainedCommands) => ChainedCommands,
    name: string = icon,
    attributes?: Record<string, unknown>,
  ): Tool => ({ ...once(icon, command), isActive: () => editor.isActive(name, attributes) });
  const inTable = (icon: IconName, command: (chain: ChainedCommands) => ChainedCommands): Tool => ({
    ...once(icon, command),
    isInTable: true,
  });
  return [
    toggle('heading', (chain) => chain.toggleHeading({ level: 2 }), 'heading', { level: 2 }),
    toggle('subheading', (chain) => chain.toggleHeading({ level: 3 }), 'heading', { level: 3 }),
    toggle('bold', (chain) => chain.toggleBold()),
    toggle('italic', (chain) => chain.toggleItalic()),
    toggle('subscript', (chain) => chain.toggleMark('subscript')),
    toggle('superscript', (chain) => chain.toggleMark('superscript')),
    toggle('bulletList', (chain) => chain.toggleBulletList()),
    toggle('orderedList', (chain) => chain.toggleOrderedList()),
    toggle('quote', (chain) => chain.toggleBlockquote(), 'blockquote'),
    {
      icon: 'link',
      label: messages.link,
      run: () => void askForLink(editor, messages),
      isActive: () => editor.isActive('link'),
    },
    once('unlink', (chain) => chain.extendMarkRange('link').unsetLink()),
    once('clear', (chain) => chain.unsetAllMarks().clearNodes()),
    {
      icon: 'picture',
      label: messages.picture,
      run: () => void changePicture(editor, messages, uploads),
      isActive: () => editor.isActive('image'),
    },
    once('undo', (chain) => chain.undo()),
    once('redo', (chain) => chain.redo()),
    once('table', (chain) => chain.insertTable({ rows: 3, cols: 2, withHeaderRow: true })),
    inTable('addRow', (chain) => chain.addRowAfter()),
    inTable('addColumn', (chain) => chain.addColumnAfter()),
    inTable('deleteRow', (chain) => chain.deleteRow()),
    inTable('deleteColumn', (chain) => chain.deleteColumn()),
    inTable('deleteTable', (chain) => chain.deleteTable()),
  ];
}

/** Asks where the selected words lead. */
export async function askForLink(editor: Editor, messages: ScriptMessages): Promise<void> {
  const before = String(editor.getAttributes('link').href ?? '');
  const answer = await askFor(
    messages,
    [{ name: 'href', label: messages.linkAddress, value: before, type: 'url' }],
    { act: async ({ href = '' }) => (isComputerPath(href) ? messages.computerPath : null) },
  );
  const chain = returnTo(editor).extendMarkRange('link');
  if (answer === null) return;
  const href = completeAddress(answer.href ?? '');
  if (href === '') chain.unsetLink().run();
  else if (editor.state.selection.empty && before === '') {
    chain.insertContent({ type: 'text', text: href, marks: [{ type: 'link', attrs: { href } }] }).run();
  } else chain.setLink({ href }).run();
}

/** Asks for a new picture, or about the one that stands at a place of the text, which is the selected one by itself. */
export async function changePicture(
  editor: Editor,
  messages: ScriptMessages,
  uploads: Uploads,
  at = editor.isActive('image') ? editor.state.selection.from : null,
): Promise<void> {
  const before = (at === null ? null : (editor.state.doc.nodeAt(at)?.attrs as Picture)) ?? beginPicture('');
  const picture = await askForPicture(messages, uploads, before);
  const chain = returnTo(editor);
  if (picture === null) return;
  // While the question was open the text had no focus, and may have lost what was selected in it.
  if (at !== null) {
    // The size is that of the picture before.
    const size = picture.src === before.src ? {} : { width: null, height: null };
    chain
      .setNodeSelection(at)
      .updateAttributes('image', { ...picture, ...size })
      .run();
  } else insertPicture(editor, picture, editor.state.selection.to);
}

/** The text has the focus at once: the library's own command waits for a frame, and what is typed before it is lost. */
function returnTo(editor: Editor): ChainedCommands {
  editor.view.focus();
  return editor.chain().scrollIntoView();
}

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

type IconName = keyof typeof STROKES;

/** Draws an icon; what it means says the button that it is on. */
function drawIcon(name: IconName): SVGSVGElement {
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('viewBox', '0 0 24 24');
  svg.setAttribute('aria-hidden', 'true');
  const path = document.createElementNS(SVG, 'path');
  path.setAttribute('d', STROKES[name]);
  svg.append(path);
  return svg;
}
