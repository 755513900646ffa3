// Recordings with sound: a picture that flashes while a tone sounds.
import { CanvasRecorder } from '/dist/index.js';
import { closingForever, failure, listen, send } from './filming.mjs';

const [width, height] = [64, 48];

/** A tone that is switched on and off, and `close` ends; as `kind` of input. */
const makeTone = async (kind) => {
  if (kind === 'microphone') {
    const stream = await navigator.mediaDevices.getUserMedia({ audio: true });
    const [track] = stream.getAudioTracks();
    return { input: stream, switchTo: (on) => (track.enabled = on), close: () => track.stop() };
  }

  const context = new AudioContext({ sampleRate: 48000 });
  await context.resume();
  const oscillator = new OscillatorNode(context, { frequency: 440 });
  const gain = new GainNode(context, { gain: 0 });
  oscillator.connect(gain);
  oscillator.start();
  const switchTo = (on) => gain.gain.setValueAtTime(on ? 0.8 : 0, context.currentTime);
  return { input: asInput(kind, context, gain), switchTo, close: () => context.close() };
};

const asInput = (kind, context, gain) => {
  if (kind === 'node') return gain;
  const destination = context.createMediaStreamDestination();
  gain.connect(destination);
  return kind === 'stream' ? destination.stream : destination.stream.getAudioTracks()[0];
};

const frames = (count, each) =>
  new Promise((resolve) => {
    const step = (index) => {
      if (index === count) return resolve();
      each(index);
      requestAnimationFrame(() => step(index + 1));
    };
    requestAnimationFrame(() => step(0));
  });

/**
 * Films `seconds` in which picture and tone are on for half of each `period`. `pause`: whether there is one in between,
 * in which both are on.
 */
export const filmTone = async ({ input = 'node', seconds = 3, period = 1, pause = false, timeslice, ...options }) => {
  const canvas = Object.assign(document.createElement('canvas'), { width, height });
  const drawing = canvas.getContext('2d');
  const tone = await makeTone(input);
  const recorder = new CanvasRecorder(canvas, { audio: tone.input, ...options });
  const events = listen(recorder);
  const parts = [];
  recorder.addEventListener('dataavailable', ({ data }) => parts.push(data));
  let shown = null;
  const show = (on) => {
    if (on !== shown) tone.switchTo(on);
    shown = on;
    drawing.fillStyle = on ? 'white' : 'black';
    drawing.fillRect(0, 0, width, height);
  };
  show(false);
  await recorder.start(timeslice);
  const run = async (from, until) => {
    const begin = performance.now();
    while (performance.now() - begin < (until - from) * 1000) {
      await frames(1, () => show((((performance.now() - begin) / 1000 + from) % period) * 2 > period));
    }
  };
  if (pause) {
    await run(0, seconds / 2);
    recorder.pause();
    show(true);
    await frames(40, () => show(true));
    show(false);
    await frames(10, () => show(false));
    recorder.resume();
    await run(seconds / 2, seconds);
  } else await run(0, seconds);
  const blob = await recorder.stop();
  const { mimeType, backend } = recorder;
  await tone.close();
  const film = await send(timeslice ? new Blob(parts) : blob);
  return { film, type: blob.type, mimeType, backend, events };
};

/** The page disconnects the node that it gave, in the middle of the film. */
export const disconnect = async () => {
  const canvas = Object.assign(document.createElement('canvas'), { width, height });
  const drawing = canvas.getContext('2d');
  const { input, switchTo, close } = await makeTone('node');
  switchTo(true);
  const recorder = new CanvasRecorder(canvas, { audio: input });
  const events = listen(recorder);
  await recorder.start();
  const draw = (index) => {
    drawing.fillStyle = index % 2 ? 'white' : 'black';
    drawing.fillRect(0, 0, width, height);
  };
  await frames(30, draw);
  input.disconnect();
  await frames(5, draw);
  const blob = await recorder.stop();
  await close();
  return { events, film: await send(blob) };
};

/** Cancelled when nothing but the end of the stream is left to wait for, which does not come. */
export const cancelAtTheEnd = async () => {
  const canvas = Object.assign(document.createElement('canvas'), { width, height });
  canvas.getContext('2d').fillRect(0, 0, width, height);
  const { input, close } = await makeTone('node');
  const { output, reached } = closingForever();
  const recorder = new CanvasRecorder(canvas, { audio: input, output });
  const events = listen(recorder);
  await recorder.start();
  await frames(10, () => {});
  const stopping = failure(() => recorder.stop());
  await reached;
  const cancelling = await failure(() => recorder.cancel());
  const stopped = await stopping;
  await close();
  return { events, cancelling, stopping: stopped?.name, state: recorder.state };
};

/** What makes no sound, as `audio`: the errors of the constructor or the start. */
export const refusals = async () => {
  const canvas = Object.assign(document.createElement('canvas'), { width, height });
  canvas.getContext('2d');
  const ended = new AudioContext().createMediaStreamDestination().stream.getAudioTracks()[0];
  ended.stop();
  const over = new AudioContext();
  const closed = over.createGain();
  await over.close();
  const attempts = {
    text: { audio: 'loud' },
    silent: { audio: canvas.captureStream() },
    pictures: { audio: canvas.captureStream().getTracks()[0] },
    ended: { audio: ended },
    closed: { audio: closed },
    offline: { audio: new OfflineAudioContext(1, 48000, 48000).createGain() },
    fixed: { audio: new AudioContext().createGain(), clock: 'fixed' },
    bitrate: { audio: new AudioContext().createGain(), audioBitrate: 5000 },
  };
  const found = {};
  for (const [name, options] of Object.entries(attempts)) {
    found[name] = await failure(() => new CanvasRecorder(canvas, options).start());
  }
  return found;
};

/** Where the browser makes no Opus. */
export const refusal = () =>
  failure(async () => {
    const canvas = Object.assign(document.createElement('canvas'), { width, height });
    canvas.getContext('2d');
    await new CanvasRecorder(canvas, { audio: new AudioContext().createGain() }).start();
  });
