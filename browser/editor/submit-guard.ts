/** Forms go only where somebody takes them: a page that cannot be reached would stand in the place of what is written. */

import { makeElement } from './element.ts';
import type { ScriptMessages } from './messages.ts';

/** Small, and there whenever the service is; it is asked for anew each time. */
const REACHED_BY = '/editor/editor.css';

/** Looks for the server before a form is sent; where there is none the page stays, and says so. */
export function guardForm(form: HTMLFormElement, messages: ScriptMessages): void {
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
