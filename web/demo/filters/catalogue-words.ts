// Made by tools/build/filters.mjs from src/filters/catalogue_table.cc: change that instead.

export type FilterWords = {
  /** One sentence. */
  summary: string;
  /** A chain of this filter alone; '' where one cannot be written down. */
  example: string;
  /** What each parameter means, by its name. */
  meanings: Readonly<Record<string, string>>;
};

export const catalogueWords: Readonly<Record<string, FilterWords>> = {
  brightness: {
    summary: 'Makes each colour brighter or darker.',
    example: 'brightness(120%)',
    meanings: { amount: 'factor' },
  },
  contrast: {
    summary: 'Spreads colours from the middle grey, or draws them to it.',
    example: 'contrast(130%)',
    meanings: { amount: 'factor around the middle grey' },
  },
  saturate: {
    summary: 'Makes colours more or less vivid.',
    example: 'saturate(150%)',
    meanings: { amount: '0 is grey, 1 leaves the colours' },
  },
  grayscale: {
    summary: 'Takes the colour away.',
    example: 'grayscale()',
    meanings: { amount: '0 to 1; more counts as 1' },
  },
  sepia: {
    summary: 'Tones like an old photograph.',
    example: 'sepia(60%)',
    meanings: { amount: '0 to 1; more counts as 1' },
  },
  'hue-rotate': {
    summary: 'Turns all hues.',
    example: 'hue-rotate(90deg)',
    meanings: { angle: 'turn of the colour circle' },
  },
  invert: {
    summary: 'Turns colours into their opposite.',
    example: 'invert()',
    meanings: { amount: '0 to 1; more counts as 1' },
  },
  opacity: {
    summary: 'Makes the picture transparent.',
    example: 'opacity(50%)',
    meanings: { amount: '0 to 1; more counts as 1' },
  },
  blur: {
    summary: 'Gaussian blur.',
    example: 'blur(4px)',
    meanings: { radius: 'standard deviation', edge: 'what stands outside of the picture' },
  },
  'drop-shadow': {
    summary: 'Puts a blurred shadow under what is not transparent.',
    example: 'drop-shadow(4px 6px 3px #0008)',
    meanings: { x: 'to the right', y: 'down', radius: 'standard deviation of the blur', color: 'of the shadow' },
  },
  exposure: {
    summary: 'Exposes longer or shorter.',
    example: 'exposure(0.7)',
    meanings: { stops: 'each one doubles the light' },
  },
  gamma: {
    summary: 'Bends the tones.',
    example: 'gamma(1.8)',
    meanings: {
      value: 'above 1 lifts the dark tones',
      red: 'the same for red alone',
      green: 'the same for green alone',
      blue: 'the same for blue alone',
    },
  },
  levels: {
    summary: 'Sets black, white and the middle.',
    example: 'levels(0.1, 0.9)',
    meanings: {
      'in-black': 'becomes out-black',
      'in-white': 'becomes out-white; above in-black',
      gamma: 'bend between',
      'out-black': 'the darkest result',
      'out-white': 'the brightest result',
    },
  },
  curves: {
    summary: 'Draws tones along curves through points.',
    example: 'curves(0 0 0.25 0.15 0.75 0.85 1 1)',
    meanings: {
      rgb: 'pairs of in and out, in rising, for all channels',
      red: 'pairs of in and out, in rising, for red, before rgb',
      green: 'pairs of in and out, in rising, for green, before rgb',
      blue: 'pairs of in and out, in rising, for blue, before rgb',
    },
  },
  threshold: {
    summary: 'Black or white, by luma.',
    example: 'threshold()',
    meanings: { level: 'luma that divides black from white', softness: 'width of the step' },
  },
  posterize: {
    summary: 'Few levels of each colour.',
    example: 'posterize(4)',
    meanings: { levels: 'of each channel' },
  },
  solarize: {
    summary: 'Inverts what is bright.',
    example: 'solarize()',
    meanings: { threshold: 'what is above is inverted' },
  },
  temperature: {
    summary: 'White balance.',
    example: 'temperature(0.4)',
    meanings: { amount: 'cold to warm', tint: 'green to magenta' },
  },
  vibrance: {
    summary: 'Strengthens colours, the more the further they are from grey; grey stays.',
    example: 'vibrance(0.6)',
    meanings: { amount: 'how much' },
  },
  'color-matrix': {
    summary: 'Any mix of the channels.',
    example: 'color-matrix(0 1 0 0 0 0 0 1 0 0 1 0 0 0 0 0 0 0 1 0)',
    meanings: { matrix: 'four rows of five, as in feColorMatrix' },
  },
  'gradient-map': {
    summary: 'Colours by luma; two colours make a duotone.',
    example: 'gradient-map(#1b1464 #f9d423)',
    meanings: { stops: 'colours from the darkest to the brightest', amount: '0 leaves the picture' },
  },
  tint: {
    summary: 'Lays a colour over the picture.',
    example: 'tint(#ff8800, 0.3)',
    meanings: { color: 'laid over the picture', amount: 'how much', mode: 'how they are mixed' },
  },
  lut3d: {
    summary: 'Colour grading by a 3D lookup table.',
    example: '',
    meanings: { cube: 'the text of a .cube file: LUT_3D_SIZE 2 to 64', amount: '0 leaves the picture' },
  },
  preset: {
    summary: 'Ready-made looks.',
    example: 'preset(faded)',
    meanings: { name: 'which look', amount: '0 leaves the picture' },
  },
  'chroma-key': {
    summary: 'Makes a colour transparent: green screen.',
    example: 'chroma-key(#00b140)',
    meanings: {
      color: 'to be taken out',
      similarity: 'distance in the CbCr plane that is fully transparent',
      smoothness: 'width of the soft edge beyond it',
      spill: 'width in which the colour is drained',
    },
  },
  'motion-blur': {
    summary: 'Blur along a line.',
    example: 'motion-blur(10px)',
    meanings: {
      length: 'of the line',
      angle: 'of the line; 0 is along the rows, clockwise',
      edge: 'what stands outside of the picture',
    },
  },
  'zoom-blur': {
    summary: 'Blur towards a point.',
    example: 'zoom-blur(0.2)',
    meanings: {
      amount: 'how far to the centre, as part of the distance',
      x: 'centre, part of the width',
      y: 'centre, part of the height',
    },
  },
  'tilt-shift': {
    summary: 'Sharp in a band, blurred away from it, as a model looks.',
    example: 'tilt-shift(6px)',
    meanings: {
      radius: 'standard deviation of the blur far from the band',
      center: 'middle of the sharp band, part of the height',
      band: 'height of the sharp band',
      falloff: 'from sharp to blurred',
    },
  },
  bloom: {
    summary: 'Bright parts glow.',
    example: 'bloom()',
    meanings: { threshold: 'luma above which light spreads', intensity: 'how strong', radius: 'standard deviation' },
  },
  bilateral: {
    summary: 'Blur that keeps edges.',
    example: 'bilateral(2px, 0.1)',
    meanings: { radius: 'standard deviation in space', range: 'standard deviation in colour' },
  },
  'surface-blur': {
    summary: 'Blurs surfaces, channel by channel, and keeps edges.',
    example: 'surface-blur(3px, 0.1)',
    meanings: { radius: 'half of the window', threshold: 'difference that still counts' },
  },
  guided: {
    summary: 'Smooths surfaces, keeps edges (guided filter).',
    example: 'guided(8px, 0.01)',
    meanings: { radius: 'half of the window', epsilon: 'variance that counts as flat' },
  },
  'smooth-skin': {
    summary: 'Smooths skin and nothing else.',
    example: 'smooth-skin()',
    meanings: { amount: 'how much', radius: 'half of the window', detail: 'of the fine texture that is kept' },
  },
  sharpen: {
    summary: 'Unsharp mask.',
    example: 'sharpen()',
    meanings: {
      amount: 'how strong',
      radius: 'standard deviation of the blur',
      threshold: 'differences up to it are left alone',
    },
  },
  convolve: {
    summary: 'Any small kernel.',
    example: 'convolve(0 -1 0 -1 5 -1 0 -1 0)',
    meanings: {
      kernel: '9, 25 or 49 numbers, rows from the top',
      divisor: '0: the sum of the kernel, or 1 if that is 0',
      bias: 'is added, times alpha',
      edge: 'what stands outside of the picture',
      alpha: 'whether alpha is filtered too; preserved, colours are not premultiplied',
    },
  },
  emboss: {
    summary: 'A relief of grey.',
    example: 'emboss()',
    meanings: { amount: 'height of the relief', angle: 'from where the light comes; 0 is from the right, clockwise' },
  },
  edges: {
    summary: 'Shows edges on black, channel by channel.',
    example: 'edges()',
    meanings: { operator: 'which kernels', amount: 'factor' },
  },
  median: { summary: 'Takes specks away.', example: 'median()', meanings: { radius: 'half of the window' } },
  erode: { summary: 'Dark parts grow.', example: 'erode(1px)', meanings: { radius: 'half of the window' } },
  dilate: { summary: 'Bright parts grow.', example: 'dilate(1px)', meanings: { radius: 'half of the window' } },
  vignette: {
    summary: 'Darkens the corners.',
    example: 'vignette()',
    meanings: {
      amount: 'how dark the corners are',
      radius: 'where it begins, part of the way to the corner',
      softness: 'from where it begins to full',
      color: 'of the corners',
    },
  },
  grain: {
    summary: 'Film grain, new on each frame.',
    example: 'grain()',
    meanings: {
      amount: 'standard deviation in the middle greys',
      size: 'pixels across a grain',
      color: 'one noise for all channels or one each',
      seed: 'same seed, same noise',
    },
  },
  pixelate: { summary: 'Coarse blocks.', example: 'pixelate(8px)', meanings: { size: 'of a block' } },
  'rgb-split': {
    summary: 'Moves the channels apart.',
    example: 'rgb-split()',
    meanings: {
      'red-x': 'red moves to the right',
      'red-y': 'red moves down',
      'blue-x': 'blue moves to the right',
      'blue-y': 'blue moves down',
    },
  },
  scanlines: {
    summary: 'The lines of an old screen.',
    example: 'scanlines()',
    meanings: { amount: 'how dark the lines are', size: 'from line to line' },
  },
  glitch: {
    summary: 'Broken transmission, new on each frame.',
    example: 'glitch()',
    meanings: { amount: 'share of the rows that jump, and how far', seed: 'same seed, same jumps' },
  },
  crop: {
    summary: 'Cuts a part out.',
    example: 'crop(0, 0, 1px, 1px)',
    meanings: { x: 'left edge', y: 'top edge', width: '0: up to the right edge', height: '0: up to the bottom' },
  },
  flip: { summary: 'Mirrors the picture.', example: 'flip()', meanings: { axis: 'left and right, or top and bottom' } },
  rotate: {
    summary: 'Turns the picture by quarters.',
    example: 'rotate(90deg)',
    meanings: { angle: 'a multiple of 90 degrees, clockwise' },
  },
  scale: {
    summary: 'Makes the picture larger or smaller.',
    example: 'scale(0.5)',
    meanings: { x: 'factor of the width', y: 'factor of the height; 0: as x', method: 'how pixels are made' },
  },
  overlay: {
    summary: 'Lays an image over the picture: watermark, logo, text.',
    example: 'overlay("1x1:/wAAgA==", -16px, -16px, 0.5)',
    meanings: {
      image: 'width, height and RGBA bytes in base64, as WIDTHxHEIGHT:BASE64',
      x: 'of the left edge; negative: of the right edge, from the right',
      y: 'of the top edge; negative: of the bottom edge, from the bottom',
      opacity: 'of the image',
    },
  },
};
