/** The only script of the public pages: it shows the copy buttons and lets them work. */

/** Without it the addresses can be selected and copied by hand. */
export const COPY_SCRIPT = `'use strict';
const status = document.getElementById('copy-status');
for (const button of document.querySelectorAll('button[data-copies]')) {
  const field = document.getElementById(button.dataset.copies);
  const label = button.textContent;
  button.hidden = false;
  button.addEventListener('click', async () => {
    field.select();
    try {
      // Absent outside of secure contexts, where the old way still works.
      if (navigator.clipboard) await navigator.clipboard.writeText(field.value);
      else if (!document.execCommand('copy')) return;
    } catch {
      return;
    }
    button.textContent = button.dataset.done;
    status.textContent = button.dataset.done + ': ' + field.value;
    setTimeout(() => { button.textContent = label; }, 2000);
  });
}
for (const field of document.querySelectorAll('input[readonly]')) {
  field.addEventListener('focus', () => field.select());
}
`;
