// A picture of the stage as a file.

import { type Filter, type SnapshotOptions, snapshot } from 'kinora';
import { element } from '../page/elements.js';
import { size } from '../page/format.js';
import { textOf } from '../page/status.js';
import type { Stage } from '../stage/stage.js';

let free = (): void => {};

const say = (text: string): void => {
  element('still-state', HTMLParagraphElement).textContent = text;
};

const show = (blob: Blob): void => {
  free();
  const url = URL.createObjectURL(blob);
  free = () => URL.revokeObjectURL(url);
  const picture = element('picture', HTMLImageElement);
  picture.src = url;
  const kind = blob.type.slice('image/'.length);
  const link = element('still-download', HTMLAnchorElement);
  link.href = url;
  link.download = `kinora.${kind === 'jpeg' ? 'jpg' : kind}`;
  link.textContent = `Download ${kind === 'webp' ? 'WebP' : kind.toUpperCase()}`;
  element('still-facts', HTMLElement).textContent = `${blob.type}, ${size(blob.size)}`;
  element('still', HTMLDivElement).hidden = false;
};

/** `filter` gives the chain of the moment. */
export const setUpSnapshot = (stage: Stage, filter: () => Filter): void => {
  const type = element('still-type', HTMLSelectElement);
  const quality = element('still-quality', HTMLInputElement);
  const press = element('snapshot', HTMLButtonElement);
  const showQuality = (): void => {
    quality.disabled = type.value === 'image/png';
    quality.style.setProperty('--fill', `${quality.valueAsNumber * 100}%`);
    const percent = Math.round(quality.valueAsNumber * 100);
    element('still-quality-value', HTMLSpanElement).textContent = quality.disabled ? 'lossless' : `${percent} %`;
  };
  type.addEventListener('change', showQuality);
  quality.addEventListener('input', showQuality);
  showQuality();

  const take = async (): Promise<void> => {
    const options: SnapshotOptions = { type: type.value as NonNullable<SnapshotOptions['type']>, filter: filter() };
    if (!quality.disabled) options.quality = quality.valueAsNumber;
    try {
      // A WebGL canvas holds its picture only until the task that drew it ends.
      const taken = new Promise<Blob>((resolve, reject) => {
        stage.addEventListener('frame', () => snapshot(stage.canvas, options).then(resolve, reject), { once: true });
      });
      show(await taken);
      say('The snapshot is below.');
    } catch (error) {
      say(`No snapshot could be taken: ${textOf(error)}`);
    }
  };
  element('still-form', HTMLFormElement).addEventListener('submit', (event) => {
    event.preventDefault();
    void take();
  });
  press.disabled = false;
};
