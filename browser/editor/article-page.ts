/** The page where an article is written: the form works by itself; this makes it comfortable and careful. */

import { Autosave } from './autosave.ts';
import { findField, makeButton, makeElement } from './element.ts';
import { addRow, isSameText, readEntries, restoreEntries } from './form-state.ts';
import { dropDraft, findDraft, keepDraft } from './local-drafts.ts';
import { readMessages } from './messages.ts';
import { OfficialList } from './official-list.ts';
import { startTextView } from './text-view.ts';
import { formatTime } from './time.ts';

/** Starts the page's form. */
export function startArticlePage(form: HTMLFormElement): void {
  const messages = readMessages();
  const officials = new OfficialList(form, messages, () => autosave.changed());
  const saved = readEntries(form);
  const autosave = new Autosave(form, messages, form.dataset.posted === 'yes' ? [] : saved);
  if (form.dataset.posted === 'yes') {
    // What was just sent is newer than anything kept, and is kept nowhere else.
    keepDraft(autosave.key, { at: Date.now(), title: findField(form, 'title')?.value ?? '', entries: saved });
  } else restore(form, autosave.key, officials);
  nameNewArticle(form, autosave.key);
  const view = startTextView(form, messages, () => {
    autosave.changed();
    officials.textChanged();
  });
  const title = findField(form, 'title');
  if (title instanceof HTMLTextAreaElement) startTitleField(title, () => view?.focus());
  addEventListener(
    'keydown',
    (event) => {
      const key = event.ctrlKey || event.metaKey ? event.key.toLowerCase() : '';
      if (key !== 's' && key !== 'enter') return;
      event.preventDefault();
      // In the text these keys would break a line.
      event.stopPropagation();
      // Something is asked first.
      if (document.querySelector('dialog[open]') !== null) return;
      const isWanted = key === 's' ? isSaveButton : isReviewButton;
      const button = [...form.querySelectorAll('button')].find(isWanted);
      if (button !== undefined) form.requestSubmit(button);
      else autosave.saveNow();
    },
    true,
  );
  form.addEventListener('submit', (event) => {
    // A draft is saved without the page being left, and the cursor stays where it is. What is wrong with one the page says.
    const isEmpty = !findField(form, 'content')?.value.trim();
    if (!isSaveButton(event.submitter) || !autosave.mayBeSaved || isEmpty) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    autosave.saveNow();
  });
  // Back from the review, one writes on.
  if (form.dataset.posted === 'yes' && document.querySelector('[data-focus]') === null) view?.focus();
  form.addEventListener('input', (event) => {
    growRows(event.target);
    autosave.changed();
    officials.textChanged();
  });
  form.addEventListener('change', () => autosave.changed());
  officials.textChanged();
}

const isActionButton = (button: HTMLElement | null, action: string) =>
  button instanceof HTMLButtonElement && button.name === 'action' && button.value === action;
const isSaveButton = (button: HTMLElement | null) => isActionButton(button, 'save');
const isReviewButton = (button: HTMLElement | null) => isActionButton(button, 'review');

function restore(form: HTMLFormElement, key: string, officials: OfficialList): void {
  if (new URLSearchParams(location.search).get('take') === 'saved') {
    dropDraft(key);
    history.replaceState(null, '', location.pathname);
  }
  const draft = findDraft(key);
  if (draft === null) return;
  if (isSameText(draft.entries, readEntries(form))) {
    dropDraft(key);
    return;
  }
  const messages = readMessages();
  restoreEntries(form, draft.entries, officials);
  const notice = makeElement(
    'p',
    { class: 'notice', role: 'status' },
    `${messages.restored} ${formatTime(draft.at)}. `,
  );
  notice.append(
    makeButton(messages.dropRestored, () => {
      // Leaving keeps the text once more, so it is the page that comes which drops it.
      const address = new URL(location.href);
      address.searchParams.set('take', 'saved');
      location.replace(address);
    }),
  );
  form.before(notice);
}

/** A page that is loaded again finds its text: the address names it before the server does. */
function nameNewArticle(form: HTMLFormElement, key: string): void {
  if (form.dataset.id !== '') return;
  history.replaceState(null, '', `/editor/articles/new?draft=${encodeURIComponent(key)}`);
}

/** There is always an empty row for one document more. */
function growRows(target: EventTarget | null): void {
  const row = target instanceof HTMLElement ? target.closest<HTMLElement>('[data-rows] > li') : null;
  const list = row?.parentElement;
  if (row && list && row === list.lastElementChild) addRow(list);
}

/** Starts the field, which is a text area so that a long title wraps; Enter goes on, to the text. */
function startTitleField(title: HTMLTextAreaElement, goOn: () => void): void {
  title.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' || event.isComposing) return;
    event.preventDefault();
    goOn();
  });
  title.addEventListener('input', () => {
    // Pasted, or from a keyboard on a screen, which does not name its keys.
    if (title.value.includes('\n')) {
      const { selectionStart, selectionEnd } = title;
      title.value = title.value.replaceAll('\n', ' ');
      title.setSelectionRange(selectionStart, selectionEnd);
    }
    showWhole();
  });
  addEventListener('resize', showWhole);
  showWhole();

  function showWhole(): void {
    if (CSS.supports('field-sizing', 'content')) return;
    title.style.blockSize = 'auto';
    title.style.blockSize = `${title.scrollHeight + title.offsetHeight - title.clientHeight}px`;
  }
}
