// The same second of the stage's picture, made in three ways: what each costs.

import { CanvasRecorder, snapshot } from 'kinora';
import { Video } from 'kinora/whammy';
import { element, make } from '../page/elements.js';
import { seconds, size } from '../page/format.js';
import { textOf } from '../page/status.js';
import type { Stage } from '../stage/stage.js';

const frameRate = 24;
const frames = 24;
/** whammy's own. */
const quality = 0.8;

type Result = { way: string; bytes: number; took: number };
type DrawAt = (seconds: number) => Promise<void>;

const timed = async (way: string, make: () => Promise<Blob>): Promise<Result> => {
  const began = performance.now();
  const { size: bytes } = await make();
  return { way, bytes, took: performance.now() - began };
};

const eachFrame = async (drawAt: DrawAt, take: () => void | Promise<void>): Promise<void> => {
  for (let frame = 0; frame < frames; frame++) {
    await drawAt(frame / frameRate);
    await take();
  }
};

const byWhammy = async (canvas: HTMLCanvasElement, drawAt: DrawAt, reencode?: 'vp8'): Promise<Blob> => {
  const video = new Video(frameRate, quality, { reencode });
  await eachFrame(drawAt, () => video.add(canvas));
  return video.compileAsync();
};

/** As applications use whammy where browsers cannot write WebP: each picture made beforehand. */
const byPictures = async (canvas: HTMLCanvasElement, drawAt: DrawAt): Promise<Blob> => {
  const video = new Video(frameRate, quality);
  await eachFrame(drawAt, async () => video.add(await snapshot(canvas, { type: 'image/webp', quality })));
  return video.compileAsync();
};

const writesWebp = (): boolean =>
  document.createElement('canvas').toDataURL('image/webp').startsWith('data:image/webp');

const byRecorder = async (canvas: HTMLCanvasElement, drawAt: DrawAt): Promise<Blob> => {
  const recorder = new CanvasRecorder(canvas, { clock: 'fixed', frameRate });
  await recorder.start();
  await eachFrame(drawAt, () => recorder.captureFrame());
  return recorder.stop();
};

const row = ({ way, bytes, took }: Result, largest: number, best: boolean): HTMLTableRowElement => {
  const bar = make('span', { class: 'bar', 'aria-hidden': 'true' });
  bar.style.width = `${Math.max((bytes / largest) * 100, 1)}%`;
  return make(
    'tr',
    { class: best ? 'best' : '' },
    make('th', { scope: 'row' }, way),
    make('td', {}, size(bytes), bar),
    make('td', {}, seconds(took)),
  );
};

const showResults = (results: readonly Result[]): void => {
  const sizes = results.map(({ bytes }) => bytes);
  element('whammy-rows', HTMLTableSectionElement).replaceChildren(
    ...results.map((result) => row(result, Math.max(...sizes), result.bytes === Math.min(...sizes))),
  );
  element('whammy-table', HTMLTableElement).hidden = results.length === 0;
};

/** Event: `running` when a comparison begins or ends, see `running`. */
class WhammyPanel extends EventTarget {
  readonly #stage: Stage;
  readonly #start = element('whammy', HTMLButtonElement);
  #running = false;
  #locked = false;

  constructor(stage: Stage) {
    super();
    this.#stage = stage;
    element('whammy-form', HTMLFormElement).addEventListener('submit', (event) => {
      event.preventDefault();
      void this.#run();
    });
    this.offer();
  }

  get running(): boolean {
    return this.#running;
  }

  set locked(locked: boolean) {
    this.#locked = locked;
    this.offer();
  }

  offer(): void {
    this.#start.disabled = this.#locked || this.#running || this.#stage.source.drawAt === null;
  }

  #say(text: string): void {
    element('whammy-state', HTMLParagraphElement).textContent = text;
  }

  #show(running: boolean): void {
    this.#running = running;
    this.dispatchEvent(new Event('running'));
    this.offer();
    if (!running && document.activeElement === document.body) this.#start.focus();
  }

  async #run(): Promise<void> {
    const { canvas, source } = this.#stage;
    const { drawAt } = source;
    if (!drawAt) return;
    const release = this.#stage.hold();
    this.#show(true);
    const ways: [string, () => Promise<Blob>][] = [
      ["whammy's way", () => (writesWebp() ? byWhammy(canvas, drawAt) : byPictures(canvas, drawAt))],
      ['kinora/whammy, encoded anew', () => byWhammy(canvas, drawAt, 'vp8')],
      ['CanvasRecorder', () => byRecorder(canvas, drawAt)],
    ];
    const results: Result[] = [];
    try {
      for (const [way, make] of ways) {
        this.#say(`${way}…`);
        results.push(await timed(way, make));
        showResults(results);
      }
      const [whammy, , recorder] = results as [Result, Result, Result];
      const times = (whammy.bytes / recorder.bytes).toFixed(1);
      this.#say(
        `${frames} frames of ${canvas.width} × ${canvas.height}: whammy's file is ${times} times the recorder's.`,
      );
    } catch (error) {
      this.#say(`It could not be compared: ${textOf(error)}`);
    } finally {
      this.#show(false);
      release();
    }
  }
}

export const setUpWhammy = (stage: Stage): WhammyPanel => new WhammyPanel(stage);
