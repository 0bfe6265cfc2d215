/** A small question over the page: answered or cancelled, by keyboard as well. */

import { makeButton, makeElement } from './element.ts';
import type { ScriptMessages } from './messages.ts';

interface Question {
  readonly name: string;
  readonly label: string;
  readonly value: string;
  readonly type: string;
}

/** Asks; null where the question was closed. `act` may refuse an answer with a message, and the question stays. */
export function askFor(
  messages: ScriptMessages,
  questions: readonly Question[],
  options: {
    readonly title?: string;
    readonly button?: string;
    readonly act?: (answer: Readonly<Record<string, string>>) => Promise<string | null>;
  } = {},
): Promise<Readonly<Record<string, string>> | null> {
  return new Promise((resolve) => {
    const errorLine = makeElement('p', { class: 'error', role: 'alert' });
    const form = makeElement('form', { novalidate: true });
    if (options.title !== undefined) form.append(makeElement('p', {}, options.title));
    for (const { name, label, value, type } of questions) {
      const id = `ask-${name}`;
      form.append(
        makeElement(
          'div',
          { class: 'field' },
          makeElement('label', { for: id }, label),
          makeElement('input', { id, name, type, value, autocomplete: 'off' }),
        ),
      );
    }
    form.append(
      errorLine,
      makeElement(
        'div',
        { class: 'buttons' },
        makeElement('button', { type: 'submit', class: 'primary' }, options.button ?? messages.apply),
        makeButton(messages.cancel, () => dialog.close()),
      ),
    );
    const dialog = makeElement('dialog', { 'aria-label': options.title ?? questions[0]?.label }, form);
    let answered: Readonly<Record<string, string>> | null = null;
    dialog.addEventListener('close', () => {
      dialog.remove();
      resolve(answered);
    });
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      const answer = Object.fromEntries(
        [...new FormData(form)].map(([name, value]) => [name, String(value)]),
      );
      void (options.act?.(answer) ?? Promise.resolve(null)).then((refusal) => {
        errorLine.textContent = refusal ?? '';
        if (refusal !== null) return;
        answered = answer;
        dialog.close();
      });
    });
    document.body.append(dialog);
    dialog.showModal();
  });
}
