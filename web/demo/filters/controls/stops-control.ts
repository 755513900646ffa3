// Colours along a gradient: each with its place, in percent.

import { button, make } from '../../page/elements.js';
import { packColor, rgbText } from './color-control.js';
import type { ControlRequest } from './control.js';

type Stop = { place: number; color: number };

export const stopsControl = ({ parameter, label, filter, hint, id, value, change }: ControlRequest): HTMLElement => {
  const flat = value as readonly number[];
  const stops: Stop[] = [];
  for (let i = 0; i < flat.length; i += 2) stops.push({ place: flat[i] as number, color: flat[i + 1] as number });
  const { fewest = 2, greatest = 32 } = parameter;
  const list = make('ol', { class: 'stops' });
  const ramp = make('div', { class: 'ramp', 'aria-hidden': 'true' });

  const tell = (): void => {
    const parts = stops.map(({ color, place }) => `${rgbText(color)} ${place * 100}%`);
    ramp.style.background = `linear-gradient(to right, ${parts.join(', ')})`;
    change(stops.flatMap(({ place, color }) => [place, color]));
  };

  const row = (stop: Stop, i: number): HTMLLIElement => {
    const name = `${filter} colour ${i + 1}`;
    const color = make('input', { type: 'color', value: rgbText(stop.color), 'aria-label': name, id: `${id}-${i}` });
    color.addEventListener('input', () => {
      stop.color = packColor(color.value, stop.color & 255);
      tell();
    });
    const place = make('input', {
      ...{ type: 'number', class: 'number', min: 0, max: 100, step: 1 },
      ...{ value: Math.round(stop.place * 100), 'aria-label': `${name}, place in percent` },
    });
    place.addEventListener('input', () => {
      stop.place = place.valueAsNumber / 100;
      tell();
    });
    const remove = button(
      { class: 'quiet', 'aria-label': `Remove ${name}`, disabled: stops.length <= fewest },
      () => {
        stops.splice(i, 1);
        show();
        tell();
        list.querySelector('input')?.focus();
      },
      '×',
    );
    return make('li', {}, color, place, make('span', { class: 'unit' }, '%'), remove);
  };

  const add = button({ class: 'quiet' }, () => {
    const last = stops.at(-1) as Stop;
    const before = stops.at(-2) as Stop;
    stops.splice(-1, 0, { place: (last.place + before.place) / 2, color: last.color });
    show();
    tell();
    list.querySelector<HTMLElement>(`#${id}-${stops.length - 2}`)?.focus();
  });
  add.textContent = 'Add a colour';

  const show = (): void => {
    list.replaceChildren(...stops.map(row));
    add.disabled = stops.length >= greatest;
  };
  show();
  const parts = stops.map(({ color, place }) => `${rgbText(color)} ${place * 100}%`);
  ramp.style.background = `linear-gradient(to right, ${parts.join(', ')})`;
  return make(
    'div',
    { class: 'control wide', role: 'group', 'aria-label': `${filter} ${label}` },
    make('span', { class: 'name' }, label, make('span', { class: 'hint' }, hint)),
    ramp,
    list,
    add,
  );
};
