// One of a few words.

import { make } from '../../page/elements.js';
import { words } from '../../page/format.js';
import type { ControlRequest } from './control.js';

export const keywordControl = ({ parameter, label, hint, id, value, change }: ControlRequest): HTMLElement => {
  const choices = (parameter.keywords ?? []).map((keyword) =>
    make('option', { value: keyword, selected: keyword === value }, words(keyword)),
  );
  const select = make('select', { id }, ...choices);
  select.addEventListener('change', () => change(select.value));
  return make(
    'div',
    { class: 'control' },
    make('label', { for: id }, label, make('span', { class: 'hint' }, hint)),
    select,
  );
};
