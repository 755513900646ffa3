// Calls in every order, in the page.
import { CanvasRecorder } from '/dist/index.js';
import { failure, listen, send } from './filming.mjs';
import { makeCanvas } from './painters.mjs';

const settings = { clock: 'fixed', frameRate: 30 };
const nameOf = async (action) => (await failure(action))?.name ?? null;

const prepare = async (options = settings) => {
  const { canvas, paint } = await makeCanvas();
  const recorder = new CanvasRecorder(canvas, options);
  return { recorder, paint, events: listen(recorder) };
};

const capture = async (recorder, paint, count) => {
  for (let number = 0; number < count; number++) {
    paint(number);
    await recorder.captureFrame();
  }
};

export const callAtWrongTimes = async () => {
  const { recorder, paint, events } = await prepare();
  const errors = {};
  const states = [recorder.state];
  errors.captureBefore = await nameOf(() => recorder.captureFrame());
  errors.requestBefore = await nameOf(() => recorder.requestFrame());
  errors.stopBefore = await nameOf(() => recorder.stop());
  await recorder.start();
  states.push(recorder.state);
  await capture(recorder, paint, 2);
  errors.startAgain = await nameOf(() => recorder.start());
  errors.requestFixed = await nameOf(() => recorder.requestFrame());
  paint(2);
  await recorder.captureFrame();
  const blob = await recorder.stop();
  states.push(recorder.state);
  errors.captureAfter = await nameOf(() => recorder.captureFrame());
  const again = await recorder.stop();
  if (again !== blob) errors.otherFilm = 'stop() twice gave two films';
  const live = await prepare({});
  await live.recorder.start();
  errors.captureLive = await nameOf(() => live.recorder.captureFrame());
  await live.recorder.cancel();
  return { errors, states, events, films: [await send(blob)] };
};

export const goBackInTime = async () => {
  const { recorder, paint, events } = await prepare();
  const errors = [];
  const attempt = async (at) => {
    const { name, message } = await failure(() => recorder.captureFrame(at));
    errors.push(`${name}: ${message}`);
  };
  await recorder.start();
  paint(0);
  await recorder.captureFrame({ timestamp: 0 });
  paint(1);
  await recorder.captureFrame({ timestamp: 500 });
  paint(2);
  await attempt({ timestamp: 400 });
  await attempt({ timestamp: 500 });
  await attempt({ timestamp: NaN });
  await attempt({ timestamp: -1 });
  await attempt({ timestamp: 600, duration: 0 });
  paint(3);
  await recorder.captureFrame({ timestamp: 1000, duration: 250 });
  return { errors, events, films: [await send(await recorder.stop())] };
};

export const recordTwice = async () => {
  const { recorder, paint, events } = await prepare();
  const before = recorder.backend;
  const films = [];
  for (const count of [4, 6]) {
    await recorder.start();
    await capture(recorder, paint, count);
    films.push(await send(await recorder.stop()));
  }
  return { films, events, backend: { before, after: recorder.backend } };
};

export const cancelEverywhere = async () => {
  const recording = await prepare();
  await recording.recorder.start();
  await capture(recording.recorder, recording.paint, 3);
  await recording.recorder.cancel();
  const whileRecording = {
    events: recording.events,
    state: recording.recorder.state,
    stop: await nameOf(() => recording.recorder.stop()),
  };

  const starting = await prepare();
  const start = nameOf(() => starting.recorder.start());
  await starting.recorder.cancel();
  const whileStarting = { events: starting.events, state: starting.recorder.state, start: await start };

  const stopping = await prepare();
  await stopping.recorder.start();
  await capture(stopping.recorder, stopping.paint, 3);
  const stop = nameOf(() => stopping.recorder.stop());
  await stopping.recorder.cancel();
  const whileStopping = { stop: await stop, events: stopping.events, state: stopping.recorder.state };
  return { whileRecording, whileStarting, whileStopping };
};

export const useHandlers = async () => {
  const { recorder, paint } = await prepare();
  const seen = [];
  let data;
  recorder.onstart = ({ type }) => seen.push(type);
  recorder.ondataavailable = (event) => {
    seen.push(event.type);
    data = event;
  };
  recorder.onstop = ({ type }) => seen.push(type);
  await recorder.start();
  await capture(recorder, paint, 2);
  const blob = await recorder.stop();
  return { seen, size: data.data.size, blobSize: blob.size, timecode: data.timecode, type: data.data.type };
};
