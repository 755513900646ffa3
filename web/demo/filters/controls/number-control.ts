// A number: a slider over the range that one mostly wants, and a field that takes all there are.

import type { FilterValue } from 'kinora';
import type { Parameter } from '../../../src/filters/catalogue.js';
import { make } from '../../page/elements.js';
import type { ControlRequest } from './control.js';

/** How far sliders go where the range is wider, by type. Lengths are in pixels, angles in degrees. */
const reach: Readonly<Partial<Record<Parameter['type'], number>>> = { amount: 3, number: 10, length: 100, angle: 180 };

/** Whole lengths of that much are places in the picture. */
const places = { from: 1000, reach: 1920 };

const units: Readonly<Partial<Record<Parameter['type'], string>>> = { length: 'px', angle: '°' };

const rangeOf = ({ type, least, most, whole }: Parameter): { min: number; max: number } => {
  const far = whole && type === 'length' && most > places.from ? places.reach : whole ? 100 : (reach[type] ?? most);
  return { min: Math.max(least, -far), max: Math.min(most, far) };
};

const stepOf = ({ whole, type }: Parameter, max: number): number => {
  if (whole || type === 'angle') return 1;
  return max > 20 ? 0.5 : max <= 0.1 ? 0.001 : 0.01;
};

/** As many digits as the field is wide. */
const shown = (value: FilterValue): string => String(Number(Number(value).toPrecision(6)));

export const numberControl = ({ parameter, label, filter, hint, id, value, change }: ControlRequest): HTMLElement => {
  const { min, max } = rangeOf(parameter);
  const step = stepOf(parameter, max);
  const field = make('input', { type: 'number', id, step: 'any', value: shown(value), class: 'number' });
  const slider = make('input', { type: 'range', min, max, step, 'aria-label': `${filter} ${label}, slider` });
  slider.value = String(value);
  const fill = (): void => {
    const part = (Number(slider.value) - min) / (max - min);
    slider.style.setProperty('--fill', `${part * 100}%`);
  };
  slider.addEventListener('input', () => {
    field.value = slider.value;
    fill();
    change(slider.valueAsNumber);
  });
  field.addEventListener('input', () => {
    slider.value = field.value;
    fill();
    change(field.valueAsNumber);
  });
  fill();
  const unit = units[parameter.type];
  return make(
    'div',
    { class: 'control' },
    make('label', { for: id }, label, make('span', { class: 'hint' }, hint)),
    make('span', { class: 'field' }, field, ...(unit ? [make('span', { class: 'unit' }, unit)] : [])),
    slider,
  );
};
