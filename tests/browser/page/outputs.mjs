// Recordings that go elsewhere than into a Blob, canvases of changing size, and transparency, in the page.
import { CanvasRecorder } from '/dist/index.js';
import { closingForever, event, failure, listen, send } from './filming.mjs';
import { makeCanvas } from './painters.mjs';

const settings = { clock: 'fixed', frameRate: 30, keyFrameInterval: 0.5 };

const privateFile = async (name) => (await navigator.storage.getDirectory()).getFileHandle(name, { create: true });

const record = async (recorder, paint, frames, from = 0) => {
  for (let number = from; number < from + frames; number++) {
    paint(number);
    await recorder.captureFrame();
  }
};

const prepare = async (options) => {
  const { canvas, paint } = await makeCanvas();
  const recorder = new CanvasRecorder(canvas, { ...settings, ...options });
  return { canvas, recorder, paint, events: listen(recorder) };
};

/** To a file of the origin's own, by a worker or without one. The file held something longer before. */
export const filmToFile = async (worker) => {
  const handle = await privateFile(`film-${worker}.webm`);
  const writable = await handle.createWritable();
  await writable.write(new Uint8Array(5_000_000));
  await writable.close();
  const { recorder, paint, events } = await prepare({ output: handle, ...(worker ? {} : { worker: false }) });
  await recorder.start();
  await record(recorder, paint, 30);
  const parts = (await failure(() => recorder.requestData()))?.name;
  const file = await recorder.stop();
  const { stats } = recorder;
  return { events, parts, isFile: file instanceof File, bytes: stats.bytes, size: file.size, film: await send(file) };
};

/** The file is somebody else's at the moment. */
export const filmToLockedFile = async () => {
  const handle = await privateFile('locked.webm');
  const worker = new Worker('/page/locking-worker.mjs', { type: 'module' });
  const locked = event(worker, 'message');
  worker.postMessage(handle);
  await locked;
  const { recorder, events } = await prepare({ output: handle });
  const error = await failure(() => recorder.start());
  worker.terminate();
  return { error, events, state: recorder.state };
};

/** The worker dies; what it has written is in the file. */
export const loseFileWorker = async (frames) => {
  const handle = await privateFile('lost.webm');
  const worker = new Worker('/dist/worker.js', { type: 'module' });
  const { recorder, paint, events } = await prepare({ output: handle, worker });
  await recorder.start();
  await record(recorder, paint, frames);
  const { framesEncoded } = recorder.stats;
  const stopped = event(recorder, 'stop');
  worker.terminate();
  await stopped;
  return { events, framesEncoded, film: await send(await handle.getFile()) };
};

/** To a stream that takes its time. `fail`: it breaks after so many bytes, or when it is closed ('close'). */
export const filmToStream = async (fail = Infinity) => {
  const pieces = [];
  let taken = 0;
  let closed = false;
  const output = new WritableStream({
    async write(piece) {
      await new Promise((resolve) => setTimeout(resolve));
      if (taken + piece.length > fail) throw new Error('the stream broke');
      taken += piece.length;
      pieces.push(piece);
    },
    close: async () => {
      await new Promise((resolve) => setTimeout(resolve));
      if (fail === 'close') throw new Error('the stream broke');
      closed = true;
    },
  });
  const { recorder, paint, events } = await prepare({ output });
  await recorder.start();
  const error = await failure(() => record(recorder, paint, 30));
  const blob = await recorder.stop();
  return { events, error, closed, size: blob.size, bytes: recorder.stats.bytes, film: await send(new Blob(pieces)) };
};

/** A stream that takes nothing: captureFrame() waits, and no memory fills. @returns frames captured before it did */
export const filmToStandingStream = async () => {
  const { canvas, recorder } = await prepare({
    output: new WritableStream({ write: () => new Promise(() => {}) }),
    bitrate: 100e6,
    keyFrameInterval: 0,
  });
  Object.assign(canvas, { width: 640, height: 480 });
  const context = canvas.getContext('2d');
  const noise = context.createImageData(640, 480);
  await recorder.start();
  let captured = 0;
  const goOn = async () => {
    for (;;) {
      for (let at = 0; at < noise.data.length; at++) noise.data[at] = Math.random() * 256;
      context.putImageData(noise, 0, 0);
      await recorder.captureFrame();
      captured++;
    }
  };
  goOn().catch(() => {});
  // It stands still when nothing was captured while the worker had time for many frames.
  let before;
  do {
    before = captured;
    await new Promise((resolve) => setTimeout(resolve, 1000));
  } while (captured > before || recorder.stats.queueLength > 0);
  const { stats } = recorder;
  await recorder.cancel();
  return { captured, stats };
};

export const abortStream = async () => {
  let reason = null;
  const output = new WritableStream({
    abort: (why) => {
      reason = why.name;
    },
  });
  const { recorder, paint } = await prepare({ output });
  await recorder.start();
  await record(recorder, paint, 3);
  await recorder.cancel();
  return reason;
};

/** Cancelled while the stream is being closed, which takes for ever. */
export const cancelClosing = async () => {
  const { output, reached } = closingForever();
  const { recorder, paint, events } = await prepare({ output });
  await recorder.start();
  await record(recorder, paint, 3);
  const stopping = failure(() => recorder.stop());
  await reached;
  await recorder.cancel();
  return { events, stopping: (await stopping)?.name, state: recorder.state };
};

/**
 * WebAssembly fails in the worker that has the file open; the browser's own recorder is to write it. The worker does not
 * end, which would close the file sooner or later.
 */
export const filmToFileWithoutWasm = async () => {
  const handle = await privateFile('without.webm');
  const worker = new Worker('/dist/worker.js', { type: 'module' });
  worker.terminate = () => {};
  const { recorder, paint, events } = await prepare({
    ...{ clock: 'realtime', output: handle, worker, wasm: new Uint8Array([1, 2, 3, 4]) },
  });
  paint(5);
  try {
    await recorder.start();
    for (let frame = 0; frame < 20; frame++) {
      paint(5);
      await new Promise(requestAnimationFrame);
    }
    const file = await recorder.stop();
    return { events, backend: recorder.backend, size: file.size, film: await send(await handle.getFile()) };
  } finally {
    Worker.prototype.terminate.call(worker);
  }
};

/** A red canvas of half the film's width or height, on a film that began green. */
export const filmResized = async (resize, width, height) => {
  const canvas = Object.assign(document.createElement('canvas'), { width: 160, height: 120 });
  document.body.append(canvas);
  const context = canvas.getContext('2d');
  const fill = (color) => {
    context.fillStyle = color;
    context.fillRect(0, 0, canvas.width, canvas.height);
  };
  const recorder = new CanvasRecorder(canvas, { ...settings, resize, bitrate: 4e6 });
  await recorder.start();
  fill('#0f0');
  await recorder.captureFrame();
  Object.assign(canvas, { width, height });
  fill('#f00');
  if (width && height) {
    context.fillStyle = '#00f'; // the corner that 'cover' cuts off
    context.fillRect(0, 0, width / 16, height / 16);
  }
  for (let i = 0; i < 3; i++) await recorder.captureFrame();
  const { framesCaptured } = recorder.stats;
  return { film: await send(await recorder.stop()), framesCaptured };
};

/** Stripes of 0, 25, 50, 75 and 100 % of orange, in each form of picture. */
export const filmTransparent = async (form, options) => {
  if (form !== 'VideoFrame') delete globalThis.VideoFrame;
  if (form === 'ImageData') delete globalThis.createImageBitmap;
  const canvas = Object.assign(document.createElement('canvas'), { width: 160, height: 64 });
  const context = canvas.getContext('2d');
  for (let stripe = 0; stripe < 5; stripe++) {
    context.fillStyle = `rgb(255 128 0 / ${stripe * 25}%)`;
    context.fillRect(stripe * 32, 0, 32, 64);
  }
  const recorder = new CanvasRecorder(canvas, { ...settings, alpha: 'keep', bitrate: 4e6, ...options });
  await recorder.start();
  for (let i = 0; i < 5; i++) await recorder.captureFrame();
  return { film: await send(await recorder.stop()) };
};
