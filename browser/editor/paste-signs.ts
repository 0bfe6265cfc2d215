/** What a browser alone shows of a pasted page: quotation marks, brackets of readings, ticks, what is in fields. */

import { isBlank } from './paste-blocks.ts';

/** Boxes of forms, Google Docs and others, Notion, and what several programs note at the item alone. */
const TICKS =
  'input[type="checkbox"], [role="checkbox"], .checkbox-on, .checkbox-off, li[data-checked], .inline-task-list > li, li[data-style*="--en-checked"]';

/** Makes them text. */
export function writeSigns(page: Document): void {
  for (const quotation of page.querySelectorAll('q')) {
    quotation.prepend('“');
    quotation.append('”');
  }
  for (const reading of page.querySelectorAll('rt:not(rp ~ rt)')) {
    reading.prepend('（');
    reading.append('）');
  }
  for (const box of page.querySelectorAll(TICKS)) writeTick(box);
  for (const field of page.querySelectorAll('textarea, select')) {
    const shown = field.querySelector('option[selected]') ?? field.querySelector('option') ?? field;
    field.replaceWith(shown.textContent ?? '');
  }
}

/** A box that is ticked or not as a sign in the text, before what it belongs to. */
function writeTick(box: Element): void {
  const isTicked =
    box.hasAttribute('checked') ||
    box.getAttribute('aria-checked') === 'true' ||
    box.getAttribute('data-checked') === 'true' ||
    box.matches('.checkbox-on, .inline-task-list > .checked') ||
    /--en-checked:\s*true/i.test(box.getAttribute('data-style') ?? '');
  const sign = isTicked ? '☑ ' : '☐ ';
  if (isBlank(box.textContent)) box.replaceWith(sign);
  else {
    // Of a box in an item that says it as well, the item's is enough; Google Docs has a picture of one.
    for (const inside of box.querySelectorAll(TICKS)) inside.remove();
    if (box.getAttribute('role') === 'checkbox') box.querySelector('img')?.remove();
    (box.querySelector('p') ?? box.querySelector('div') ?? box).prepend(sign);
  }
}
