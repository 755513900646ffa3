// A file that nobody finished, before and after `repair`.

import { preview } from 'kinora';
import { type RepairReport, lint, repair } from 'kinora/repair';
import { element, make } from '../page/elements.js';
import { frameCount, seconds, size } from '../page/format.js';
import { textOf } from '../page/status.js';
import { makeBrokenFilm } from './broken-film.js';
import { inWords } from './repair-words.js';

/** What is shown of a file. `duration`: seconds; NaN where it cannot be played, Infinity where it does not say. */
type Facts = { bytes: number; duration: number; faults: number };

/** As `lint` counts them. */
const mostFaults = 200;

/** Shows `film` in `video`. @returns its duration in seconds, NaN where the browser cannot play it */
const show = (film: Blob, video: HTMLVideoElement): { free: () => void; duration: Promise<number> } => {
  const duration = new Promise<number>((resolve) => {
    video.addEventListener('loadedmetadata', () => resolve(video.duration), { once: true });
    video.addEventListener('error', () => resolve(NaN), { once: true });
  });
  return { free: preview(film, video), duration };
};

const lengthOf = ({ duration }: Facts): string => {
  if (Number.isNaN(duration)) return 'does not play here';
  return Number.isFinite(duration) ? seconds(duration * 1000) : 'not known';
};

const faultsOf = ({ faults }: Facts): string => {
  if (faults === 0) return 'none';
  return faults < mostFaults ? String(faults) : `${mostFaults} or more`;
};

const rows: readonly (readonly [string, (facts: Facts) => string])[] = [
  ['Size', ({ bytes }) => size(bytes)],
  ['Length', lengthOf],
  ['Faults', faultsOf],
];

const showFacts = (before: Facts, after: Facts): void =>
  element('repair-rows', HTMLTableSectionElement).replaceChildren(
    ...rows.map(([name, text]) =>
      make('tr', {}, make('th', { scope: 'row' }, name), make('td', {}, text(before)), make('td', {}, text(after))),
    ),
  );

const showNotes = ({ notes }: RepairReport): void =>
  element('repair-notes', HTMLUListElement).replaceChildren(...notes.map((note) => make('li', {}, inWords(note))));

class RepairPanel {
  readonly #place = element('repair-panel', HTMLElement);
  readonly #input = element('repair-input', HTMLInputElement);
  readonly #break = element('repair-break', HTMLButtonElement);
  readonly #cancel = element('repair-cancel', HTMLButtonElement);
  readonly #progress = element('repair-progress', HTMLProgressElement);
  readonly #results = element('repair-results', HTMLDivElement);
  readonly #before = element('repair-before', HTMLVideoElement);
  readonly #after = element('repair-after', HTMLVideoElement);
  #work: AbortController | null = null;
  #free = (): void => {};

  constructor() {
    // Else the file it has would not be taken again, after another one was dropped or the work on it cancelled.
    this.#input.addEventListener('click', () => (this.#input.value = ''));
    this.#input.addEventListener('change', () => {
      const [file] = this.#input.files ?? [];
      if (file) void this.#run(file.name, async () => file);
    });
    this.#break.addEventListener('click', () => void this.#run('a film that is cut off', makeBrokenFilm));
    this.#cancel.addEventListener('click', () => this.#work?.abort());
    this.#acceptDrops();
  }

  #acceptDrops(): void {
    const isFile = ({ dataTransfer }: DragEvent): boolean => Boolean(dataTransfer?.types.includes('Files'));
    const mark = (over: boolean): boolean => this.#place.classList.toggle('dropping', over);
    this.#place.addEventListener('dragover', (event) => {
      if (!isFile(event)) return;
      event.preventDefault();
      mark(true);
    });
    this.#place.addEventListener('dragleave', () => mark(false));
    this.#place.addEventListener('drop', (event) => {
      mark(false);
      const [file] = event.dataTransfer?.files ?? [];
      if (!file) return;
      event.preventDefault();
      void this.#run(file.name, async () => file);
    });
  }

  #say(text: string): void {
    element('repair-state', HTMLParagraphElement).textContent = text;
  }

  #show(running: boolean): void {
    this.#progress.hidden = !running;
    this.#progress.value = 0;
    this.#cancel.hidden = !running;
    this.#break.disabled = running;
    if (running) this.#cancel.focus();
    else if (document.activeElement === document.body) this.#break.focus();
  }

  /** One file at a time: another one ends what is under way. */
  async #run(name: string, open: () => Promise<Blob>): Promise<void> {
    this.#work?.abort();
    const work = new AbortController();
    this.#work = work;
    const current = (): boolean => this.#work === work;
    this.#free();
    this.#results.hidden = true;
    this.#show(true);
    this.#say(`Repairing ${name}…`);
    try {
      await this.#repair(await open(), work.signal);
    } catch (error) {
      if (current()) this.#say(work.signal.aborted ? 'Cancelled.' : `It could not be repaired: ${textOf(error)}`);
    } finally {
      if (current()) {
        this.#work = null;
        this.#show(false);
      }
    }
  }

  async #repair(broken: Blob, signal: AbortSignal): Promise<void> {
    let report: RepairReport = { notes: [], frames: 0, duration: 0 };
    const faults = async (film: Blob): Promise<number> => (await lint(film, { signal })).length;
    const faultsBefore = await faults(broken);
    const mended = await repair(broken, {
      signal,
      onProgress: (done) => (this.#progress.value = done),
      onReport: (given) => (report = given),
    });
    const faultsAfter = await faults(mended);
    const before = show(broken, this.#before);
    const after = show(mended, this.#after);
    this.#free = () => {
      before.free();
      after.free();
    };
    element('repair-download', HTMLAnchorElement).href = this.#after.src;
    const [durationBefore, durationAfter] = await Promise.all([before.duration, after.duration]);
    signal.throwIfAborted();
    showFacts(
      { bytes: broken.size, duration: durationBefore, faults: faultsBefore },
      { bytes: mended.size, duration: durationAfter, faults: faultsAfter },
    );
    showNotes(report);
    this.#results.hidden = false;
    this.#say(
      report.notes.length === 0 && faultsBefore === 0
        ? `Nothing was wrong: ${frameCount(report.frames)}, ${seconds(report.duration)}.`
        : `Repaired: ${frameCount(report.frames)}, ${seconds(report.duration)}, none of them encoded anew.`,
    );
  }
}

export const setUpRepair = (): RepairPanel => new RepairPanel();
