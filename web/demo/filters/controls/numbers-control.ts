// Numbers in a row, such as a matrix, written with spaces between.

import { make } from '../../page/elements.js';
import type { ControlRequest } from './control.js';

export const numbersControl = ({ parameter, label, hint, id, value, change }: ControlRequest): HTMLElement => {
  const numbers = value as readonly number[];
  // A matrix is easier to read in its rows.
  const perRow = parameter.fewest === parameter.greatest ? 5 : parameter.fewest === 9 ? Math.sqrt(numbers.length) : 0;
  const rows = perRow ? Array.from({ length: numbers.length / perRow }, (_, i) => i * perRow) : [0];
  const text = rows.map((at) => numbers.slice(at, perRow ? at + perRow : undefined).join(' ')).join('\n');
  const area = make('textarea', { id, rows: rows.length, class: 'code', spellcheck: 'false' }, text);
  area.addEventListener('input', () =>
    change(
      area.value
        .trim()
        .split(/[\s,]+/)
        .map(Number),
    ),
  );
  return make(
    'div',
    { class: 'control wide' },
    make('label', { for: id }, label, make('span', { class: 'hint' }, hint)),
    area,
  );
};
