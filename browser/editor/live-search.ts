/** Lists that follow what is typed into their search; without this the form's button does it. */

const TYPING_PAUSE_MS = 250;

/** Starts a search whose results stand in the page's `[data-results]`. */
export function startLiveSearch(form: HTMLFormElement): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  /** The last address that was asked for: an answer to another says nothing of what is typed now. */
  let asked = '';
  form.addEventListener('input', () => {
    clearTimeout(timer);
    timer = setTimeout(() => void search(), TYPING_PAUSE_MS);
  });
  form.addEventListener('submit', () => clearTimeout(timer));

  async function search(): Promise<void> {
    const fields = [...new FormData(form)].filter((entry): entry is [string, string] => entry[1] !== '');
    const query = new URLSearchParams(fields);
    const address = `${form.getAttribute('action') ?? location.pathname}?${query}`;
    asked = address;
    try {
      const response = await fetch(address);
      const page = new DOMParser().parseFromString(await response.text(), 'text/html');
      const found = page.querySelector('[data-results]');
      if (!response.ok || found === null || asked !== address) return;
      document.querySelector('[data-results]')?.replaceWith(document.adoptNode(found));
      history.replaceState(null, '', address);
    } catch {
      // Not reachable: what is shown stays, and the button tells why.
    }
  }
}

/** From so many on, a list of boxes has a search of its own. */
const MANY_CHOICES = 12;

/** Puts a search above a long list of boxes; what does not match is hidden, what is ticked never. */
export function startChoiceSearch(list: HTMLElement, label: string): void {
  const rows = [...list.children].filter((row) => row instanceof HTMLElement);
  if (rows.length <= MANY_CHOICES) return;
  const field = document.createElement('input');
  field.type = 'search';
  field.setAttribute('aria-label', label);
  field.placeholder = label;
  field.dir = 'auto';
  field.addEventListener('input', (event) => {
    // It is none of the form's fields.
    event.stopPropagation();
    const words = foldWords(field.value).split(/\s+/);
    for (const row of rows) {
      const text = foldWords(row.textContent ?? '');
      const isTicked = row.querySelector('input:checked') !== null;
      row.hidden = !isTicked && !words.every((word) => text.includes(word));
    }
  });
  field.addEventListener('keydown', (event) => {
    if (event.key === 'Enter') event.preventDefault();
  });
  list.before(field);
}

const foldWords = (text: string) => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
