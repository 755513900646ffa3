// Made by tools/build/filters.mjs from src/filters/catalogue_table.cc: change that instead.

export type ParameterType =
  | 'number' // a bare number
  | 'amount' // a number, or a percentage: 50% is 0.5
  | 'length' // px
  | 'angle' // degrees
  | 'color' // 0xRRGGBBAA
  | 'keyword' // its place among the keywords
  | 'numbers' // in a text: numbers with spaces between
  | 'stops' // in a text: colours with spaces between
  | 'text';

export type Parameter = {
  /** In kebab-case. */
  name: string;
  type: ParameterType;
  /** When left out; a string for numbers, stops and text. */
  initial: number | string;
  /** Inclusive, as `most`. */
  least: number;
  most: number;
  /** A number above `most` counts as that; otherwise it is an error. */
  clamp?: true;
  /** No fractions. */
  whole?: true;
  keywords?: readonly string[];
  /** How many numbers or stops there may be. */
  fewest?: number;
  greatest?: number;
};

export type CatalogueEntry = {
  /** In kebab-case. */
  name: string;
  family: string;
  kind: 'pointwise' | 'spatial' | 'geometry';
  parameters: readonly Parameter[];
};

/** All filters, in the order of the documentation. */
export const catalogue: readonly CatalogueEntry[] = [
  {
    name: 'brightness',
    family: 'css',
    kind: 'pointwise',
    parameters: [{ name: 'amount', type: 'amount', initial: 1, least: 0, most: 3.4028234663852886e38 }],
  },
  {
    name: 'contrast',
    family: 'css',
    kind: 'pointwise',
    parameters: [{ name: 'amount', type: 'amount', initial: 1, least: 0, most: 3.4028234663852886e38 }],
  },
  {
    name: 'saturate',
    family: 'css',
    kind: 'pointwise',
    parameters: [{ name: 'amount', type: 'amount', initial: 1, least: 0, most: 3.4028234663852886e38 }],
  },
  {
    name: 'grayscale',
    family: 'css',
    kind: 'pointwise',
    parameters: [{ name: 'amount', type: 'amount', initial: 1, least: 0, most: 1, clamp: true }],
  },
  {
    name: 'sepia',
    family: 'css',
    kind: 'pointwise',
    parameters: [{ name: 'amount', type: 'amount', initial: 1, least: 0, most: 1, clamp: true }],
  },
  {
    name: 'hue-rotate',
    family: 'css',
    kind: 'pointwise',
    parameters: [{ name: 'angle', type: 'angle', initial: 0, least: -1000000, most: 1000000 }],
  },
  {
    name: 'invert',
    family: 'css',
    kind: 'pointwise',
    parameters: [{ name: 'amount', type: 'amount', initial: 1, least: 0, most: 1, clamp: true }],
  },
  {
    name: 'opacity',
    family: 'css',
    kind: 'pointwise',
    parameters: [{ name: 'amount', type: 'amount', initial: 1, least: 0, most: 1, clamp: true }],
  },
  {
    name: 'blur',
    family: 'css',
    kind: 'spatial',
    parameters: [
      { name: 'radius', type: 'length', initial: 0, least: 0, most: 10000 },
      {
        name: 'edge',
        type: 'keyword',
        initial: 0,
        least: 0,
        most: 0,
        keywords: ['duplicate', 'transparent', 'wrap', 'mirror'],
      },
    ],
  },
  {
    name: 'drop-shadow',
    family: 'css',
    kind: 'spatial',
    parameters: [
      { name: 'x', type: 'length', initial: 0, least: -10000, most: 10000 },
      { name: 'y', type: 'length', initial: 0, least: -10000, most: 10000 },
      { name: 'radius', type: 'length', initial: 0, least: 0, most: 10000 },
      { name: 'color', type: 'color', initial: 255, least: 0, most: 4294967295 },
    ],
  },
  {
    name: 'exposure',
    family: 'tone',
    kind: 'pointwise',
    parameters: [{ name: 'stops', type: 'number', initial: 0, least: -5, most: 5 }],
  },
  {
    name: 'gamma',
    family: 'tone',
    kind: 'pointwise',
    parameters: [
      { name: 'value', type: 'number', initial: 1, least: 0.1, most: 10 },
      { name: 'red', type: 'number', initial: 1, least: 0.1, most: 10 },
      { name: 'green', type: 'number', initial: 1, least: 0.1, most: 10 },
      { name: 'blue', type: 'number', initial: 1, least: 0.1, most: 10 },
    ],
  },
  {
    name: 'levels',
    family: 'tone',
    kind: 'pointwise',
    parameters: [
      { name: 'in-black', type: 'amount', initial: 0, least: 0, most: 1 },
      { name: 'in-white', type: 'amount', initial: 1, least: 0, most: 1 },
      { name: 'gamma', type: 'number', initial: 1, least: 0.1, most: 10 },
      { name: 'out-black', type: 'amount', initial: 0, least: 0, most: 1 },
      { name: 'out-white', type: 'amount', initial: 1, least: 0, most: 1 },
    ],
  },
  {
    name: 'curves',
    family: 'tone',
    kind: 'pointwise',
    parameters: [
      { name: 'rgb', type: 'numbers', initial: '0 0 1 1', least: 0, most: 1, fewest: 4, greatest: 64 },
      { name: 'red', type: 'numbers', initial: '0 0 1 1', least: 0, most: 1, fewest: 4, greatest: 64 },
      { name: 'green', type: 'numbers', initial: '0 0 1 1', least: 0, most: 1, fewest: 4, greatest: 64 },
      { name: 'blue', type: 'numbers', initial: '0 0 1 1', least: 0, most: 1, fewest: 4, greatest: 64 },
    ],
  },
  {
    name: 'threshold',
    family: 'tone',
    kind: 'pointwise',
    parameters: [
      { name: 'level', type: 'amount', initial: 0.5, least: 0, most: 1 },
      { name: 'softness', type: 'amount', initial: 0, least: 0, most: 1 },
    ],
  },
  {
    name: 'posterize',
    family: 'tone',
    kind: 'pointwise',
    parameters: [{ name: 'levels', type: 'number', initial: 4, least: 2, most: 64, whole: true }],
  },
  {
    name: 'solarize',
    family: 'tone',
    kind: 'pointwise',
    parameters: [{ name: 'threshold', type: 'amount', initial: 0.5, least: 0, most: 1 }],
  },
  {
    name: 'temperature',
    family: 'color',
    kind: 'pointwise',
    parameters: [
      { name: 'amount', type: 'number', initial: 0, least: -1, most: 1 },
      { name: 'tint', type: 'number', initial: 0, least: -1, most: 1 },
    ],
  },
  {
    name: 'vibrance',
    family: 'color',
    kind: 'pointwise',
    parameters: [{ name: 'amount', type: 'number', initial: 0, least: -1, most: 1 }],
  },
  {
    name: 'color-matrix',
    family: 'color',
    kind: 'pointwise',
    parameters: [
      {
        name: 'matrix',
        type: 'numbers',
        initial: '1 0 0 0 0 0 1 0 0 0 0 0 1 0 0 0 0 0 1 0',
        least: -1000,
        most: 1000,
        fewest: 20,
        greatest: 20,
      },
    ],
  },
  {
    name: 'gradient-map',
    family: 'color',
    kind: 'pointwise',
    parameters: [
      { name: 'stops', type: 'stops', initial: 'black white', least: 0, most: 0, fewest: 2, greatest: 32 },
      { name: 'amount', type: 'amount', initial: 1, least: 0, most: 1 },
    ],
  },
  {
    name: 'tint',
    family: 'color',
    kind: 'pointwise',
    parameters: [
      { name: 'color', type: 'color', initial: 4287103231, least: 0, most: 4294967295 },
      { name: 'amount', type: 'amount', initial: 0.5, least: 0, most: 1 },
      {
        name: 'mode',
        type: 'keyword',
        initial: 0,
        least: 0,
        most: 0,
        keywords: [
          'normal',
          'multiply',
          'screen',
          'overlay',
          'darken',
          'lighten',
          'color-dodge',
          'color-burn',
          'hard-light',
          'soft-light',
          'difference',
          'exclusion',
        ],
      },
    ],
  },
  {
    name: 'lut3d',
    family: 'color',
    kind: 'pointwise',
    parameters: [
      { name: 'cube', type: 'text', initial: '', least: 0, most: 0 },
      { name: 'amount', type: 'amount', initial: 1, least: 0, most: 1 },
    ],
  },
  {
    name: 'preset',
    family: 'color',
    kind: 'pointwise',
    parameters: [
      {
        name: 'name',
        type: 'keyword',
        initial: 0,
        least: 0,
        most: 0,
        keywords: [
          'noir',
          'faded',
          'warm-film',
          'cold-film',
          'cinema',
          'vivid',
          'instant',
          'dream',
          'cyanotype',
          'sunset',
          'bleach',
          'comic',
        ],
      },
      { name: 'amount', type: 'amount', initial: 1, least: 0, most: 1 },
    ],
  },
  {
    name: 'chroma-key',
    family: 'color',
    kind: 'pointwise',
    parameters: [
      { name: 'color', type: 'color', initial: 16711935, least: 0, most: 4294967295 },
      { name: 'similarity', type: 'amount', initial: 0.4, least: 0, most: 1 },
      { name: 'smoothness', type: 'amount', initial: 0.08, least: 0, most: 1 },
      { name: 'spill', type: 'amount', initial: 0.1, least: 0, most: 1 },
    ],
  },
  {
    name: 'motion-blur',
    family: 'blur',
    kind: 'spatial',
    parameters: [
      { name: 'length', type: 'length', initial: 10, least: 0, most: 500 },
      { name: 'angle', type: 'angle', initial: 0, least: -1000000, most: 1000000 },
      {
        name: 'edge',
        type: 'keyword',
        initial: 0,
        least: 0,
        most: 0,
        keywords: ['duplicate', 'transparent', 'wrap', 'mirror'],
      },
    ],
  },
  {
    name: 'zoom-blur',
    family: 'blur',
    kind: 'spatial',
    parameters: [
      { name: 'amount', type: 'amount', initial: 0.1, least: 0, most: 1 },
      { name: 'x', type: 'amount', initial: 0.5, least: 0, most: 1 },
      { name: 'y', type: 'amount', initial: 0.5, least: 0, most: 1 },
    ],
  },
  {
    name: 'tilt-shift',
    family: 'blur',
    kind: 'spatial',
    parameters: [
      { name: 'radius', type: 'length', initial: 6, least: 0, most: 100 },
      { name: 'center', type: 'amount', initial: 0.5, least: 0, most: 1 },
      { name: 'band', type: 'amount', initial: 0.2, least: 0, most: 1 },
      { name: 'falloff', type: 'amount', initial: 0.3, least: 0, most: 1 },
    ],
  },
  {
    name: 'bloom',
    family: 'blur',
    kind: 'spatial',
    parameters: [
      { name: 'threshold', type: 'amount', initial: 0.7, least: 0, most: 1 },
      { name: 'intensity', type: 'amount', initial: 0.5, least: 0, most: 2 },
      { name: 'radius', type: 'length', initial: 8, least: 0, most: 100 },
    ],
  },
  {
    name: 'bilateral',
    family: 'blur',
    kind: 'spatial',
    parameters: [
      { name: 'radius', type: 'length', initial: 3, least: 0, most: 10 },
      { name: 'range', type: 'amount', initial: 0.1, least: 0.004, most: 1 },
    ],
  },
  {
    name: 'surface-blur',
    family: 'blur',
    kind: 'spatial',
    parameters: [
      { name: 'radius', type: 'length', initial: 5, least: 0, most: 20, whole: true },
      { name: 'threshold', type: 'amount', initial: 0.1, least: 0.004, most: 1 },
    ],
  },
  {
    name: 'guided',
    family: 'blur',
    kind: 'spatial',
    parameters: [
      { name: 'radius', type: 'length', initial: 8, least: 0, most: 100, whole: true },
      { name: 'epsilon', type: 'number', initial: 0.01, least: 0.00001, most: 1 },
    ],
  },
  {
    name: 'smooth-skin',
    family: 'blur',
    kind: 'spatial',
    parameters: [
      { name: 'amount', type: 'amount', initial: 0.5, least: 0, most: 1 },
      { name: 'radius', type: 'length', initial: 8, least: 2, most: 24, whole: true },
      { name: 'detail', type: 'amount', initial: 0.3, least: 0, most: 1 },
    ],
  },
  {
    name: 'sharpen',
    family: 'detail',
    kind: 'spatial',
    parameters: [
      { name: 'amount', type: 'number', initial: 1, least: 0, most: 5 },
      { name: 'radius', type: 'length', initial: 1, least: 0.5, most: 10 },
      { name: 'threshold', type: 'amount', initial: 0, least: 0, most: 1 },
    ],
  },
  {
    name: 'convolve',
    family: 'detail',
    kind: 'spatial',
    parameters: [
      {
        name: 'kernel',
        type: 'numbers',
        initial: '0 0 0 0 1 0 0 0 0',
        least: -1000,
        most: 1000,
        fewest: 9,
        greatest: 49,
      },
      { name: 'divisor', type: 'number', initial: 0, least: -100000, most: 100000 },
      { name: 'bias', type: 'number', initial: 0, least: -1, most: 1 },
      {
        name: 'edge',
        type: 'keyword',
        initial: 0,
        least: 0,
        most: 0,
        keywords: ['duplicate', 'transparent', 'wrap', 'mirror'],
      },
      { name: 'alpha', type: 'keyword', initial: 0, least: 0, most: 0, keywords: ['filter', 'preserve'] },
    ],
  },
  {
    name: 'emboss',
    family: 'detail',
    kind: 'spatial',
    parameters: [
      { name: 'amount', type: 'number', initial: 1, least: 0, most: 5 },
      { name: 'angle', type: 'angle', initial: 45, least: -1000000, most: 1000000 },
    ],
  },
  {
    name: 'edges',
    family: 'detail',
    kind: 'spatial',
    parameters: [
      { name: 'operator', type: 'keyword', initial: 0, least: 0, most: 0, keywords: ['sobel', 'scharr', 'laplace'] },
      { name: 'amount', type: 'number', initial: 1, least: 0, most: 10 },
    ],
  },
  {
    name: 'median',
    family: 'detail',
    kind: 'spatial',
    parameters: [{ name: 'radius', type: 'length', initial: 1, least: 0, most: 3, whole: true }],
  },
  {
    name: 'erode',
    family: 'detail',
    kind: 'spatial',
    parameters: [{ name: 'radius', type: 'length', initial: 1, least: 0, most: 100, whole: true }],
  },
  {
    name: 'dilate',
    family: 'detail',
    kind: 'spatial',
    parameters: [{ name: 'radius', type: 'length', initial: 1, least: 0, most: 100, whole: true }],
  },
  {
    name: 'vignette',
    family: 'stylize',
    kind: 'pointwise',
    parameters: [
      { name: 'amount', type: 'amount', initial: 0.5, least: 0, most: 1 },
      { name: 'radius', type: 'number', initial: 0.75, least: 0, most: 2 },
      { name: 'softness', type: 'number', initial: 0.45, least: 0, most: 2 },
      { name: 'color', type: 'color', initial: 255, least: 0, most: 4294967295 },
    ],
  },
  {
    name: 'grain',
    family: 'stylize',
    kind: 'pointwise',
    parameters: [
      { name: 'amount', type: 'amount', initial: 0.1, least: 0, most: 1 },
      { name: 'size', type: 'number', initial: 1, least: 1, most: 64, whole: true },
      { name: 'color', type: 'keyword', initial: 0, least: 0, most: 0, keywords: ['mono', 'rgb'] },
      { name: 'seed', type: 'number', initial: 0, least: 0, most: 4294967295, whole: true },
    ],
  },
  {
    name: 'pixelate',
    family: 'stylize',
    kind: 'spatial',
    parameters: [{ name: 'size', type: 'length', initial: 8, least: 1, most: 1024, whole: true }],
  },
  {
    name: 'rgb-split',
    family: 'stylize',
    kind: 'spatial',
    parameters: [
      { name: 'red-x', type: 'length', initial: 4, least: -200, most: 200, whole: true },
      { name: 'red-y', type: 'length', initial: 0, least: -200, most: 200, whole: true },
      { name: 'blue-x', type: 'length', initial: -4, least: -200, most: 200, whole: true },
      { name: 'blue-y', type: 'length', initial: 0, least: -200, most: 200, whole: true },
    ],
  },
  {
    name: 'scanlines',
    family: 'stylize',
    kind: 'pointwise',
    parameters: [
      { name: 'amount', type: 'amount', initial: 0.4, least: 0, most: 1 },
      { name: 'size', type: 'length', initial: 2, least: 2, most: 64, whole: true },
    ],
  },
  {
    name: 'glitch',
    family: 'stylize',
    kind: 'spatial',
    parameters: [
      { name: 'amount', type: 'amount', initial: 0.3, least: 0, most: 1 },
      { name: 'seed', type: 'number', initial: 0, least: 0, most: 4294967295, whole: true },
    ],
  },
  {
    name: 'crop',
    family: 'geometry',
    kind: 'geometry',
    parameters: [
      { name: 'x', type: 'length', initial: 0, least: 0, most: 16382, whole: true },
      { name: 'y', type: 'length', initial: 0, least: 0, most: 16382, whole: true },
      { name: 'width', type: 'length', initial: 0, least: 0, most: 16383, whole: true },
      { name: 'height', type: 'length', initial: 0, least: 0, most: 16383, whole: true },
    ],
  },
  {
    name: 'flip',
    family: 'geometry',
    kind: 'geometry',
    parameters: [
      { name: 'axis', type: 'keyword', initial: 0, least: 0, most: 0, keywords: ['horizontal', 'vertical'] },
    ],
  },
  {
    name: 'rotate',
    family: 'geometry',
    kind: 'geometry',
    parameters: [{ name: 'angle', type: 'angle', initial: 90, least: -1000000, most: 1000000 }],
  },
  {
    name: 'scale',
    family: 'geometry',
    kind: 'geometry',
    parameters: [
      { name: 'x', type: 'amount', initial: 1, least: 0.01, most: 16 },
      { name: 'y', type: 'amount', initial: 0, least: 0, most: 16 },
      { name: 'method', type: 'keyword', initial: 0, least: 0, most: 0, keywords: ['lanczos', 'bilinear', 'area'] },
    ],
  },
  {
    name: 'overlay',
    family: 'geometry',
    kind: 'spatial',
    parameters: [
      { name: 'image', type: 'text', initial: '', least: 0, most: 0 },
      { name: 'x', type: 'length', initial: 0, least: -16383, most: 16383, whole: true },
      { name: 'y', type: 'length', initial: 0, least: -16383, most: 16383, whole: true },
      { name: 'opacity', type: 'amount', initial: 1, least: 0, most: 1 },
    ],
  },
];
