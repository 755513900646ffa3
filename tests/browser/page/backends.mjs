// Recordings by each of the encoders, in the page.
import { CanvasRecorder } from '/dist/index.js';
import { event, failure, filmFixed, listen, send } from './filming.mjs';
import { animate } from './live-filming.mjs';
import { makeCanvas } from './painters.mjs';
import { makeVideo, numbersAt } from './playback.mjs';

const live = async (options) => {
  const { canvas, paint } = await makeCanvas(options.kind, false);
  const recorder = new CanvasRecorder(canvas, options);
  const events = listen(recorder);
  const loop = animate(paint);
  await loop.reached(0);
  return { canvas, recorder, events, loop };
};

/** The film, once the recorder's backend is what it is at the end. */
const finish = async ({ recorder, events, loop }) => {
  const blob = await recorder.stop();
  loop?.stop();
  const { stats, backend } = recorder;
  return { film: await send(blob), type: blob.type, stats, backend, events, drawn: loop?.drawn() };
};

/** `frames` animation frames, in real time. */
export const filmLive = async ({ frames = 40, timeslice, ...options }) => {
  const recording = await live(options);
  const slices = [];
  recording.recorder.addEventListener('dataavailable', ({ data }) => slices.push(data));
  await recording.recorder.start(timeslice);
  await recording.loop.reached(recording.loop.drawn() + frames);
  const result = await finish(recording);
  return { ...result, slices: slices.length, live: await send(new Blob(slices)) };
};

/** Recorded, paused for `frames` animation frames, recorded again. @returns also the pictures shown in the pause */
export const filmPaused = async ({ frames = 30, ...options }) => {
  const recording = await live(options);
  const { recorder, loop } = recording;
  const wait = () => loop.reached(loop.drawn() + frames);
  await recorder.start();
  await wait();
  recorder.pause();
  const from = loop.drawn();
  const begin = performance.now();
  await wait();
  const paused = performance.now() - begin;
  const to = loop.drawn();
  recorder.resume();
  await wait();
  return { ...(await finish(recording)), paused, from, to };
};

/** Paused before there was a picture, and never resumed. */
export const pauseAtOnce = async (options) => {
  const { canvas, paint } = await makeCanvas();
  paint(5);
  const recorder = new CanvasRecorder(canvas, { frameRate: 0, ...options });
  const events = listen(recorder);
  await recorder.start();
  recorder.pause();
  paint(5);
  await new Promise(requestAnimationFrame);
  return finish({ recorder, events });
};

/** Frames asked for one by one, each shown for `shown` animation frames. */
export const filmRequested = async (numbers, options, shown = 3) => {
  const { canvas, paint } = await makeCanvas();
  const recorder = new CanvasRecorder(canvas, { frameRate: 0, ...options });
  const events = listen(recorder);
  await recorder.start();
  for (const number of numbers) {
    paint(number);
    recorder.requestFrame();
    // Something else is drawn at once: what was asked for is what was there then.
    paint(77);
    for (let frame = 0; frame < shown; frame++) await new Promise(requestAnimationFrame);
  }
  return finish({ recorder, events });
};

/** With a MediaRecorder that hands out its pieces late. @returns also how often it was stopped with a piece on its way */
export const filmInLatePieces = async (options) => {
  const Native = globalThis.MediaRecorder;
  let onTheirWay = 0;
  let early = 0;
  globalThis.MediaRecorder = class extends Native {
    constructor(...args) {
      super(...args);
      this.addEventListener('dataavailable', () => onTheirWay--);
    }
    requestData() {
      onTheirWay++;
      setTimeout(() => super.requestData(), 150);
    }
    stop() {
      if (onTheirWay > 0) early++;
      super.stop();
    }
  };
  return { ...(await filmLive({ ...options, frames: 20 })), early };
};

/** The filter is changed on the way, and once to one that has a fault. */
export const changeFilter = async (filters, options) => {
  const recording = await live(options);
  const { recorder, loop } = recording;
  await recorder.start();
  const marks = [];
  for (const filter of filters) {
    recorder.filter = filter;
    await loop.reached(loop.drawn() + 20);
    marks.push(loop.drawn());
  }
  return { ...(await finish(recording)), marks };
};

/** The canvas gets another size on the way. */
export const filmResized = async (size, options) => {
  const recording = await live(options);
  const { canvas, recorder, loop } = recording;
  await recorder.start();
  await loop.reached(loop.drawn() + 10);
  Object.assign(canvas, size);
  await loop.reached(loop.drawn() + 10);
  return finish(recording);
};

/** What `start()` does on a canvas of this size. @returns the error, or the backend that was taken */
export const startOnly = async ({ width = 160, height = 120, times = 1, stub, ...options } = {}) => {
  for (const name of stub ?? []) delete globalThis[name];
  const backends = [];
  for (let time = 0; time < times; time++) {
    const canvas = Object.assign(document.createElement('canvas'), { width, height });
    canvas.getContext('2d').fillRect(0, 0, 10, 10);
    const recorder = new CanvasRecorder(canvas, options);
    const error = await failure(() => recorder.start());
    if (error) return { error, state: recorder.state, backend: recorder.backend };
    backends.push(recorder.backend);
    await recorder.cancel();
  }
  return { backends };
};

/** Films where something is missing in the page. */
export const filmWithout = async (missing, options) => {
  for (const name of missing) delete globalThis[name];
  return filmLive(options);
};

/** With the encoder in the page. Its VideoEncoder stops at frame `at`, or leaves out each third from there. */
export const filmWithFaultyEncoder = async (fault, at) => {
  const { encode } = VideoEncoder.prototype;
  let count = 0;
  VideoEncoder.prototype.encode = function (...values) {
    const number = count++;
    if (number === at && fault === 'stop') throw new DOMException('the encoder is broken', 'EncodingError');
    if (fault === 'skip' && number >= at && number % 3 === 0) return;
    encode.apply(this, values);
  };
  const { canvas, paint } = await makeCanvas();
  const settings = { clock: 'fixed', frameRate: 30, backend: 'webcodecs', worker: false };
  const recorder = new CanvasRecorder(canvas, settings);
  const events = listen(recorder);
  await recorder.start();
  let next = null;
  for (let number = 0; number < 12 && !next; number++) {
    paint(number);
    next = await failure(() => recorder.captureFrame());
  }
  return { ...(await finish({ recorder, events })), next };
};

const same = (value) => value;

/** What a player shows of a film of 60 frames at `times` (seconds). */
export const seek = async (options, times) => {
  const { film, backend } = await filmFixed({ frames: 60, keyFrameInterval: 0.5, deliver: same, ...options });
  const video = makeVideo();
  document.body.append(video);
  const loaded = event(video, 'loadeddata');
  video.src = URL.createObjectURL(film);
  await loaded;
  return { duration: video.duration, numbers: await numbersAt(video, times), backend };
};

/** To a file that only this origin sees. */
export const filmToFile = async (options) => {
  const folder = await navigator.storage.getDirectory();
  const output = await folder.getFileHandle('film.webm', { create: true });
  const recording = await live({ ...options, output });
  await recording.recorder.start();
  await recording.loop.reached(recording.loop.drawn() + 30);
  const file = await recording.recorder.stop();
  recording.loop.stop();
  return { film: await send(await output.getFile()), size: file.size };
};
