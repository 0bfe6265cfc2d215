/** Keeps a text while it is written: in this browser at once, on the server as soon as it rests. */

import { askFor } from './ask.ts';
import { findField, makeButton, makeElement } from './element.ts';
import { isSameText, readEntries, setHidden } from './form-state.ts';
import type { Entries } from './local-drafts.ts';
import { dropDraft, keepDraft } from './local-drafts.ts';
import type { ScriptMessages } from './messages.ts';
import { post, readDetail } from './post.ts';

const KEEP_DELAY_MS = 250;
/** Long enough for a sentence, short enough for a coffee cup. */
const SAVE_DELAY_MS = 2_500;
const RETRY_DELAY_MS = 8_000;

/** Whose change came first: `isOwn`, this editor's own, in another tab. */
interface Conflict {
  readonly by: string | null;
  readonly isOwn: boolean;
}

export class Autosave {
  readonly #form: HTMLFormElement;
  readonly #messages: ScriptMessages;
  readonly #status: HTMLElement;
  /** What the server has. */
  #saved: Entries;
  #keepTimer: ReturnType<typeof setTimeout> | undefined;
  #saveTimer: ReturnType<typeof setTimeout> | undefined;
  #isSaving = false;
  /** This browser has what the server has not. */
  #isKept = true;
  /** The text goes with a form that was sent. */
  #isLeaving = false;
  /** Somebody has to decide something before the server can be asked again. */
  #isStopped = false;

  constructor(form: HTMLFormElement, messages: ScriptMessages, saved: Entries) {
    this.#form = form;
    this.#messages = messages;
    this.#saved = saved;
    this.#status = form.querySelector<HTMLElement>('[data-kept]') ?? makeElement('p');
    addEventListener('pagehide', () => this.#keep());
    addEventListener('online', () => this.#saveSoon(0));
    document.addEventListener('visibilitychange', () => this.#keep());
    form.addEventListener('submit', () => this.#keep());
    // Here it is known whether the form goes: its own listeners have been asked.
    addEventListener('submit', ({ defaultPrevented, submitter }) => {
      this.#isLeaving = !defaultPrevented && submitter?.getAttribute('formtarget') !== '_blank';
    });
    addEventListener('pageshow', () => {
      this.#isLeaving = false;
    });
    addEventListener('beforeunload', (event) => {
      this.#keep();
      if (!this.#isKept && !this.#isLeaving) event.preventDefault();
    });
  }

  /** The name under which this browser keeps the text. */
  get key(): string {
    return this.#form.dataset.id || (findField(this.#form, 'draft_key')?.value ?? '');
  }

  /** Something was written. */
  changed(): void {
    clearTimeout(this.#keepTimer);
    this.#keepTimer = setTimeout(() => {
      this.#keep();
      this.#sayKept();
    }, KEEP_DELAY_MS);
    this.#saveSoon(SAVE_DELAY_MS);
  }

  /** True for what readers do not have yet, while nothing has to be decided first: it is saved as it is written. */
  get mayBeSaved(): boolean {
    const { status } = this.#form.dataset;
    // What readers have is changed by a decision alone, never by writing.
    return !this.#isStopped && (status === 'new' || status === 'draft');
  }

  /** Saves at once; what readers have is kept in this browser alone. */
  saveNow(): void {
    clearTimeout(this.#keepTimer);
    this.#keep();
    this.#sayKept();
    this.#saveSoon(0);
  }

  /** Says where the text is, as long as nothing is to be said of the server. */
  #sayKept(): void {
    if (!isSameText(readEntries(this.#form), this.#saved)) this.#say('');
    else if (this.mayBeSaved && this.#form.dataset.status === 'draft') this.#sayStored();
    // What readers have, or nothing at all: there is nothing to keep.
    else if (!this.#isStopped) this.#status.textContent = '';
  }

  #keep(): void {
    const entries = readEntries(this.#form);
    this.#isKept = isSameText(entries, this.#saved);
    if (this.#isKept) return;
    this.#isKept = keepDraft(this.key, {
      at: Date.now(),
      title: findField(this.#form, 'title')?.value ?? '',
      entries,
    });
  }

  #saveSoon(delayMs: number): void {
    clearTimeout(this.#saveTimer);
    if (!this.mayBeSaved) return;
    this.#saveTimer = setTimeout(() => void this.#save(), delayMs);
  }

  async #save(): Promise<void> {
    const entries = readEntries(this.#form);
    if (this.#isSaving || isSameText(entries, this.#saved)) return;
    if (!findField(this.#form, 'content')?.value.trim()) return;
    this.#isSaving = true;
    this.#status.textContent = this.#messages.saving;
    try {
      const fields = new URLSearchParams([...entries].map(([name, value]) => [name, value]));
      fields.set('action', 'save');
      fields.set('form_token', findField(this.#form, 'form_token')?.value ?? '');
      // Not `form.action`: that is the button of this name.
      const path = this.#form.getAttribute('action') ?? location.pathname;
      await this.#takeAnswer(await post(path, fields), entries);
    } catch {
      this.#say(this.#messages.offline);
      this.#saveSoon(RETRY_DELAY_MS);
    } finally {
      this.#isSaving = false;
    }
  }

  async #takeAnswer(response: Response, sent: Entries): Promise<void> {
    if (response.ok) {
      const { id, revision } = (await response.json()) as { readonly id: string; readonly revision: number };
      this.#adopt(id, revision, sent);
      return;
    }
    if (response.status === 401 || response.status === 403) return this.#stop(this.#askForSignIn());
    if (response.status === 412) {
      return this.#stop(this.#offerComparison((await response.json()) as Conflict));
    }
    if (response.status >= 500 || response.status === 429) {
      this.#say(this.#messages.offline);
      return this.#saveSoon(RETRY_DELAY_MS);
    }
    this.#say(`${this.#messages.invalid} ${await readDetail(response)}`);
  }

  #adopt(id: string, revision: number, sent: Entries): void {
    const keyBefore = this.key;
    this.#saved = sent;
    setHidden(this.#form, 'revision', String(revision));
    if (this.#form.dataset.id !== id) {
      this.#form.dataset.id = id;
      this.#form.dataset.status = 'draft';
      const path = `/editor/articles/${id}`;
      this.#form.setAttribute('action', path);
      for (const button of this.#form.querySelectorAll('button[formaction]')) {
        button.setAttribute('formaction', `${path}/preview`);
      }
      history.replaceState(null, '', path);
    }
    dropDraft(keyBefore);
    if (isSameText(readEntries(this.#form), sent)) {
      dropDraft(id);
      // Nothing is left to be kept here, and what is said last is true.
      clearTimeout(this.#keepTimer);
      this.#sayStored();
    } else {
      this.#keep();
      this.#saveSoon(SAVE_DELAY_MS);
    }
  }

  #sayStored(): void {
    this.#isKept = true;
    this.#status.className = 'kept';
    this.#status.textContent = this.#messages.keptThere;
  }

  /** Says where the text is, and what there is to say of the server. */
  #say(message: string): void {
    if (this.#isStopped) return;
    this.#status.className = this.#isKept ? 'kept' : 'notice problem';
    this.#status.textContent = `${this.#describeKept()} ${message}`.trim();
  }

  #describeKept(): string {
    return this.#isKept ? this.#messages.keptHere : this.#messages.notKept;
  }

  #stop(what: HTMLElement): void {
    this.#isStopped = true;
    this.#status.className = 'notice problem';
    this.#status.replaceChildren(what);
  }

  #goOn(): void {
    this.#isStopped = false;
    this.#status.className = 'kept';
    this.#saveSoon(0);
  }

  #askForSignIn(): HTMLElement {
    const messages = this.#messages;
    const ask = () =>
      void askFor(messages, [{ name: 'token', label: messages.token, value: '', type: 'password' }], {
        title: messages.signedOut,
        button: messages.signInAgain,
        act: (answer) => this.#signIn(answer.token ?? ''),
      });
    const told = `${messages.signedOut} ${this.#describeKept()} `;
    return makeElement('span', {}, told, makeButton(messages.signInAgain, ask));
  }

  async #signIn(token: string): Promise<string | null> {
    try {
      const response = await post('/editor/sign-in', new URLSearchParams({ token }));
      if (!response.ok) return (await readDetail(response)) || this.#messages.signInFailed;
      const { form_token } = (await response.json()) as { readonly form_token: string };
      for (const field of document.querySelectorAll<HTMLInputElement>('input[name="form_token"]')) {
        field.value = form_token;
      }
      this.#goOn();
      return null;
    } catch {
      return this.#messages.notSent;
    }
  }

  #offerComparison({ by, isOwn }: Conflict): HTMLElement {
    const compare = makeElement(
      'button',
      { type: 'submit', name: 'action', value: 'save' },
      this.#messages.compare,
    );
    const told = isOwn ? this.#messages.changedByYou : `${this.#messages.changedBy} ${by ?? ''}`;
    return makeElement('span', {}, `${told} `, compare);
  }
}
