// The line that says what happens, on the screen and to screen readers.

import { element } from './elements.js';

/** `failed`: shown as an error. `link`: follows the text. */
export const say = (text: string, failed = false, link?: HTMLAnchorElement): void => {
  const line = element('status', HTMLParagraphElement);
  line.replaceChildren(text, ...(link ? [' ', link] : []));
  line.classList.toggle('failed', failed);
};

export const textOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
