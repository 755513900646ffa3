// The page's elements: those it has, and new ones.

/** @throws Error when the page has no such element */
export const element = <T extends HTMLElement>(id: string, type: new () => T): T => {
  const found = document.getElementById(id);
  if (found instanceof type) return found;
  throw new Error(`the page has no ${type.name} with the id ${id}`);
};

/** A new element with these attributes (true: without a value; false: left out) and children. */
export const make = <Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Readonly<Record<string, string | number | boolean>> = {},
  ...children: (Node | string)[]
): HTMLElementTagNameMap[Tag] => {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== false) made.setAttribute(name, value === true ? '' : String(value));
  }
  made.append(...children);
  return made;
};

/** A button that calls `press`. */
export const button = (
  attributes: Readonly<Record<string, string | boolean>>,
  press: () => void,
  ...children: (Node | string)[]
): HTMLButtonElement => {
  const made = make('button', { type: 'button', ...attributes }, ...children);
  made.addEventListener('click', press);
  return made;
};
