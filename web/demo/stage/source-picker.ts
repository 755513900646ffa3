// The choice of a source.

import { element } from '../page/elements.js';
import { say, textOf } from '../page/status.js';
import { knotSource } from '../sources/knot.js';
import { reelSource } from '../sources/reel.js';
import type { Size, Source } from '../sources/source.js';
import { cameraSource, generatedSource } from '../sources/stream.js';
import { videoFileSource } from '../sources/video-file.js';
import type { Stage } from './stage.js';

const sizeOf = (text: string): Size => {
  const [width = 0, height = 0] = text.split('x').map(Number);
  return { width, height };
};

export const firstSource = (): Source => reelSource(sizeOf(element('size', HTMLSelectElement).value));

export class SourcePicker {
  readonly #stage: Stage;
  readonly #form = element('sources', HTMLFormElement);
  readonly #size = element('size', HTMLSelectElement);
  readonly #fileInput = element('video-input', HTMLInputElement);
  #file: File | null = null;
  #shown: string;
  /** Counts the choices, so that a slow one does not come in place of a later one. */
  #choice = 0;
  #locked = false;

  constructor(stage: Stage) {
    this.#stage = stage;
    this.#shown = this.#chosen;
    this.#form.addEventListener('submit', (event) => event.preventDefault());
    this.#form.addEventListener('change', ({ target }) => {
      if (target === this.#fileInput) this.#takeFile(this.#fileInput.files?.[0]);
      else void this.#open();
    });
    this.#acceptDrops();
  }

  /** While a recording runs, its source stays: a choice that is still being opened is dropped. */
  set locked(locked: boolean) {
    if (locked && !this.#locked) {
      this.#choice++;
      this.#check(this.#shown);
      this.#showFields();
    }
    this.#locked = locked;
    for (const field of this.#form.querySelectorAll('fieldset')) field.disabled = locked;
  }

  get #chosen(): string {
    return String(new FormData(this.#form).get('source') ?? this.#shown);
  }

  #check(name: string): void {
    const radio = this.#form.querySelector<HTMLInputElement>(`[name=source][value=${name}]`);
    if (radio) radio.checked = true;
  }

  #make(name: string): Source | Promise<Source> {
    const size = sizeOf(this.#size.value);
    if (name === 'camera') return cameraSource();
    if (name === 'stream') return generatedSource();
    if (name === 'webgl') return knotSource(size);
    if (name === 'file' && this.#file) return videoFileSource(this.#file);
    return reelSource(size);
  }

  async #open(): Promise<void> {
    const name = this.#chosen;
    const choice = ++this.#choice;
    this.#showFields();
    if (name === 'file' && !this.#file) {
      say('Choose a video file, or drop one anywhere on this page.');
      return;
    }
    try {
      const source = await this.#make(name);
      if (choice !== this.#choice) return source.close();
      this.#shown = name;
      this.#stage.use(source);
      say(`${source.description}, ${source.canvas.width} × ${source.canvas.height}.`);
    } catch (error) {
      if (choice !== this.#choice) return;
      const camera = name === 'camera';
      say(
        `${camera ? 'The camera' : 'That'} cannot be shown: ${textOf(error)}${camera ? '. The generated stream is one without a camera.' : ''}`,
        true,
      );
      this.#check(this.#shown);
      this.#showSize();
    }
  }

  #showFields(): void {
    element('file-place', HTMLDivElement).hidden = this.#chosen !== 'file';
    this.#showSize();
  }

  /** Streams and files have sizes of their own. */
  #showSize(): void {
    this.#size.disabled = !['reel', 'webgl'].includes(this.#chosen);
  }

  #takeFile(file: File | undefined): void {
    if (!file || this.#locked) return;
    this.#file = file;
    element('video-name', HTMLSpanElement).textContent = file.name;
    this.#check('file');
    void this.#open();
  }

  #acceptDrops(): void {
    const place = element('screen', HTMLDivElement);
    const isFile = ({ dataTransfer }: DragEvent): boolean => Boolean(dataTransfer?.types.includes('Files'));
    document.addEventListener('dragover', (event) => {
      if (!isFile(event)) return;
      place.classList.toggle('dropping', !this.#locked && !event.defaultPrevented);
      event.preventDefault();
    });
    document.addEventListener('dragleave', ({ relatedTarget }) => {
      if (!relatedTarget) place.classList.remove('dropping');
    });
    document.addEventListener('drop', (event) => {
      place.classList.remove('dropping');
      // Places of their own take what is dropped there.
      if (!isFile(event) || event.defaultPrevented) return;
      event.preventDefault();
      this.#takeFile(event.dataTransfer?.files[0]);
    });
  }
}
