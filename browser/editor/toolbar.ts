/** The buttons above the formatted view: one stop for the Tab key, arrows between them (ARIA Practices, Toolbar). */

import type { ChainedCommands, Editor } from '@tiptap/core';
import { completeAddress, isComputerPath } from './address.ts';
import { askFor } from './ask.ts';
import { makeButton, makeElement } from './element.ts';
import type { ScriptMessages } from './messages.ts';
import type { Picture } from './picture.ts';
import { beginPicture, insertPicture } from './picture.ts';
import { askForPicture } from './picture-dialog.ts';
import type { IconName } from './toolbar-icons.ts';
import { drawIcon } from './toolbar-icons.ts';
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
