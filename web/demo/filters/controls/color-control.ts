// A colour, and how opaque it is.

import { make } from '../../page/elements.js';
import { colorText } from '../filter-of.js';
import type { ControlRequest } from './control.js';

/** #rrggbb and an alpha from 0 to 255 as 0xRRGGBBAA. */
export const packColor = (rgb: string, alpha: number): number => Number.parseInt(rgb.slice(1), 16) * 256 + alpha;

/** 0xRRGGBBAA as a colour input wants it. */
export const rgbText = (color: number): string => colorText(color).slice(0, 7);

export const colorControl = ({ label, filter, hint, id, value, change }: ControlRequest): HTMLElement => {
  const color = Number(value);
  const input = make('input', { type: 'color', id, value: rgbText(color) });
  const alpha = make('input', { type: 'range', min: 0, max: 255, 'aria-label': `${filter} ${label}, opacity` });
  alpha.value = String(color & 255);
  const tell = (): void => {
    alpha.style.setProperty('--fill', `${(alpha.valueAsNumber / 255) * 100}%`);
    change(packColor(input.value, alpha.valueAsNumber));
  };
  input.addEventListener('input', tell);
  alpha.addEventListener('input', tell);
  alpha.style.setProperty('--fill', `${(alpha.valueAsNumber / 255) * 100}%`);
  return make(
    'div',
    { class: 'control' },
    make('label', { for: id }, label, make('span', { class: 'hint' }, hint)),
    input,
    alpha,
  );
};
