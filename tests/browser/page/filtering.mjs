// Filters in the page, beside the browser's own.
import { CanvasRecorder, FilterPreview, applyFilter, snapshot } from '/dist/index.js';
import { describe, event, listen, send } from './filming.mjs';
import { makeCanvas } from './painters.mjs';

const makeContext = (width, height) =>
  // Read often, so that Chromium keeps and filters it in memory: its graphics card rounds and blurs otherwise.
  Object.assign(document.createElement('canvas'), { width, height }).getContext('2d', { willReadFrequently: true });

/** 4,096 colours: each of 16 levels with each. */
const colorChart = () => {
  const image = new ImageData(64, 64);
  for (let i = 0; i < 4096; i++) image.data.set([(i & 15) * 17, ((i >> 4) & 15) * 17, (i >> 8) * 17, 255], 4 * i);
  return image;
};

/** Smooth areas, edges and noise, as a camera's picture has. */
const photo = () => {
  const [width, height] = [192, 108];
  const image = new ImageData(width, height);
  let seed = 1;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
      const noise = (seed >>> 24) / 16 - 8;
      const light = 140 - 90 * Math.hypot(x / width - 0.6, y / height - 0.3) + (x > 60 && x < 90 && y > 40 ? -60 : 0);
      const wave = 30 * Math.sin(x / 9) * Math.cos(y / 7);
      image.data.set([light + wave + noise + 30, light + noise, light - wave + noise - 20, 255], 4 * (y * width + x));
    }
  }
  return image;
};

const pictures = { chart: colorChart, photo };

/**
 * Filters a picture by the browser and by kinora, as `parity` says.
 * @returns how many values differ by 0, 1, 2, ... levels
 */
export const compare = async (name, filter, parity) => {
  const image = pictures[name]();
  const source = makeContext(image.width, image.height);
  source.putImageData(image, 0, 0);
  const target = makeContext(image.width, image.height);
  target.filter = filter;
  target.drawImage(source.canvas, 0, 0);
  const browser = target.getImageData(0, 0, image.width, image.height).data;
  const ours = (await applyFilter(image, filter, { parity })).data;
  const counts = [];
  browser.forEach((value, i) => {
    const difference = Math.abs(value - ours[i]);
    counts[difference] = (counts[difference] ?? 0) + 1;
  });
  return Array.from(counts, (count) => count ?? 0);
};

/** Films two pictures with each filter in turn, set while recording. */
export const filmFilters = async (filters) => {
  const { canvas, paint } = await makeCanvas();
  const recorder = new CanvasRecorder(canvas, { clock: 'fixed', frameRate: 30, filter: filters[0] });
  const events = listen(recorder);
  await recorder.start();
  for (const [number, filter] of filters.entries()) {
    if (number > 0) recorder.filter = filter;
    paint(number);
    await recorder.captureFrame();
    await recorder.captureFrame();
  }
  return { film: await send(await recorder.stop()), events, stats: recorder.stats };
};

/** What a recorder says to a filter with a fault: before it starts, and while it records. */
export const badFilters = async (filter) => {
  const { canvas, paint } = await makeCanvas();
  const recorder = new CanvasRecorder(canvas, { clock: 'fixed', frameRate: 30 });
  recorder.filter = filter;
  const before = await recorder.start().then(
    () => null,
    (error) => ({ ...describe(error), column: error.column, state: recorder.state }),
  );
  await recorder.cancel();
  recorder.filter = 'invert()';
  const events = listen(recorder);
  await recorder.start();
  recorder.filter = filter;
  paint(3);
  await recorder.captureFrame();
  const blob = await recorder.stop();
  return { film: await send(blob), before, events };
};

/** Runs a live preview until it has shown the filters in turn. @returns the target's middle pixel for each */
export const previewFilters = async (filters, options) => {
  const source = makeContext(40, 30);
  const target = makeContext(1, 1).canvas;
  const errors = [];
  const preview = new FilterPreview(source.canvas, target, options);
  preview.addEventListener('error', ({ error }) => errors.push(describe(error)));
  const draw = () => {
    source.fillStyle = 'rgb(200 100 50)';
    source.fillRect(0, 0, 40, 30);
    if (drawing) requestAnimationFrame(draw);
  };
  let drawing = true;
  draw();
  await preview.start();
  const shown = [];
  for (const filter of filters) {
    preview.filter = filter;
    // The picture under way may still have the filter before.
    for (let i = 0; i < 2 && errors.length === 0; i++) {
      await Promise.race([event(preview, 'frame'), event(preview, 'error')]);
    }
    const { width, height } = target;
    const pixel = target.getContext('2d').getImageData(width >> 1, height >> 1, 1, 1).data;
    shown.push([width, height, ...pixel]);
    if (errors.length > 0) break;
  }
  drawing = false;
  preview.stop();
  return { shown, errors, frames: preview.frameCount };
};

/** Snapshots of a picture, sent to the test; `webp`: false in a browser that cannot write WebP. */
export const snapFiltered = async ({ type, quality, filter, webp = true }) => {
  const context = makeContext(48, 32);
  context.fillStyle = 'rgb(200 100 50)';
  context.fillRect(0, 0, 48, 32);
  const { toBlob } = HTMLCanvasElement.prototype;
  if (!webp) {
    HTMLCanvasElement.prototype.toBlob = function (done, asked, ...rest) {
      toBlob.call(this, done, asked === 'image/webp' ? 'image/png' : asked, ...rest);
    };
  }
  try {
    const blob = await snapshot(context.canvas, { type, quality, filter });
    return { film: await send(blob), type: blob.type, size: blob.size };
  } finally {
    HTMLCanvasElement.prototype.toBlob = toBlob;
  }
};

/** The size of a snapshot of an ImageData that an iframe has made. */
export const snapshotOfFrame = async () => {
  const frame = document.createElement('iframe');
  document.body.append(frame);
  const bitmap = await createImageBitmap(await snapshot(new frame.contentWindow.ImageData(8, 6)));
  return [bitmap.width, bitmap.height];
};
