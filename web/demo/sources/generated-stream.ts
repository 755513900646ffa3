// A stream as a camera's, for machines that have none: bars, and a pointer that tells the time.

import { newCanvas } from './source.js';

const size = { width: 640, height: 360 };
const colors = ['#e8e4da', '#d9c23a', '#3fb6c4', '#4aa84e', '#b858a6', '#c2402f', '#3355b5'];

const drawBars = (context: CanvasRenderingContext2D, seconds: number): void => {
  const { width, height } = size;
  const bar = width / colors.length;
  colors.forEach((color, i) => {
    context.fillStyle = color;
    context.fillRect(Math.floor(i * bar), 0, Math.ceil(bar), height);
  });
  context.fillStyle = '#16130f';
  context.beginPath();
  context.arc(width / 2, height / 2, 96, 0, Math.PI * 2);
  context.fill();
  const angle = seconds * Math.PI * 0.5;
  context.strokeStyle = '#f6f1e6';
  context.lineWidth = 10;
  context.lineCap = 'round';
  context.beginPath();
  context.moveTo(width / 2, height / 2);
  context.lineTo(width / 2 + 78 * Math.sin(angle), height / 2 - 78 * Math.cos(angle));
  context.stroke();
};

/** A stream that stops drawing when its track is stopped. */
export const generatedStream = (): MediaStream => {
  const canvas = newCanvas(size);
  const context = canvas.getContext('2d', { alpha: false });
  if (!context) throw new Error('this browser has no 2D canvas');
  const stream = canvas.captureStream(30);
  const draw = (now: number): void => {
    drawBars(context, now / 1000);
    if (stream.active) requestAnimationFrame(draw);
  };
  draw(0);
  return stream;
};
