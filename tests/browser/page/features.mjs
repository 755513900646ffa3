// What the browser has of that which kinora can do without.

const canvasHas = (kind) => Boolean(document.createElement('canvas').getContext(kind));
const offscreenHas = (kind) => Boolean(new OffscreenCanvas(4, 4).getContext(kind));

/** Whether `code`, an expression, is true in a worker. */
const inWorker = (code) =>
  new Promise((resolve, reject) => {
    const url = URL.createObjectURL(new Blob([`postMessage(Boolean(${code}))`], { type: 'text/javascript' }));
    const worker = new Worker(url);
    const end = (settle) => (event) => {
      worker.terminate();
      URL.revokeObjectURL(url);
      settle(event.data ?? new Error(event.message));
    };
    worker.onmessage = end(resolve);
    worker.onerror = end(reject);
  });

/** Whether the bytes of a canvas's VideoFrame can be had. */
const copiesFrames = async () => {
  const canvas = new OffscreenCanvas(4, 4);
  canvas.getContext('2d').fillRect(0, 0, 4, 4);
  const frame = new VideoFrame(canvas, { timestamp: 0, alpha: 'discard' });
  try {
    await frame.copyTo(new Uint8Array(frame.allocationSize()));
    return true;
  } catch {
    return false;
  } finally {
    frame.close();
  }
};

const writesWebp = async () => {
  const canvas = new OffscreenCanvas(4, 4);
  canvas.getContext('2d').fillRect(0, 0, 4, 4);
  return (await canvas.convertToBlob({ type: 'image/webp' })).type === 'image/webp';
};

const hasPrivateFiles = async () => {
  try {
    const folder = await navigator.storage.getDirectory();
    const file = await folder.getFileHandle('feature', { create: true });
    return typeof file.createWritable === 'function';
  } catch {
    return false;
  }
};

/** A browser that does not know streams as bodies makes a text of them, and does not ask how they are sent. */
const sendsStreams = () => {
  let asked = false;
  const { headers } = new Request(location.href, {
    method: 'POST',
    body: new ReadableStream(),
    get duplex() {
      asked = true;
      return 'half';
    },
  });
  return asked && !headers.has('content-type');
};

const probes = {
  '2d': () => canvasHas('2d'),
  webgl: () => canvasHas('webgl'),
  webgl2: () => canvasHas('webgl2'),
  webgpu: async () => Boolean(await navigator.gpu?.requestAdapter()),
  '2d OffscreenCanvas': () =>
    new OffscreenCanvas(4, 4).getContext('2d') !== null && inWorker(`new OffscreenCanvas(4, 4).getContext('2d')`),
  'webgl OffscreenCanvas': () => offscreenHas('webgl'),
  'webgl2 OffscreenCanvas': () => offscreenHas('webgl2'),
  'webgl OffscreenCanvas in a worker': () => inWorker(`new OffscreenCanvas(4, 4).getContext('webgl')`),
  'webgl2 OffscreenCanvas in a worker': () => inWorker(`new OffscreenCanvas(4, 4).getContext('webgl2')`),
  'VideoFrame with bytes': copiesFrames,
  'WebP written': writesWebp,
  'ctx.filter': () => 'filter' in CanvasRenderingContext2D.prototype,
  'private files': hasPrivateFiles,
  'streams as request bodies': sendsStreams,
  VideoEncoder: () => typeof VideoEncoder === 'function',
  'MediaRecorder of VP8': () => MediaRecorder.isTypeSupported('video/webm;codecs=vp8'),
  'MediaRecorder of VP9': () => MediaRecorder.isTypeSupported('video/webm;codecs=vp9'),
  // Without a sound card, Firefox's never does.
  'running AudioContext': () => {
    const context = new AudioContext();
    const late = new Promise((resolve) => setTimeout(resolve, 3000, false));
    return Promise.race([context.resume().then(() => true), late]);
  },
  'Opus recorded': () => MediaRecorder.isTypeSupported('audio/webm;codecs=opus'),
  'Web Locks': () => Boolean(navigator.locks),
  'WebAssembly SIMD': () =>
    WebAssembly.validate(
      // (func (result v128) (i32x4.splat (i32.const 0)))
      new Uint8Array([
        0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 8, 1, 6, 0, 65, 0, 253, 17, 11,
      ]),
    ),
};

/** @returns whether it is here, by name */
export const features = async () => {
  const found = {};
  for (const [name, probe] of Object.entries(probes)) found[name] = await probe();
  return found;
};
