// Recording what the stage shows, in real time.

import { CanvasRecorder, type Filter } from 'kinora';
import { element, make } from '../page/elements.js';
import { seconds, size } from '../page/format.js';
import { say, textOf } from '../page/status.js';
import type { Stage } from '../stage/stage.js';
import { showFilm } from './film.js';
import { Graph } from './graph.js';
import { showStats } from './live-stats.js';
import { settings, showBackends } from './settings.js';

/** Reading the numbers costs a sort; ten times a second is as fast as anyone reads. Milliseconds. */
const statsInterval = 100;

/** Event: `running` when a recording begins or ends, see `running`. */
export class RecordPanel extends EventTarget {
  readonly #stage: Stage;
  readonly #record = element('record', HTMLButtonElement);
  readonly #pause = element('pause', HTMLButtonElement);
  readonly #live = element('live', HTMLParagraphElement);
  readonly #graph = new Graph();
  #filter: Filter;
  #recorder: CanvasRecorder | null = null;
  #statsShown = 0;
  #running = false;
  /** While it starts or stops. */
  #busy = false;
  #locked = false;

  constructor(stage: Stage, filter: Filter) {
    super();
    this.#stage = stage;
    this.#filter = filter;
    showBackends();
    this.#graph.clear(this.#budget);
    element('rate', HTMLSelectElement).addEventListener('change', () => this.#graph.clear(this.#budget));
    element('controls', HTMLFormElement).addEventListener('submit', (event) => event.preventDefault());
    this.#record.addEventListener('click', () => void this.#toggle());
    this.#pause.addEventListener('click', () => this.#togglePause());
    stage.addEventListener('frame', () => this.#watch());
    this.#offer();
  }

  /** From the start of the encoder on: the stage stays as it is from then. */
  get running(): boolean {
    return this.#running;
  }

  /** Takes effect in the recording under way, too. */
  setFilter(filter: Filter): void {
    this.#filter = filter;
    if (this.#recorder && this.#running) this.#recorder.filter = filter;
  }

  /** While something else uses the encoder. */
  set locked(locked: boolean) {
    this.#locked = locked;
    this.#offer();
  }

  #offer(): void {
    this.#record.disabled = this.#locked || this.#busy;
  }

  /** Frames per second; undefined: as shown. */
  get #frameRate(): number | undefined {
    return Number(element('rate', HTMLSelectElement).value) || undefined;
  }

  /** Milliseconds there are for a frame. */
  get #budget(): number | undefined {
    return this.#frameRate && 1000 / this.#frameRate;
  }

  async #toggle(): Promise<void> {
    this.#busy = true;
    this.#offer();
    try {
      if (this.#running) await this.#recorder?.stop();
      else await this.#begin();
    } catch (error) {
      this.#show(false);
      say(`It could not be recorded: ${textOf(error)}`, true);
    }
    this.#busy = false;
    this.#offer();
    // A disabled button loses the focus, which the keyboard needs where it was; whoever went on keeps it.
    if (document.activeElement === document.body) this.#record.focus();
  }

  async #begin(): Promise<void> {
    const { canvas } = this.#stage;
    this.#setRunning(true);
    const recorder = new CanvasRecorder(canvas, settings(canvas, this.#filter, this.#frameRate));
    this.#recorder = recorder;
    // An error ends the recording, and the film up to there still comes; one in a filter does not end it.
    let failure = '';
    recorder.onerror = ({ message }) => {
      if (recorder.state === 'inactive') failure = message;
      else say(`The filter was refused, the one before it stays: ${message}`, true);
    };
    recorder.ondataavailable = ({ data }) => this.#finish(recorder, data, failure);
    recorder.onpause = () => this.#showPause(true);
    recorder.onresume = () => this.#showPause(false);
    say('Starting the encoder…');
    await recorder.start();
    this.#graph.clear(this.#budget);
    this.#show(true);
    say(`Recording ${canvas.width} × ${canvas.height} as ${recorder.mimeType}.`);
    const { backend } = recorder;
    element('backend-reason', HTMLParagraphElement).textContent = backend
      ? `Encoder: ${backend.name}, ${backend.reason}`
      : '';
  }

  #finish(recorder: CanvasRecorder, data: Blob, failure: string): void {
    const { stats } = recorder;
    this.#show(false);
    showStats(stats);
    if (data.size > 0) showFilm(data, { frames: stats.framesEncoded, duration: stats.duration });
    if (failure) say(`The recording did not go as it should: ${failure}`, true);
    else {
      // On a phone all the filters are between.
      const link = make('a', { href: '#film' }, 'The film is below.');
      say(`Recorded ${seconds(stats.duration)} in ${size(data.size)}.`, false, link);
    }
  }

  #togglePause(): void {
    const recorder = this.#recorder;
    if (recorder?.state === 'paused') recorder.resume();
    else if (recorder?.state === 'recording') recorder.pause();
  }

  #showPause(paused: boolean): void {
    this.#pause.textContent = paused ? 'Resume' : 'Pause';
    this.#live.classList.toggle('paused', paused);
    element('live-label', HTMLSpanElement).textContent = paused ? 'Paused, ' : 'Recording, ';
    say(paused ? 'Paused. No time passes in the film.' : 'Recording again.');
  }

  #setRunning(running: boolean): void {
    this.#running = running;
    element('recording-options', HTMLFieldSetElement).disabled = running;
    this.dispatchEvent(new Event('running'));
  }

  #show(running: boolean): void {
    this.#setRunning(running);
    element('controls', HTMLFormElement).classList.toggle('recording', running);
    element('record-label', HTMLSpanElement).textContent = running ? 'Stop' : 'Record';
    this.#live.hidden = !running;
    this.#live.classList.remove('paused');
    this.#pause.disabled = !running;
    this.#pause.textContent = 'Pause';
  }

  #watch(): void {
    const now = performance.now();
    if (this.#recorder?.state !== 'recording' || now - this.#statsShown < statsInterval) return;
    this.#statsShown = now;
    const { stats } = this.#recorder;
    showStats(stats);
    if (stats.framesEncoded > 0) this.#graph.add(stats.encodeMs.p50);
  }
}
