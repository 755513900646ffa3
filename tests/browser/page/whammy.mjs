// kinora/whammy in a page: what an application does with whammy, and what it could not do with it.
import Whammy, { Video } from '/dist/whammy.js';
import { makeCanvas } from './painters.mjs';
import { failure, send } from './filming.mjs';
import { playedThrough, seekTo } from './playback.mjs';
import { alphaAt } from './whammy-pictures.mjs';
import { height, rectangles, width } from './scene.mjs';

const event = (target, type) => new Promise((resolve) => target.addEventListener(type, resolve, { once: true }));

/** An application's own code from the days of whammy: 90 canvases, compile, play. `how`: which whammy it was made for. */
export const oldPage = async (how, kind = '2d', quality = undefined) => {
  const { canvas, paint } = await makeCanvas(kind);
  const encoder = new Whammy.Video(30, quality);
  for (let number = 0; number < 90; number++) {
    paint(number);
    encoder.add(how === 'context' ? canvas.getContext('2d') : canvas);
  }
  const film = how === 'callback' ? await new Promise((resolve) => encoder.compile(false, resolve)) : encoder.compile();
  const video = Object.assign(document.createElement('video'), { muted: true });
  document.body.append(video);
  const ended = playedThrough(video);
  video.src = URL.createObjectURL(film);
  await video.play();
  await ended;
  const { duration, videoWidth, videoHeight, error } = video;
  const wasm = performance.getEntriesByType('resource').filter(({ name }) => /wasm|encode/.test(name)).length;
  return { film: await send(film), type: film.type, duration, videoWidth, videoHeight, error: error?.message, wasm };
};

/** Pictures in the forms that whammy refuses, by name. */
const forms = {
  offscreen: (canvas) => {
    const other = new OffscreenCanvas(width, height);
    other.getContext('2d').drawImage(canvas, 0, 0);
    return other;
  },
  imageData: (canvas) => {
    // On a canvas that is made for reading.
    const context = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true });
    context.drawImage(canvas, 0, 0);
    return context.getImageData(0, 0, width, height);
  },
  bitmap: (canvas) => createImageBitmap(canvas),
  videoFrame: (canvas) => new VideoFrame(canvas, { timestamp: 0 }),
  image: async (canvas) => {
    const image = new Image();
    image.src = canvas.toDataURL();
    await image.decode();
    return image;
  },
  png: (canvas) => canvas.toDataURL('image/png'),
  jpeg: (canvas) => canvas.toDataURL('image/jpeg', 1),
  lossless: (canvas) => canvas.toDataURL('image/webp', 1),
  pngBlob: (canvas) => new Promise((resolve) => canvas.toBlob(resolve, 'image/png')),
  webpBlob: (canvas) => new Promise((resolve) => canvas.toBlob(resolve, 'image/webp', 0.9)),
  losslessBlob: (canvas) => new Promise((resolve) => canvas.toBlob(resolve, 'image/webp', 1)),
};

/** A film of pictures 0 to 11, each in one of the forms, in turn. */
export const filmForms = async (names, options, quality = 0.9) => {
  const { canvas, paint } = await makeCanvas('2d');
  const video = new Video(30, quality, options);
  for (let number = 0; number < 12; number++) {
    paint(number);
    const picture = await forms[names[number % names.length]](canvas);
    video.add(picture);
    picture.close?.();
  }
  return { film: await send(await video.compileAsync()) };
};

/** A film of a playing video's pictures, as a HTMLVideoElement. */
export const filmVideo = async () => {
  const { canvas, paint } = await makeCanvas('2d');
  const source = new Video(10);
  for (let number = 0; number < 3; number++) {
    paint(number);
    source.add(canvas);
  }
  const element = Object.assign(document.createElement('video'), { muted: true });
  const shown = new Promise((resolve) => element.requestVideoFrameCallback(resolve));
  element.src = URL.createObjectURL(await source.compileAsync());
  document.body.append(element);
  await Promise.all([event(element, 'loadeddata'), element.play(), shown]);
  element.pause();
  const video = new Video(30);
  video.add(element);
  return { film: await send(await video.compileAsync()) };
};

/** A browser that cannot write WebP, as Safari. */
export const filmWithoutWebp = async (options) => {
  const { toDataURL } = HTMLCanvasElement.prototype;
  HTMLCanvasElement.prototype.toDataURL = function () {
    return toDataURL.call(this, 'image/png');
  };
  try {
    const { canvas, paint } = await makeCanvas('2d');
    const video = new Video(30, 0.9, options);
    for (let number = 0; number < 12; number++) {
      paint(number);
      video.add(canvas);
    }
    const largest = Math.max(...video.frames.map(({ image }) => image.length));
    const refused = await failure(() => video.compile());
    let film;
    await video.compile(false, (compiled) => (film = compiled));
    return { film: await send(film), largest, refused };
  } finally {
    HTMLCanvasElement.prototype.toDataURL = toDataURL;
  }
};

const paintAlpha = (canvas, number, opaque) => {
  const context = canvas.getContext('2d');
  context.clearRect(0, 0, canvas.width, canvas.height);
  for (let x = 0; x < canvas.width; x += 16) {
    context.fillStyle = `rgba(40, 160, 220, ${opaque ? 1 : alphaAt(x, number) / 255})`;
    context.fillRect(x, 0, 16, canvas.height);
  }
};

/** 16 pictures with transparency; those numbered in `opaque` have none. And what a player shows of number `seek`. */
export const filmAlpha = async ({ options, opaque = [], lossless = false, seek = 5 } = {}) => {
  const canvas = Object.assign(document.createElement('canvas'), { width: 256, height: 64 });
  const video = new Video(10, 0.9, options);
  for (let number = 0; number < 16; number++) {
    paintAlpha(canvas, number, opaque.includes(number));
    video.add(lossless ? canvas.toDataURL('image/png') : canvas);
  }
  const film = await video.compileAsync();
  if (seek === null) return { film: await send(film) };
  const element = Object.assign(document.createElement('video'), { muted: true });
  document.body.append(element);
  const loaded = event(element, 'loadeddata');
  element.src = URL.createObjectURL(film);
  await loaded;
  const context = new OffscreenCanvas(256, 64).getContext('2d', { willReadFrequently: true });
  const read = () => {
    context.clearRect(0, 0, 256, 64);
    context.drawImage(element, 0, 0);
    const { data } = context.getImageData(0, 32, 256, 1);
    return Array.from({ length: 16 }, (_, column) => data[(column * 16 + 8) * 4 + 3]);
  };
  const before = String(read());
  // WebKitGTK shows the first frame that begins here or later, when there is transparency.
  const shown = await seekTo(element, seek / 10, () => {
    const levels = read();
    return String(levels) === before || levels.every((level) => level === 0) ? null : levels;
  });
  return { film: await send(film), shown };
};

/** The same canvases, with transparency, at once. */
export const alphaAtOnce = async () => {
  const canvas = Object.assign(document.createElement('canvas'), { width: 64, height: 64 });
  const video = new Video(10);
  paintAlpha(canvas, 5, false);
  video.add(canvas);
  return { film: await send(video.compile()) };
};

/** An animation as canvases have it: shapes that move over a background with a gradient. Each size in bytes. */
export const reencode = async (codec) => {
  const canvas = Object.assign(document.createElement('canvas'), { width: 640, height: 360 });
  const context = canvas.getContext('2d');
  const film = async (options) => {
    const video = new Video(30, 0.8, options);
    for (let number = 0; number < 90; number++) {
      const gradient = context.createLinearGradient(0, 0, 640, 360);
      gradient.addColorStop(0, '#204080');
      gradient.addColorStop(1, '#e0b060');
      context.fillStyle = gradient;
      context.fillRect(0, 0, 640, 360);
      for (let ball = 0; ball < 12; ball++) {
        context.fillStyle = `hsl(${ball * 30} 80% 50%)`;
        context.beginPath();
        context.arc(320 + 250 * Math.sin(number / 20 + ball), 180 + 130 * Math.cos(number / 15 + ball * 2), 22, 0, 7);
        context.fill();
      }
      context.fillStyle = '#fff';
      context.font = '32px sans-serif';
      context.fillText(`frame ${number} of an animation`, 20, 340);
      video.add(canvas);
    }
    return video.compileAsync();
  };
  const [plain, small] = [await film({}), await film({ reencode: codec })];
  return { plain: await send(plain), film: await send(small) };
};

/** The UMD build, as a page without modules has it. */
export const withScript = async () => {
  const script = Object.assign(document.createElement('script'), { src: '/dist/whammy.global.js' });
  const loaded = event(script, 'load');
  document.head.append(script);
  await loaded;
  const { canvas, paint } = await makeCanvas('2d');
  const video = new globalThis.Whammy.Video(30, 0.9);
  for (let number = 0; number < 12; number++) {
    paint(number);
    video.add(canvas.toDataURL('image/png'));
  }
  return { film: await send(await video.compileAsync()), names: Object.keys(globalThis.Whammy).sort() };
};

/** In a worker, where no canvas gives data URLs. */
export const inWorker = async () => {
  const code = `
    import('${location.origin}/dist/whammy.js').then(async ({ Video }) => {
      const canvas = new OffscreenCanvas(${width}, ${height});
      const context = canvas.getContext('2d');
      const video = new Video(30, 0.9);
      for (const rectangles of ${JSON.stringify(Array.from({ length: 12 }, (_, number) => rectangles(number)))}) {
        for (const [x, y, wide, high, color] of rectangles) {
          context.fillStyle = 'rgb(' + color + ')';
          context.fillRect(x, y, wide, high);
        }
        video.add(canvas);
      }
      postMessage(await video.compileAsync());
    });`;
  const worker = new Worker(URL.createObjectURL(new Blob([code], { type: 'text/javascript' })), { type: 'module' });
  const { data } = await event(worker, 'message');
  worker.terminate();
  return { film: await send(data) };
};

/** What is thrown for `what`. */
export const refusal = (what) =>
  failure(async () => {
    const canvas = (wide, high) => Object.assign(document.createElement('canvas'), { width: wide, height: high });
    const video = new Video(30);
    const cases = {
      'another width': async () => {
        video.add(canvas(64, 64).toDataURL('image/png'));
        video.add(canvas(66, 64));
        await video.compileAsync();
      },
      'another height': () => {
        video.add(canvas(64, 64));
        video.add(canvas(64, 66));
        video.compile();
      },
      'no pixels': () => video.add(canvas(0, 64)),
      'too large': async () => {
        video.add(canvas(70000, 1));
        await video.compileAsync();
      },
      'an empty video': () => video.add(document.createElement('video')),
      'a div': () => video.add(document.createElement('div')),
      'not a picture': async () => {
        video.add('data:image/png;base64,AAAA');
        await video.compileAsync();
      },
    };
    await cases[what]();
  });
