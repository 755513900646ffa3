// Recordings handed out in parts, paused, and signalled, in the page.
import { CanvasRecorder } from '/dist/index.js';
import { event, failure, listen, send } from './filming.mjs';
import { animate } from './live-filming.mjs';
import { makeCanvas } from './painters.mjs';
import { appender } from './playback.mjs';

const settings = { clock: 'fixed', frameRate: 30, keyFrameInterval: 0.5 };

const prepare = async (options) => {
  const { canvas, paint } = await makeCanvas();
  const recorder = new CanvasRecorder(canvas, options);
  const slices = [];
  recorder.addEventListener('dataavailable', ({ data, timecode }) => slices.push({ data, timecode }));
  const capture = async (from, to) => {
    for (let number = from; number < to; number++) {
      paint(number);
      await recorder.captureFrame();
    }
  };
  return { recorder, paint, capture, slices, events: listen(recorder) };
};

const summary = async ({ slices, events }, file) => ({
  events,
  timecodes: slices.map(({ timecode }) => timecode),
  sizes: slices.map(({ data }) => data.size),
  types: [...new Set(slices.map(({ data }) => data.type))],
  live: await send(new Blob(slices.map(({ data }) => data))),
  film: await send(file),
});

/** 60 frames, in parts of a third of a second; each part is given to a player as it comes. */
export const filmInSlices = async (codec, timeslice, times) => {
  const prepared = await prepare({ ...settings, codec });
  const { recorder, capture, slices } = prepared;
  const player = await appender(codec);
  const played = [];
  recorder.addEventListener('dataavailable', ({ data }) => {
    played.push(data.arrayBuffer().then((bytes) => player.append(bytes)));
  });
  await recorder.start(timeslice);
  await capture(0, 60);
  const before = slices.length;
  await Promise.all(played);
  const rangesWhileRecording = player.ranges();
  const file = await recorder.stop();
  await Promise.all(played);
  return { ...(await summary(prepared, file)), before, rangesWhileRecording, played: await player.end(times) };
};

export const requestParts = async () => {
  const prepared = await prepare(settings);
  const { recorder, capture, slices } = prepared;
  const early = (await failure(() => recorder.requestData()))?.name;
  await recorder.start();
  for (let part = 0; part < 3; part++) {
    await capture(part * 5, part * 5 + 5);
    const data = event(recorder, 'dataavailable');
    recorder.requestData();
    const inCall = slices.length;
    await data;
    if (inCall !== part) throw new Error('the event came before requestData() returned');
  }
  await capture(15, 18);
  const file = await recorder.stop();
  const late = (await failure(() => recorder.requestData()))?.name;
  return { ...(await summary(prepared, file)), early, late };
};

/** Parts that are asked for while a frame is on its way: they are empty. */
export const requestEmptyParts = async () => {
  const prepared = await prepare(settings);
  const { recorder, capture } = prepared;
  await recorder.start();
  await capture(0, 5);
  const onItsWay = capture(5, 6);
  for (let part = 0; part < 3; part++) recorder.requestData();
  await onItsWay;
  return summary(prepared, await recorder.stop());
};

export const refuseTimeslices = async () => {
  const errors = [];
  for (const [timeslice, options] of [[0], [NaN], ['10'], [100, { output: new WritableStream() }]]) {
    const { recorder } = await prepare({ ...settings, ...options });
    const { name, message } = await failure(() => recorder.start(timeslice));
    errors.push(`${name}: ${message}`);
  }
  return errors;
};

/** Frames captured in a pause are not in the film, and take no time in it. */
export const pauseFixed = async () => {
  const prepared = await prepare(settings);
  const { recorder, paint, capture } = prepared;
  const states = [];
  const note = () => states.push(recorder.state);
  const errors = [(await failure(() => recorder.pause()))?.name, (await failure(() => recorder.resume()))?.name];
  await recorder.start();
  recorder.resume();
  await capture(0, 5);
  recorder.pause();
  note();
  recorder.pause();
  for (let number = 100; number < 105; number++) {
    paint(number);
    await recorder.captureFrame();
  }
  recorder.resume();
  note();
  await capture(5, 10);
  recorder.pause();
  const file = await recorder.stop();
  note();
  errors.push((await failure(() => recorder.pause()))?.name, (await failure(() => recorder.resume()))?.name);
  return { ...(await summary(prepared, file)), states, errors };
};

/** In real time: the time of the pause is not in the film. All times in milliseconds. */
export const pauseLive = async () => {
  const { recorder, paint, events } = await prepare({});
  const loop = animate(paint);
  await loop.reached(0);
  await recorder.start();
  const begin = performance.now();
  await loop.reached(loop.drawn() + 20);
  recorder.pause();
  const pausedAt = performance.now();
  const atPause = recorder.stats;
  await loop.reached(loop.drawn() + 60);
  const inPause = recorder.stats;
  const resumedAt = performance.now();
  recorder.resume();
  await loop.reached(loop.drawn() + 20);
  const file = await recorder.stop();
  const end = performance.now();
  loop.stop();
  return {
    events,
    captured: [atPause.framesCaptured, inPause.framesCaptured],
    standing: inPause.duration - atPause.duration,
    pause: resumedAt - pausedAt,
    recorded: end - begin - (resumedAt - pausedAt),
    film: await send(file),
  };
};

export const abortBySignal = async () => {
  const controller = new AbortController();
  const { recorder, capture, events } = await prepare({ ...settings, signal: controller.signal });
  await recorder.start();
  await capture(0, 3);
  controller.abort();
  const stop = (await failure(() => recorder.stop()))?.name;
  const start = (await failure(() => recorder.start()))?.name;
  return { events, state: recorder.state, stop, start };
};

/** As far as the recorder can see, the page is hidden: it has no animation frames. The page draws by a worker's clock. */
export const filmHidden = async (frames) => {
  const { recorder, paint } = await prepare({ frameRate: 50 });
  const animationFrame = globalThis.requestAnimationFrame;
  const held = []; // what is asked for while it is hidden comes when it is shown
  const hide = (hidden) => {
    Object.defineProperty(document, 'hidden', { configurable: true, get: () => hidden });
    globalThis.requestAnimationFrame = hidden ? (callback) => held.push(callback) : animationFrame;
    for (const callback of held.splice(0)) animationFrame(callback);
    document.dispatchEvent(new Event('visibilitychange'));
  };
  paint(0);
  await recorder.start();
  hide(true);
  let number = 0;
  while (recorder.stats.framesEncoded < frames) {
    paint(number++);
    await new Promise((resolve) => setTimeout(resolve));
  }
  hide(false);
  const shown = recorder.stats.framesCaptured;
  const loop = animate(paint);
  await loop.reached(5);
  const blob = await recorder.stop();
  loop.stop();
  return { film: await send(blob), shown, stats: recorder.stats };
};

/** Takes a WebGL canvas's frame long after it was drawn. */
export const takeTooLate = async (preserveDrawingBuffer) => {
  const warnings = [];
  const { warn } = console;
  console.warn = (...words) => warnings.push(words.join(' '));
  const canvas = Object.assign(document.createElement('canvas'), { width: 64, height: 64 });
  document.body.append(canvas);
  const gl = canvas.getContext('webgl', { preserveDrawingBuffer });
  const draw = () => {
    gl.clearColor(1, 0, 0, 1);
    gl.clear(gl.COLOR_BUFFER_BIT);
  };
  const frames = async (count) => {
    for (let i = 0; i < count; i++) await new Promise((resolve) => requestAnimationFrame(resolve));
  };
  const recorder = new CanvasRecorder(canvas, settings);
  await recorder.start();
  for (let i = 0; i < 5; i++) {
    draw();
    draw();
    await recorder.captureFrame();
    await frames(1);
  }
  const inTime = warnings.length;
  for (let i = 0; i < 2; i++) {
    draw();
    draw();
    await frames(6);
    await recorder.captureFrame();
  }
  await recorder.stop();
  console.warn = warn;
  return { inTime, warnings };
};
