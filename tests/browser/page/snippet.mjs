// Runs a piece of the documentation, with what it takes for given (tests/docs/surroundings.d.ts).
import * as kinora from '/dist/index.js';
import { send } from './filming.mjs';

const frames = (count) =>
  new Promise((resolve) => {
    const next = () => (count-- > 0 ? requestAnimationFrame(next) : resolve());
    next();
  });

const paint = (canvas, number) => {
  const context = canvas.getContext('2d');
  context.fillStyle = `hsl(${(number * 7) % 360} 80% 50%)`;
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.fillStyle = 'white';
  context.fillRect((number * 5) % canvas.width, 40, 60, 60);
};

/** A stand-in for p5: a canvas, and a loop that `play()` drives. */
const makeP5 = () => {
  let context;
  return {
    frameCount: 0,
    createCanvas(width, height) {
      const elt = Object.assign(document.createElement('canvas'), { width, height });
      document.body.append(elt);
      context = elt.getContext('2d');
      return { elt };
    },
    background(gray) {
      context.fillStyle = `rgb(${gray} ${gray} ${gray})`;
      context.fillRect(0, 0, context.canvas.width, context.canvas.height);
    },
    circle(x, y, diameter) {
      context.fillStyle = 'white';
      context.beginPath();
      context.arc(x, y, diameter / 2, 0, 2 * Math.PI);
      context.fill();
    },
    async play() {
      await this.setup();
      for (; this.frameCount < 20; this.frameCount++) {
        this.draw();
        await frames(1);
      }
      await this.keyPressed();
    },
  };
};

/** A film of two seconds. */
const makeFilm = async () => {
  const canvas = new OffscreenCanvas(320, 240);
  const recorder = new kinora.CanvasRecorder(canvas, { clock: 'fixed', frameRate: 30 });
  await recorder.start();
  for (let number = 0; number < 60; number++) {
    paint(canvas, number);
    await recorder.captureFrame();
  }
  return recorder.stop();
};

/** Nobody is at the other end: what is sent is read and thrown away. */
const standIns = () => {
  const { fetch } = globalThis;
  globalThis.fetch = async (url, options) => {
    if (!String(url).startsWith('https://example.org/')) return fetch(url, options);
    await options.body.pipeTo(new WritableStream());
    return new Response(null, { status: 201 });
  };
  globalThis.WebSocket = class extends EventTarget {
    constructor() {
      super();
      setTimeout(() => this.dispatchEvent(new Event('open')));
    }
    send() {}
    close() {}
  };
  // Saving a file would ask where.
  HTMLAnchorElement.prototype.click = () => {};
};

/** Runs `code` as a module. @returns the films that its recorders made */
export const runSnippet = async (code) => {
  const canvas = Object.assign(document.createElement('canvas'), { width: 320, height: 240 });
  document.body.append(canvas);
  standIns();
  const films = [];
  const { start, stop } = kinora.CanvasRecorder.prototype;
  const recorders = [];
  kinora.CanvasRecorder.prototype.start = function (timeslice) {
    recorders.push(this);
    return start.call(this, timeslice);
  };
  const video = Object.assign(document.createElement('video'), { muted: true, loop: true });
  const file = await makeFilm();
  video.src = URL.createObjectURL(file);
  kinora.CanvasRecorder.prototype.stop = async function () {
    const film = await stop.call(this);
    if (film.size > 0) films.push(await send(film));
    return film;
  };
  const root = await navigator.storage.getDirectory();
  Object.assign(globalThis, {
    ...kinora,
    canvas,
    previewCanvas: document.createElement('canvas'),
    video,
    file,
    imageData: new ImageData(8, 8),
    pictures: Array.from({ length: 5 }, (_, number) => {
      const picture = Object.assign(document.createElement('canvas'), { width: 64, height: 48 });
      paint(picture, number);
      return picture;
    }),
    images: Array.from({ length: 5 }, (_, index) => new Uint8Array(640 * 360 * 4).fill(index * 40)),
    draw: (target, seconds) => paint(target, Math.round(seconds * 30)),
    drawScene: (frame) => paint(canvas, frame),
    audioContext: new AudioContext(),
    playFor: async (milliseconds) => {
      for (let number = 0; number < milliseconds / 30; number++) {
        if (!code.includes('video.')) paint(canvas, number);
        await frames(1);
      }
    },
    showSaveFilePicker: ({ suggestedName }) => root.getFileHandle(suggestedName, { create: true }),
    p5: makeP5(),
    socket: new WebSocket('wss://example.org/'),
  });
  if (code.includes('long.webm') && !code.includes('create: true')) {
    // The recording that broke off.
    const recorder = new kinora.CanvasRecorder(canvas, {
      output: await root.getFileHandle('long.webm', { create: true }),
    });
    await recorder.start();
    await globalThis.playFor(200);
    await recorder.stop();
  }
  await import(URL.createObjectURL(new Blob([code], { type: 'text/javascript' })));
  if (code.includes('p5.setup')) await globalThis.p5.play();
  for (const recorder of recorders) if (recorder.state !== 'inactive') await recorder.cancel();
  return films;
};
