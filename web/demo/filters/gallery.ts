// All filters there are, by family, to be searched and added.

import { catalogue } from '../../src/filters/catalogue.js';
import { button, element, make } from '../page/elements.js';
import { words } from '../page/format.js';
import { catalogueWords } from './catalogue-words.js';

const families: Readonly<Record<string, string>> = {
  css: "CSS's own",
  tone: 'Tone',
  color: 'Colour',
  blur: 'Blur and smooth',
  detail: 'Detail',
  stylize: 'Stylize',
  geometry: 'Shape',
};

const textFor = (name: string): string => `${words(name)} ${catalogueWords[name]?.summary ?? ''}`.toLowerCase();

/** Fills the page's gallery. `add` is called with the name of the filter that was chosen. */
export const showGallery = (add: (name: string) => void): void => {
  const groups = Object.entries(families).map(([family, title]) => {
    const chips = catalogue
      .filter((entry) => entry.family === family)
      .map(({ name }) =>
        button(
          { class: 'chip', 'data-add': name, title: catalogueWords[name]?.summary ?? '' },
          () => add(name),
          words(name),
        ),
      );
    return make(
      'div',
      { role: 'group', 'aria-labelledby': `family-${family}`, class: 'family' },
      make('h3', { id: `family-${family}` }, title),
      make('div', { class: 'chips' }, ...chips),
    );
  });
  element('gallery', HTMLDivElement).replaceChildren(...groups);

  const search = element('gallery-search', HTMLInputElement);
  const none = element('gallery-none', HTMLParagraphElement);
  search.addEventListener('input', () => {
    const wanted = search.value.trim().toLowerCase();
    let found = 0;
    for (const group of groups) {
      let shown = 0;
      for (const chip of group.querySelectorAll<HTMLElement>('[data-add]')) {
        chip.hidden = !textFor(chip.dataset['add'] ?? '').includes(wanted);
        if (!chip.hidden) shown++;
      }
      group.hidden = shown === 0;
      found += shown;
    }
    none.hidden = found > 0;
  });
  search.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter') return;
    event.preventDefault();
    element('gallery', HTMLDivElement).querySelector<HTMLElement>('.family:not([hidden]) .chip:not([hidden])')?.click();
  });
};
