// What most tests do in the page: record the numbered picture, hand the film to the test.
import { CanvasRecorder } from '/dist/index.js';
import { makeCanvas } from './painters.mjs';

/** Sends a film to the test. @returns its number there. */
export const send = async (film) => Number(await (await fetch('/films', { method: 'POST', body: film })).text());

/** What a test can see of an error. */
export const describe = (error) => ({
  type: error.constructor.name,
  name: error.name,
  message: error.message,
  code: error.code,
  field: error.field,
  value: error.value,
});

/** The error of `action()`, described; null if there is none. */
export const failure = async (action) => {
  try {
    await action();
    return null;
  } catch (error) {
    return describe(error);
  }
};

/** Writes down the names of the recorder's events, and what they carry. */
export const listen = (recorder) => {
  const events = [];
  for (const type of ['start', 'dataavailable', 'pause', 'resume', 'stop']) {
    recorder.addEventListener(type, () => events.push(type));
  }
  recorder.addEventListener('error', ({ error }) => events.push({ error: describe(error) }));
  return events;
};

/** Resolves with the event. */
export const event = (target, type) => new Promise((resolve) => target.addEventListener(type, resolve, { once: true }));

/**
 * Films pictures 0 to `frames` - 1 with the fixed clock, on a canvas `times` as large as others, and sends the film.
 * `at`: options of captureFrame(), by the picture's number.
 * @returns `{ film, stats, events }`
 */
export const filmFixed = async ({
  kind,
  offscreen,
  frames = 12,
  times = 1,
  at = {},
  deliver = send,
  ...options
} = {}) => {
  const { canvas, paint } = await makeCanvas(kind, offscreen);
  if (times > 1) Object.assign(canvas, { width: canvas.width * times, height: canvas.height * times });
  const recorder = new CanvasRecorder(canvas, { clock: 'fixed', frameRate: 30, ...options });
  const events = listen(recorder);
  await recorder.start();
  for (let number = 0; number < frames; number++) {
    paint(number);
    await recorder.captureFrame(at[number]);
  }
  const blob = await recorder.stop();
  return { film: await deliver(blob), type: blob.type, stats: recorder.stats, events };
};

/** A stream that never ends to be closed; `reached` is when it begins to. */
export const closingForever = () => {
  let closing;
  const reached = new Promise((resolve) => {
    closing = resolve;
  });
  const output = new WritableStream({
    close: () => {
      closing();
      return new Promise(() => {});
    },
  });
  return { output, reached };
};
