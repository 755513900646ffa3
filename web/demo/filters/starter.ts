// What a filter looks like when it is added: its first example in the catalogue, or where that shows nothing, one that
// suits the picture.

import { type FilterCall, chain, parseFilter } from 'kinora';
import { catalogueWords } from './catalogue-words.js';

/** Grades shadows to teal and lights to orange: the eight corners of the colour cube, red changing fastest. */
export const tealAndOrange = `LUT_3D_SIZE 2
0 0.06 0.1
0.9 0.3 0.1
0.05 0.65 0.45
1 0.85 0.4
0.05 0.25 0.6
0.75 0.3 0.5
0.1 0.7 0.8
1 0.95 0.85
`;

/** A small reel to sign pictures with. */
const badge = (): ImageData => {
  const side = 32;
  const canvas = Object.assign(document.createElement('canvas'), { width: side, height: side });
  const context = canvas.getContext('2d');
  if (!context) throw new Error('this browser has no 2D canvas');
  for (const [color, radius] of [
    ['#f6f1e6', 15],
    ['#b23a1e', 12],
    ['#f6f1e6', 5],
  ] as const) {
    context.fillStyle = color;
    context.beginPath();
    context.arc(side / 2, side / 2, radius, 0, Math.PI * 2);
    context.fill();
  }
  return context.getImageData(0, 0, side, side);
};

/** `width` and `height`: the picture's. */
export const starter = (name: string, width: number, height: number): FilterCall => {
  const eighth = (length: number): number => Math.floor(length / 8);
  const filter =
    name === 'lut3d'
      ? chain().lut3d(tealAndOrange)
      : name === 'overlay'
        ? chain().overlay(badge(), { x: 24, y: 24 })
        : name === 'crop'
          ? chain().crop(eighth(width), eighth(height), 6 * eighth(width), 6 * eighth(height))
          : parseFilter(catalogueWords[name]?.example || `${name}()`);
  return filter.calls[0] as FilterCall;
};
