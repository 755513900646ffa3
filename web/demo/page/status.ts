// The line that says what happens, on the screen and to screen readers.

import { element } from './elements.js';

/** `failed`: shown as an error. */
export const say = (text: string, failed = false): void => {
  const line = element('status', HTMLParagraphElement);
  line.textContent = text;
  line.classList.toggle('failed', failed);
};

export const textOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
