// The chain as a list of cards: each filter with its controls, to be switched, moved and removed.

import { button, element, make } from '../page/elements.js';
import { words } from '../page/format.js';
import { catalogueWords } from './catalogue-words.js';
import type { ChainModel, Step } from './chain-model.js';
import { controlOf } from './controls/control.js';
import { entryOf } from './filter-of.js';

const moveButton = (model: ChainModel, { id, name }: Step, by: -1 | 1, possible: boolean): HTMLButtonElement => {
  const direction = by < 0 ? 'up' : 'down';
  const move = (): void => {
    model.move(id, by);
    // At the end of its way, the button is disabled and the other one can go on.
    const again = document.querySelector<HTMLElement>(`#step-${id} .${direction}:enabled`);
    (again ?? document.querySelector<HTMLElement>(`#step-${id} :is(.up, .down):enabled`))?.focus();
  };
  const label = `Move ${words(name)} ${direction}`;
  return button(
    { class: `quiet ${direction}`, 'aria-label': label, title: label, disabled: !possible },
    move,
    by < 0 ? '↑' : '↓',
  );
};

const cardOf = (model: ChainModel, step: Step, place: number, count: number): HTMLLIElement => {
  const { id, name } = step;
  const { parameters } = entryOf(name);
  const { summary = '', meanings = {} } = catalogueWords[name] ?? {};
  const toggle = make('input', { type: 'checkbox', id: `step-${id}-on`, checked: step.on });
  const card = make('li', { class: 'card', id: `step-${id}`, 'data-filter': name });
  toggle.addEventListener('change', () => {
    model.setOn(id, toggle.checked);
    card.classList.toggle('off', !toggle.checked);
  });
  const remove = button(
    { class: 'quiet', 'aria-label': `Remove ${words(name)}`, title: `Remove ${words(name)}` },
    () => {
      model.remove(id);
      // The focus goes to the card that took its place, or to where filters are added.
      const cards = document.querySelectorAll<HTMLElement>('#chain .remove');
      (cards[Math.min(place, cards.length - 1)] ?? element('gallery-search', HTMLInputElement)).focus();
    },
    '×',
  );
  remove.classList.add('remove');
  const controls = parameters.map((parameter, index) =>
    controlOf({
      parameter,
      filter: words(name),
      hint: meanings[parameter.name] ?? '',
      id: `step-${id}-${parameter.name}`,
      value: step.values[index] ?? '',
      change: (value) => model.setValue(id, index, value),
    }),
  );
  card.classList.toggle('off', !step.on);
  card.append(
    make(
      'div',
      { class: 'card-head' },
      toggle,
      make('label', { for: toggle.id, title: summary }, words(name)),
      moveButton(model, step, -1, place > 0),
      moveButton(model, step, 1, place < count - 1),
      remove,
    ),
    ...controls,
  );
  return card;
};

/** Shows the model's steps in the page's list, and keeps it so. */
export const showChain = (model: ChainModel): void => {
  const list = element('chain', HTMLOListElement);
  const empty = element('chain-empty', HTMLParagraphElement);
  const show = (): void => {
    const { steps } = model;
    list.replaceChildren(...steps.map((step, place) => cardOf(model, step, place, steps.length)));
    list.hidden = steps.length === 0;
    empty.hidden = steps.length > 0;
  };
  model.addEventListener('steps', show);
  show();
};
