/** The officials of an article: whom the text surely names is attached, who may be meant is offered. */

import { describeApart, describeOfficial } from '../../src/article/article.ts';
import { findField, makeButton, makeElement } from './element.ts';
import { setHidden } from './form-state.ts';
import type { ScriptMessages } from './messages.ts';
import { startOfficialField } from './official-field.ts';
import { post, readDetail } from './post.ts';

export interface Official {
  readonly slug: string;
  readonly name: string;
  readonly role: string | null;
  readonly relation?: string;
}

interface Suggestion extends Official {
  /** A name that is shared, or may be part of a longer one. */
  readonly isUncertain: boolean;
}

/** Named behind an office, and not in the directory. */
interface Person {
  readonly name: string;
  readonly role: string | null;
}

/** The text rests this long before it is searched for names. */
const RECOGNITION_DELAY_MS = 700;

export class OfficialList {
  readonly #form: HTMLFormElement;
  readonly #messages: ScriptMessages;
  readonly #attached: HTMLElement;
  readonly #suggestions: HTMLElement;
  readonly #told: HTMLElement;
  readonly #onChange: () => void;
  /** Named in the text as it was saved: who is not attached there was left out, so they are only offered. null: not known yet. */
  #savedNames: ReadonlySet<string> | null;
  #found: readonly Suggestion[] = [];
  #unknown: readonly Person[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** The last question, and whether it was answered. */
  #asked = '';
  #isAnswered = false;

  constructor(form: HTMLFormElement, messages: ScriptMessages, onChange: () => void) {
    this.#form = form;
    this.#messages = messages;
    this.#onChange = onChange;
    this.#attached = form.querySelector<HTMLElement>('[data-attached]') ?? form;
    this.#suggestions = form.querySelector<HTMLElement>('[data-suggestions]') ?? form;
    this.#told = makeElement('p', { class: 'hint', role: 'status' });
    this.#attached.after(this.#told);
    this.#savedNames = form.dataset.id === '' ? new Set() : null;
    // Names are attached as they are written. Only what is sent before that was done is left to the server.
    findField(form, 'recognizes')?.closest('p')?.remove();
    form.addEventListener('submit', () => {
      setHidden(form, 'recognizes', this.#savedNames !== null && !this.#isAnswered ? 'yes' : '');
    });
    this.#attached.addEventListener('change', ({ target }) => this.#decideRow(target));
    startOfficialField(form, 'added_official', messages, (official) => {
      this.#attach(official);
      this.#show();
      this.#onChange();
    });
  }

  /** Looks for names once the text rests. */
  textChanged(): void {
    clearTimeout(this.#timer);
    if (this.#asked !== this.#writeQuestion()) this.#isAnswered = false;
    this.#timer = setTimeout(() => void this.#recognize(), RECOGNITION_DELAY_MS);
  }

  replaceAll(officials: readonly Official[], refused: readonly string[]): void {
    this.#attached.replaceChildren(...officials.map((official) => this.#makeRow(official)));
    for (const field of this.#form.querySelectorAll('input[name="refused"]')) field.remove();
    for (const slug of refused) this.#addRefused(slug);
    this.#show();
  }

  /** What the server reads as it will read the article: who is attached here is who the API would attach. */
  #writeQuestion(): string {
    const fields = ['form_token', 'title', 'format', 'content', 'date'];
    return `${new URLSearchParams(fields.map((name) => [name, findField(this.#form, name)?.value ?? '']))}`;
  }

  async #recognize(): Promise<void> {
    const question = this.#writeQuestion();
    const isEmpty = !findField(this.#form, 'content')?.value.trim();
    if (isEmpty || (this.#isAnswered && this.#asked === question)) return;
    this.#asked = question;
    this.#isAnswered = false;
    try {
      const response = await post('/editor/recognize', new URLSearchParams(question));
      const answer = response.ok
        ? ((await response.json()) as { readonly officials: Suggestion[]; readonly unknown: Person[] })
        : null;
      // An answer to what was asked earlier says nothing of the text as it is now.
      if (answer === null || this.#asked !== question) return;
      this.#found = answer.officials;
      this.#unknown = answer.unknown;
      this.#isAnswered = true;
      this.#attachNamed();
      this.#show();
    } catch {
      // Not reachable: with the next letter it is asked again.
    }
  }

  /** Attaches whom the text surely names, as the API does; and takes back whom it names no more and nobody has touched. */
  #attachNamed(): void {
    const sure = this.#found.filter(({ isUncertain }) => !isUncertain);
    const named = new Set(sure.map(({ slug }) => slug));
    if (this.#savedNames === null) {
      this.#savedNames = named;
      return;
    }
    const taken = this.#listTaken();
    const added = sure.filter(({ slug }) => !taken.has(slug) && !this.#savedNames?.has(slug));
    const gone = [...this.#attached.querySelectorAll<HTMLElement>('[data-automatic]')].filter(
      (row) => !named.has(row.dataset.official ?? ''),
    );
    for (const row of gone) row.remove();
    for (const official of added) {
      const row = this.#makeRow(official);
      row.dataset.automatic = '';
      this.#attached.append(row);
    }
    if (added.length > 0)
      this.#told.textContent = `${this.#messages.attached} ${added.map(({ name }) => name).join(', ')}`;
    if (added.length + gone.length > 0) this.#onChange();
  }

  /** Whoever unticks an official wants them not, whatever the text says. */
  #decideRow(target: EventTarget | null): void {
    const row = target instanceof HTMLElement ? target.closest<HTMLElement>('[data-official]') : null;
    if (row === null) return;
    delete row.dataset.automatic;
    this.#told.textContent = '';
    if (!(target instanceof HTMLInputElement) || target.name !== 'official') return;
    for (const field of this.#form.querySelectorAll<HTMLInputElement>('input[name="refused"]')) {
      if (field.value === target.value) field.remove();
    }
    if (!target.checked) this.#addRefused(target.value);
  }

  #listTaken(): ReadonlySet<string> {
    return new Set([
      ...[...this.#attached.querySelectorAll<HTMLElement>('[data-official]')].map(
        (row) => row.dataset.official ?? '',
      ),
      ...[...this.#form.querySelectorAll<HTMLInputElement>('input[name="refused"]')].map(
        (field) => field.value,
      ),
    ]);
  }

  #show(): void {
    const taken = this.#listTaken();
    const open = this.#found.filter(({ slug }) => !taken.has(slug));
    this.#suggestions.replaceChildren(...this.#makeFound(open), ...this.#makeUnknown());
  }

  #makeFound(open: readonly Suggestion[]): HTMLElement[] {
    if (open.length === 0) return [];
    const messages = this.#messages;
    const told = describeApart(open);
    const clear = open.filter(({ isUncertain }) => !isUncertain);
    return [
      makeElement(
        'div',
        { class: 'suggestions' },
        makeElement('p', {}, messages.found),
        makeElement(
          'ul',
          {},
          ...open.map((official, index) => this.#makeSuggestion(official, told[index] ?? official.slug)),
        ),
        ...(clear.length > 1
          ? [
              makeButton(messages.acceptAll, () => {
                for (const official of clear) this.#attach(official);
                this.#decided();
              }),
            ]
          : []),
      ),
    ];
  }

  #makeUnknown(): HTMLElement[] {
    if (this.#unknown.length === 0) return [];
    return [
      makeElement(
        'div',
        { class: 'suggestions' },
        makeElement('p', {}, this.#messages.unknown),
        makeElement('ul', {}, ...this.#unknown.map((person) => this.#makePerson(person))),
      ),
    ];
  }

  #makePerson(person: Person): HTMLElement {
    const who = describeOfficial(person);
    const label = this.#messages.makeOfficial;
    const button = makeButton(label, () => void this.#makeOfficial(person, button), {
      'aria-label': `${label}: ${who}`,
    });
    return makeElement('li', {}, makeElement('span', { class: 'who', dir: 'auto' }, who), button);
  }

  /** Puts somebody into the directory and attaches them. */
  async #makeOfficial(person: Person, button: HTMLButtonElement): Promise<void> {
    button.disabled = true;
    const token = findField(this.#form, 'form_token')?.value ?? '';
    const fields = { form_token: token, name: person.name, role: person.role ?? '' };
    try {
      const response = await post('/editor/add-official', new URLSearchParams(fields));
      if (!response.ok) {
        this.#told.textContent = await readDetail(response);
        return;
      }
      const official = (await response.json()) as Official;
      this.#unknown = this.#unknown.filter((other) => other !== person);
      this.#attach(official);
      this.#told.textContent = `${this.#messages.attached} ${official.name}`;
      this.#decided();
    } catch {
      // Not reachable: the button stays, to be pressed again.
    } finally {
      button.disabled = false;
    }
  }

  #makeSuggestion(official: Suggestion, who: string): HTMLElement {
    const messages = this.#messages;
    const about = official.isUncertain ? `${who} (${messages.uncertain})` : who;
    return makeElement(
      'li',
      {},
      makeElement('span', { class: 'who', dir: 'auto' }, about),
      makeButton(
        messages.accept,
        () => {
          this.#attach(official);
          this.#decided();
        },
        { 'aria-label': `${messages.accept}: ${about}` },
      ),
      makeButton(
        messages.refuse,
        () => {
          this.#addRefused(official.slug);
          this.#decided();
        },
        { 'aria-label': `${messages.refuse}: ${about}` },
      ),
    );
  }

  #attach(official: Official): void {
    const there = this.#attached.querySelector<HTMLInputElement>(
      `input[name="official"][value="${official.slug}"]`,
    );
    if (there === null) this.#attached.append(this.#makeRow(official));
    else there.checked = true;
  }

  /** The button that was pressed is gone: the next one, or the last official, takes the focus. */
  #decided(): void {
    this.#show();
    const next = this.#suggestions.querySelector('button');
    const last = this.#attached.querySelector<HTMLInputElement>('li:last-child input[type="checkbox"]');
    (next ?? last)?.focus();
    this.#onChange();
  }

  #addRefused(slug: string): void {
    this.#attached.after(makeElement('input', { type: 'hidden', name: 'refused', value: slug }));
  }

  #makeRow({ slug, name, role, relation = 'mentioned' }: Official): HTMLElement {
    const messages = this.#messages;
    const choices = Object.entries(messages.relations).map(([value, label]) =>
      makeElement('option', { value, selected: value === relation }, label),
    );
    return makeElement(
      'li',
      { 'data-official': slug },
      makeElement(
        'label',
        { class: 'who' },
        makeElement('input', { type: 'checkbox', name: 'official', value: slug, checked: true }),
        makeElement('span', { dir: 'auto' }, name),
      ),
      makeElement('input', { type: 'hidden', name: `official_name:${slug}`, value: name }),
      makeElement('input', {
        type: 'text',
        name: `official_role:${slug}`,
        value: role ?? '',
        'aria-label': `${messages.roleOf} ${name}`,
        placeholder: messages.role,
        dir: 'auto',
      }),
      makeElement(
        'select',
        { name: `official_relation:${slug}`, 'aria-label': `${messages.relationOf} ${name}` },
        ...choices,
      ),
    );
  }
}
