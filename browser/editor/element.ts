/** Making elements: words are always text, never markup. */

type Attributes = Readonly<Record<string, string | boolean | undefined>>;

/** Makes an element; an attribute that is false or undefined is left out. */
export function makeElement<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  attributes: Attributes = {},
  ...children: readonly (Node | string)[]
): HTMLElementTagNameMap[Name] {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === undefined || value === false) continue;
    element.setAttribute(key, value === true ? '' : value);
  }
  element.append(...children);
  return element;
}

/** Leaves what an element holds in its place, however many parts that has. */
export function unwrapElement(element: Element): void {
  const parts = element.ownerDocument.createDocumentFragment();
  moveParts(element, parts);
  element.replaceWith(parts);
}

/** Moves what an element holds to the end of another. */
export function moveParts(from: Element, to: Element | DocumentFragment): void {
  while (from.firstChild !== null) to.append(from.firstChild);
}

/** Makes a button that does something here and sends nothing. */
export function makeButton(label: string, act: () => void, attributes: Attributes = {}): HTMLButtonElement {
  const button = makeElement('button', { type: 'button', ...attributes }, label);
  button.addEventListener('click', act);
  return button;
}

/** A form's field by its name; null where there is none or several. */
export function findField(
  form: HTMLFormElement,
  name: string,
): HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement | null {
  const field = form.elements.namedItem(name);
  return field instanceof HTMLInputElement ||
    field instanceof HTMLTextAreaElement ||
    field instanceof HTMLSelectElement
    ? field
    : null;
}
