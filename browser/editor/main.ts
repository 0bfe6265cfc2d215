/** The editor page's script: each part starts where the page has a place for it. */

import { describeOfficial } from '../../src/article/article.ts';
import { startArticlePage } from './article-page.ts';
import { startEntryField, tickBox } from './boxes.ts';
import { showDrafts, startSignOut } from './draft-list.ts';
import { findField, makeButton, makeElement } from './element.ts';
import { startChoiceSearch, startLiveSearch } from './live-search.ts';
import { dropDraft } from './local-drafts.ts';
import { readMessages } from './messages.ts';
import { startOfficialField } from './official-field.ts';
import { startPortrait } from './portrait.ts';
import { post } from './post.ts';
import { startSuggestions } from './suggestions.ts';

const ADDRESS_DELAY_MS = 300;
/** Small, and there whenever the service is; it is asked for anew each time. */
const REACHED_BY = '/editor/editor.css';

const messages = readMessages();
for (const kind of ['dragover', 'drop'] as const) document.addEventListener(kind, keepPage);
forgetWhatIsDone();
document.querySelector<HTMLElement>('[data-focus]')?.focus();
const signOut = document.querySelector<HTMLFormElement>('form[action="/editor/sign-out"]');
if (signOut !== null) startSignOut(signOut, messages);
const articleForm = document.querySelector<HTMLFormElement>('[data-article-form]');
if (articleForm !== null) startArticlePage(articleForm);
for (const form of document.querySelectorAll<HTMLFormElement>('.entry-form[data-files]'))
  startPortrait(form, messages);
const drafts = document.querySelector<HTMLElement>('[data-drafts]');
if (drafts !== null) showDrafts(drafts, messages);
for (const code of document.querySelectorAll<HTMLElement>('[data-copy]')) addCopyButton(code);
const address = document.querySelector<HTMLElement>('[data-webhook-url]');
if (address !== null) tellFormat(address);
for (const list of document.querySelectorAll<HTMLElement>('.choices'))
  startChoiceSearch(list, messages.findInList);
for (const field of document.querySelectorAll<HTMLInputElement>('.choices + [data-suggests]'))
  startEntryField(field);
for (const list of document.querySelectorAll<HTMLElement>('[data-picked]')) startPicks(list);
for (const form of document.querySelectorAll<HTMLFormElement>('[data-live-search]')) {
  startLiveSearch(form);
  for (const field of form.querySelectorAll<HTMLInputElement>('input[list]')) startSuggestions(field);
}
for (const form of document.querySelectorAll<HTMLFormElement>('form[method="post"]')) guardForm(form);

/** A file that is dropped beside its place would replace the page, and the text with it. */
function keepPage(event: DragEvent): void {
  const isPlace = event.target instanceof HTMLInputElement && event.target.type === 'file';
  if (event.dataTransfer?.types.includes('Files') && !isPlace) event.preventDefault();
}

/** The server has it: this browser need not keep it any more. */
function forgetWhatIsDone(): void {
  const query = new URLSearchParams(location.search);
  const key = query.get('draft');
  if (!query.has('done')) return;
  if (key !== null) dropDraft(key);
  const id = /^\/editor\/articles\/([0-9A-Z]{26})$/.exec(location.pathname)?.[1];
  if (id !== undefined) dropDraft(id);
  history.replaceState(null, '', location.pathname);
}

/** Whoever is chosen in the field below a list of boxes becomes one of them. */
function startPicks(list: HTMLElement): void {
  const form = list.closest('form');
  const name = list.dataset.picked ?? '';
  if (form === null) return;
  startOfficialField(form, `added_${name}`, messages, (official) => {
    tickBox(list, name, official.slug, describeOfficial(official));
  });
}

function addCopyButton(code: HTMLElement): void {
  const label = code.dataset.copy ?? '';
  const button = makeButton(label, () => {
    void navigator.clipboard.writeText(code.textContent ?? '').then(() => {
      button.textContent = `${label} ✓`;
    });
  });
  code.after(' ', button);
}

/** Says what kind of receiver an address belongs to, as soon as it is pasted. */
function tellFormat(place: HTMLElement): void {
  const form = place.closest('form');
  const field = form === null ? null : findField(form, 'url');
  if (form === null || field === null) return;
  const told = makeElement('p', { class: 'hint', role: 'status' });
  place.append(told);
  let timer: ReturnType<typeof setTimeout> | undefined;
  field.addEventListener('input', () => {
    clearTimeout(timer);
    timer = setTimeout(() => void tell(), ADDRESS_DELAY_MS);
  });

  async function tell(): Promise<void> {
    if (form === null || field === null) return;
    const token = findField(form, 'form_token')?.value ?? '';
    try {
      const response = await post(
        '/editor/webhooks/format',
        new URLSearchParams({ form_token: token, url: field.value }),
      );
      told.textContent = response.ok ? ((await response.json()) as { readonly text: string }).text : '';
    } catch {
      told.textContent = '';
    }
  }
}

/** Looks for the server before a form is sent; where there is none the page stays, and says so. */
function guardForm(form: HTMLFormElement): void {
  let isReached = false;
  let isAsking = false;
  const notice = makeElement('p', { class: 'notice problem', role: 'alert', hidden: true });
  form.addEventListener('submit', (event) => {
    const { submitter } = event;
    // A window of its own takes nothing's place, and must be opened by the click itself.
    if (isReached || submitter?.getAttribute('formtarget') === '_blank') {
      isReached = false;
      return;
    }
    event.preventDefault();
    if (isAsking) return;
    isAsking = true;
    void isServerThere().then((isThere) => {
      isAsking = false;
      notice.hidden = isThere;
      if (isThere) {
        isReached = true;
        form.requestSubmit(submitter);
        return;
      }
      notice.textContent = messages.notSent;
      (submitter?.parentElement ?? form).before(notice);
    });
  });
}

async function isServerThere(): Promise<boolean> {
  try {
    await fetch(REACHED_BY, { method: 'HEAD', cache: 'no-store' });
    return true;
  } catch {
    return false;
  }
}
