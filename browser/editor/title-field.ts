/** The title: one line, however long, seen whole while it is written. */

/** Starts the field, which is a text area so that a long title wraps; Enter goes on, to the text. */
export function startTitleField(title: HTMLTextAreaElement, goOn: () => void): void {
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
