// The slider that uncovers the picture without filters.

import { element } from '../page/elements.js';

export const setUpCompare = (): void => {
  const slider = element('compare', HTMLInputElement);
  const show = (): void => {
    element('screen', HTMLDivElement).style.setProperty('--uncovered', `${slider.value}%`);
    slider.style.setProperty('--fill', `${slider.value}%`);
  };
  slider.addEventListener('input', show);
  show();
};
