// Canvases of every kind, each with a function that draws the picture of a number on it.
import { height, rectangles, width } from './scene.mjs';

const paint2d = (canvas) => {
  const context = canvas.getContext('2d');
  return (number) => {
    for (const [x, y, wide, high, color] of rectangles(number)) {
      context.fillStyle = `rgb(${color})`;
      context.fillRect(x, y, wide, high);
    }
  };
};

const paintGl = (version) => (canvas) => {
  const gl = canvas.getContext(version, { preserveDrawingBuffer: false, antialias: false });
  gl.enable(gl.SCISSOR_TEST);
  return (number) => {
    for (const [x, y, wide, high, color] of rectangles(number)) {
      gl.scissor(x, height - y - high, wide, high);
      gl.clearColor(...color.map((level) => level / 255), 1);
      gl.clear(gl.COLOR_BUFFER_BIT);
    }
  };
};

const paintGpu = async (canvas) => {
  const adapter = await navigator.gpu.requestAdapter();
  const device = await adapter.requestDevice();
  const context = canvas.getContext('webgpu');
  const format = 'rgba8unorm';
  context.configure({ device, format, usage: GPUTextureUsage.RENDER_ATTACHMENT | GPUTextureUsage.COPY_DST });
  return (number) => {
    const texture = context.getCurrentTexture();
    for (const [x, y, wide, high, color] of rectangles(number)) {
      const pixels = new Uint8Array(wide * high * 4);
      for (let at = 0; at < pixels.length; at += 4) pixels.set([...color, 255], at);
      device.queue.writeTexture({ texture, origin: [x, y] }, pixels, { bytesPerRow: wide * 4 }, [wide, high]);
    }
  };
};

const painters = { '2d': paint2d, webgl: paintGl('webgl'), webgl2: paintGl('webgl2'), webgpu: paintGpu };

/**
 * `kind`: 2d, webgl, webgl2 or webgpu. `offscreen`: an OffscreenCanvas rather than an element, which stands in `page`.
 * @returns `{ canvas, paint }`, where `paint(number)` draws.
 */
export const makeCanvas = async (kind = '2d', offscreen = false, page = globalThis.document) => {
  const canvas = offscreen
    ? new OffscreenCanvas(width, height)
    : Object.assign(page.createElement('canvas'), { width, height });
  if (!offscreen) page.body.append(canvas);
  return { canvas, paint: await painters[kind](canvas) };
};
