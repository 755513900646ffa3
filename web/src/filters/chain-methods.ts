// Made by tools/build/filters.mjs from src/filters/catalogue_table.cc: change that instead.

/** Numbers in a row, or in rows or pairs: `[0, 0, 1, 1]` or `[[0, 0], [1, 1]]`. */
export type NumberList = ArrayLike<number> | readonly (readonly number[])[];

/** CSS colours, each alone or with its place from 0 to 1: `['black', ['#c31', 0.4], 'white']`. */
export type StopList = readonly (string | readonly [color: string, place: number])[];

/** What an ImageData has: RGBA, not premultiplied, four bytes a pixel, rows from the top. */
export type Picture = {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8ClampedArray | Uint8Array;
};

export type BrightnessOptions = {
  /** factor; 0 or more; 1 when left out */
  amount?: number | undefined;
};

export type ContrastOptions = {
  /** factor around the middle grey; 0 or more; 1 when left out */
  amount?: number | undefined;
};

export type SaturateOptions = {
  /** 0 is grey, 1 leaves the colours; 0 or more; 1 when left out */
  amount?: number | undefined;
};

export type GrayscaleOptions = {
  /** 0 to 1; more counts as 1; 0 to 1; 1 when left out */
  amount?: number | undefined;
};

export type SepiaOptions = {
  /** 0 to 1; more counts as 1; 0 to 1; 1 when left out */
  amount?: number | undefined;
};

export type HueRotateOptions = {
  /** turn of the colour circle; in deg; 0deg when left out */
  angle?: number | undefined;
};

export type InvertOptions = {
  /** 0 to 1; more counts as 1; 0 to 1; 1 when left out */
  amount?: number | undefined;
};

export type OpacityOptions = {
  /** 0 to 1; more counts as 1; 0 to 1; 1 when left out */
  amount?: number | undefined;
};

export type BlurOptions = {
  /** standard deviation; 0 to 10000 px; 0px when left out */
  radius?: number | undefined;
  /** what stands outside of the picture; duplicate when left out */
  edge?: 'duplicate' | 'transparent' | 'wrap' | 'mirror' | undefined;
};

export type DropShadowOptions = {
  /** to the right; -10000 to 10000 px; 0px when left out */
  x?: number | undefined;
  /** down; -10000 to 10000 px; 0px when left out */
  y?: number | undefined;
  /** standard deviation of the blur; 0 to 10000 px; 0px when left out */
  radius?: number | undefined;
  /** of the shadow; #000000 when left out */
  color?: string | undefined;
};

export type ExposureOptions = {
  /** each one doubles the light; -5 to 5; 0 when left out */
  stops?: number | undefined;
};

export type GammaOptions = {
  /** above 1 lifts the dark tones; 0.1 to 10; 1 when left out */
  value?: number | undefined;
  /** the same for red alone; 0.1 to 10; 1 when left out */
  red?: number | undefined;
  /** the same for green alone; 0.1 to 10; 1 when left out */
  green?: number | undefined;
  /** the same for blue alone; 0.1 to 10; 1 when left out */
  blue?: number | undefined;
};

export type LevelsOptions = {
  /** becomes out-black; 0 to 1; 0 when left out */
  inBlack?: number | undefined;
  /** becomes out-white; above in-black; 0 to 1; 1 when left out */
  inWhite?: number | undefined;
  /** bend between; 0.1 to 10; 1 when left out */
  gamma?: number | undefined;
  /** the darkest result; 0 to 1; 0 when left out */
  outBlack?: number | undefined;
  /** the brightest result; 0 to 1; 1 when left out */
  outWhite?: number | undefined;
};

export type CurvesOptions = {
  /** pairs of in and out, in rising, for all channels; 4 to 64 numbers, each 0 to 1; 0 0 1 1 when left out */
  rgb?: NumberList | undefined;
  /** pairs of in and out, in rising, for red, before rgb; 4 to 64 numbers, each 0 to 1; 0 0 1 1 when left out */
  red?: NumberList | undefined;
  /** pairs of in and out, in rising, for green, before rgb; 4 to 64 numbers, each 0 to 1; 0 0 1 1 when left out */
  green?: NumberList | undefined;
  /** pairs of in and out, in rising, for blue, before rgb; 4 to 64 numbers, each 0 to 1; 0 0 1 1 when left out */
  blue?: NumberList | undefined;
};

export type ThresholdOptions = {
  /** luma that divides black from white; 0 to 1; 0.5 when left out */
  level?: number | undefined;
  /** width of the step; 0 to 1; 0 when left out */
  softness?: number | undefined;
};

export type PosterizeOptions = {
  /** of each channel; 2 to 64, whole; 4 when left out */
  levels?: number | undefined;
};

export type SolarizeOptions = {
  /** what is above is inverted; 0 to 1; 0.5 when left out */
  threshold?: number | undefined;
};

export type TemperatureOptions = {
  /** cold to warm; -1 to 1; 0 when left out */
  amount?: number | undefined;
  /** green to magenta; -1 to 1; 0 when left out */
  tint?: number | undefined;
};

export type VibranceOptions = {
  /** how much; -1 to 1; 0 when left out */
  amount?: number | undefined;
};

export type ColorMatrixOptions = {
  /** four rows of five, as in feColorMatrix; 20 numbers, each -1000 to 1000; 1 0 0 0 0 0 1 0 0 0 0 0 1 0 0 0 0 0 1 0 when left out */
  matrix?: NumberList | undefined;
};

export type GradientMapOptions = {
  /** colours from the darkest to the brightest; 2 to 32 colours; black white when left out */
  stops?: StopList | undefined;
  /** 0 leaves the picture; 0 to 1; 1 when left out */
  amount?: number | undefined;
};

export type TintOptions = {
  /** laid over the picture; #ff8800 when left out */
  color?: string | undefined;
  /** how much; 0 to 1; 0.5 when left out */
  amount?: number | undefined;
  /** how they are mixed; normal when left out */
  mode?:
    | 'normal'
    | 'multiply'
    | 'screen'
    | 'overlay'
    | 'darken'
    | 'lighten'
    | 'color-dodge'
    | 'color-burn'
    | 'hard-light'
    | 'soft-light'
    | 'difference'
    | 'exclusion'
    | undefined;
};

export type Lut3dOptions = {
  /** the text of a .cube file: LUT_3D_SIZE 2 to 64 */
  cube: string;
  /** 0 leaves the picture; 0 to 1; 1 when left out */
  amount?: number | undefined;
};

export type PresetOptions = {
  /** which look; noir when left out */
  name?:
    | 'noir'
    | 'faded'
    | 'warm-film'
    | 'cold-film'
    | 'cinema'
    | 'vivid'
    | 'instant'
    | 'dream'
    | 'cyanotype'
    | 'sunset'
    | 'bleach'
    | 'comic'
    | undefined;
  /** 0 leaves the picture; 0 to 1; 1 when left out */
  amount?: number | undefined;
};

export type ChromaKeyOptions = {
  /** to be taken out; #00ff00 when left out */
  color?: string | undefined;
  /** distance in the CbCr plane that is fully transparent; 0 to 1; 0.4 when left out */
  similarity?: number | undefined;
  /** width of the soft edge beyond it; 0 to 1; 0.08 when left out */
  smoothness?: number | undefined;
  /** width in which the colour is drained; 0 to 1; 0.1 when left out */
  spill?: number | undefined;
};

export type MotionBlurOptions = {
  /** of the line; 0 to 500 px; 10px when left out */
  length?: number | undefined;
  /** of the line; 0 is along the rows, clockwise; in deg; 0deg when left out */
  angle?: number | undefined;
  /** what stands outside of the picture; duplicate when left out */
  edge?: 'duplicate' | 'transparent' | 'wrap' | 'mirror' | undefined;
};

export type ZoomBlurOptions = {
  /** how far to the centre, as part of the distance; 0 to 1; 0.1 when left out */
  amount?: number | undefined;
  /** centre, part of the width; 0 to 1; 0.5 when left out */
  x?: number | undefined;
  /** centre, part of the height; 0 to 1; 0.5 when left out */
  y?: number | undefined;
};

export type TiltShiftOptions = {
  /** standard deviation of the blur far from the band; 0 to 100 px; 6px when left out */
  radius?: number | undefined;
  /** middle of the sharp band, part of the height; 0 to 1; 0.5 when left out */
  center?: number | undefined;
  /** height of the sharp band; 0 to 1; 0.2 when left out */
  band?: number | undefined;
  /** from sharp to blurred; 0 to 1; 0.3 when left out */
  falloff?: number | undefined;
};

export type BloomOptions = {
  /** luma above which light spreads; 0 to 1; 0.7 when left out */
  threshold?: number | undefined;
  /** how strong; 0 to 2; 0.5 when left out */
  intensity?: number | undefined;
  /** standard deviation; 0 to 100 px; 8px when left out */
  radius?: number | undefined;
};

export type BilateralOptions = {
  /** standard deviation in space; 0 to 10 px; 3px when left out */
  radius?: number | undefined;
  /** standard deviation in colour; 0.004 to 1; 0.1 when left out */
  range?: number | undefined;
};

export type SurfaceBlurOptions = {
  /** half of the window; 0 to 20 px, whole; 5px when left out */
  radius?: number | undefined;
  /** difference that still counts; 0.004 to 1; 0.1 when left out */
  threshold?: number | undefined;
};

export type GuidedOptions = {
  /** half of the window; 0 to 100 px, whole; 8px when left out */
  radius?: number | undefined;
  /** variance that counts as flat; 0.00001 to 1; 0.01 when left out */
  epsilon?: number | undefined;
};

export type SmoothSkinOptions = {
  /** how much; 0 to 1; 0.5 when left out */
  amount?: number | undefined;
  /** half of the window; 2 to 24 px, whole; 8px when left out */
  radius?: number | undefined;
  /** of the fine texture that is kept; 0 to 1; 0.3 when left out */
  detail?: number | undefined;
};

export type SharpenOptions = {
  /** how strong; 0 to 5; 1 when left out */
  amount?: number | undefined;
  /** standard deviation of the blur; 0.5 to 10 px; 1px when left out */
  radius?: number | undefined;
  /** differences up to it are left alone; 0 to 1; 0 when left out */
  threshold?: number | undefined;
};

export type ConvolveOptions = {
  /** 9, 25 or 49 numbers, rows from the top; 9 to 49 numbers, each -1000 to 1000; 0 0 0 0 1 0 0 0 0 when left out */
  kernel?: NumberList | undefined;
  /** 0: the sum of the kernel, or 1 if that is 0; -100000 to 100000; 0 when left out */
  divisor?: number | undefined;
  /** is added, times alpha; -1 to 1; 0 when left out */
  bias?: number | undefined;
  /** what stands outside of the picture; duplicate when left out */
  edge?: 'duplicate' | 'transparent' | 'wrap' | 'mirror' | undefined;
  /** whether alpha is filtered too; preserved, colours are not premultiplied; filter when left out */
  alpha?: 'filter' | 'preserve' | undefined;
};

export type EmbossOptions = {
  /** height of the relief; 0 to 5; 1 when left out */
  amount?: number | undefined;
  /** from where the light comes; 0 is from the right, clockwise; in deg; 45deg when left out */
  angle?: number | undefined;
};

export type EdgesOptions = {
  /** which kernels; sobel when left out */
  operator?: 'sobel' | 'scharr' | 'laplace' | undefined;
  /** factor; 0 to 10; 1 when left out */
  amount?: number | undefined;
};

export type MedianOptions = {
  /** half of the window; 0 to 3 px, whole; 1px when left out */
  radius?: number | undefined;
};

export type ErodeOptions = {
  /** half of the window; 0 to 100 px, whole; 1px when left out */
  radius?: number | undefined;
};

export type DilateOptions = {
  /** half of the window; 0 to 100 px, whole; 1px when left out */
  radius?: number | undefined;
};

export type VignetteOptions = {
  /** how dark the corners are; 0 to 1; 0.5 when left out */
  amount?: number | undefined;
  /** where it begins, part of the way to the corner; 0 to 2; 0.75 when left out */
  radius?: number | undefined;
  /** from where it begins to full; 0 to 2; 0.45 when left out */
  softness?: number | undefined;
  /** of the corners; #000000 when left out */
  color?: string | undefined;
};

export type GrainOptions = {
  /** standard deviation in the middle greys; 0 to 1; 0.1 when left out */
  amount?: number | undefined;
  /** pixels across a grain; 1 to 64, whole; 1 when left out */
  size?: number | undefined;
  /** one noise for all channels or one each; mono when left out */
  color?: 'mono' | 'rgb' | undefined;
  /** same seed, same noise; 0 to 4294967295, whole; 0 when left out */
  seed?: number | undefined;
};

export type PixelateOptions = {
  /** of a block; 1 to 1024 px, whole; 8px when left out */
  size?: number | undefined;
};

export type RgbSplitOptions = {
  /** red moves to the right; -200 to 200 px, whole; 4px when left out */
  redX?: number | undefined;
  /** red moves down; -200 to 200 px, whole; 0px when left out */
  redY?: number | undefined;
  /** blue moves to the right; -200 to 200 px, whole; -4px when left out */
  blueX?: number | undefined;
  /** blue moves down; -200 to 200 px, whole; 0px when left out */
  blueY?: number | undefined;
};

export type ScanlinesOptions = {
  /** how dark the lines are; 0 to 1; 0.4 when left out */
  amount?: number | undefined;
  /** from line to line; 2 to 64 px, whole; 2px when left out */
  size?: number | undefined;
};

export type GlitchOptions = {
  /** share of the rows that jump, and how far; 0 to 1; 0.3 when left out */
  amount?: number | undefined;
  /** same seed, same jumps; 0 to 4294967295, whole; 0 when left out */
  seed?: number | undefined;
};

export type CropOptions = {
  /** left edge; 0 to 16382 px, whole; 0px when left out */
  x?: number | undefined;
  /** top edge; 0 to 16382 px, whole; 0px when left out */
  y?: number | undefined;
  /** 0: up to the right edge; 0 to 16383 px, whole; 0px when left out */
  width?: number | undefined;
  /** 0: up to the bottom; 0 to 16383 px, whole; 0px when left out */
  height?: number | undefined;
};

export type FlipOptions = {
  /** left and right, or top and bottom; horizontal when left out */
  axis?: 'horizontal' | 'vertical' | undefined;
};

export type RotateOptions = {
  /** a multiple of 90 degrees, clockwise; in deg; 90deg when left out */
  angle?: number | undefined;
};

export type ScaleOptions = {
  /** factor of the width; 0.01 to 16; 1 when left out */
  x?: number | undefined;
  /** factor of the height; 0: as x; 0 to 16; 0 when left out */
  y?: number | undefined;
  /** how pixels are made; lanczos when left out */
  method?: 'lanczos' | 'bilinear' | 'area' | undefined;
};

export type OverlayOptions = {
  /** width, height and RGBA bytes in base64, as WIDTHxHEIGHT:BASE64 */
  image: string | Picture;
  /** of the left edge; negative: of the right edge, from the right; -16383 to 16383 px, whole; 0px when left out */
  x?: number | undefined;
  /** of the top edge; negative: of the bottom edge, from the bottom; -16383 to 16383 px, whole; 0px when left out */
  y?: number | undefined;
  /** of the image; 0 to 1; 1 when left out */
  opacity?: number | undefined;
};

/**
 * A method for each filter. Arguments stand in the catalogue's order, or by name in an object, which may also follow the
 * first one: `blur(4)`, `blur({ radius: 4 })`, `blur(4, { edge: 'wrap' })`. `Self` is what they return.
 *
 * All throw TypeError for values of another type, and RangeError for numbers out of their range.
 */
export type ChainMethods<Self> = {
  /**
   * Makes each colour brighter or darker.
   * @param amount - factor; 0 or more; 1 when left out
   */
  brightness(amount?: number): Self;
  /** Makes each colour brighter or darker. */
  brightness(options: BrightnessOptions): Self;

  /**
   * Spreads colours from the middle grey, or draws them to it.
   * @param amount - factor around the middle grey; 0 or more; 1 when left out
   */
  contrast(amount?: number): Self;
  /** Spreads colours from the middle grey, or draws them to it. */
  contrast(options: ContrastOptions): Self;

  /**
   * Makes colours more or less vivid.
   * @param amount - 0 is grey, 1 leaves the colours; 0 or more; 1 when left out
   */
  saturate(amount?: number): Self;
  /** Makes colours more or less vivid. */
  saturate(options: SaturateOptions): Self;

  /**
   * Takes the colour away.
   * @param amount - 0 to 1; more counts as 1; 0 to 1; 1 when left out
   */
  grayscale(amount?: number): Self;
  /** Takes the colour away. */
  grayscale(options: GrayscaleOptions): Self;

  /**
   * Tones like an old photograph.
   * @param amount - 0 to 1; more counts as 1; 0 to 1; 1 when left out
   */
  sepia(amount?: number): Self;
  /** Tones like an old photograph. */
  sepia(options: SepiaOptions): Self;

  /**
   * Turns all hues.
   * @param angle - turn of the colour circle; in deg; 0deg when left out
   */
  hueRotate(angle?: number): Self;
  /** Turns all hues. */
  hueRotate(options: HueRotateOptions): Self;

  /**
   * Turns colours into their opposite.
   * @param amount - 0 to 1; more counts as 1; 0 to 1; 1 when left out
   */
  invert(amount?: number): Self;
  /** Turns colours into their opposite. */
  invert(options: InvertOptions): Self;

  /**
   * Makes the picture transparent.
   * @param amount - 0 to 1; more counts as 1; 0 to 1; 1 when left out
   */
  opacity(amount?: number): Self;
  /** Makes the picture transparent. */
  opacity(options: OpacityOptions): Self;

  /**
   * Gaussian blur.
   * @param radius - standard deviation; 0 to 10000 px; 0px when left out
   * @param edge - what stands outside of the picture; duplicate when left out
   */
  blur(radius?: number, edge?: 'duplicate' | 'transparent' | 'wrap' | 'mirror'): Self;
  /** Gaussian blur. */
  blur(options: BlurOptions): Self;
  /** Gaussian blur. */
  blur(radius: number, options: Omit<BlurOptions, 'radius'>): Self;

  /**
   * Puts a blurred shadow under what is not transparent.
   * @param x - to the right; -10000 to 10000 px; 0px when left out
   * @param y - down; -10000 to 10000 px; 0px when left out
   * @param radius - standard deviation of the blur; 0 to 10000 px; 0px when left out
   * @param color - of the shadow; #000000 when left out
   */
  dropShadow(x?: number, y?: number, radius?: number, color?: string): Self;
  /** Puts a blurred shadow under what is not transparent. */
  dropShadow(options: DropShadowOptions): Self;
  /** Puts a blurred shadow under what is not transparent. */
  dropShadow(x: number, options: Omit<DropShadowOptions, 'x'>): Self;

  /**
   * Exposes longer or shorter.
   * @param stops - each one doubles the light; -5 to 5; 0 when left out
   */
  exposure(stops?: number): Self;
  /** Exposes longer or shorter. */
  exposure(options: ExposureOptions): Self;

  /**
   * Bends the tones.
   * @param value - above 1 lifts the dark tones; 0.1 to 10; 1 when left out
   * @param red - the same for red alone; 0.1 to 10; 1 when left out
   * @param green - the same for green alone; 0.1 to 10; 1 when left out
   * @param blue - the same for blue alone; 0.1 to 10; 1 when left out
   */
  gamma(value?: number, red?: number, green?: number, blue?: number): Self;
  /** Bends the tones. */
  gamma(options: GammaOptions): Self;
  /** Bends the tones. */
  gamma(value: number, options: Omit<GammaOptions, 'value'>): Self;

  /**
   * Sets black, white and the middle.
   * @param inBlack - becomes out-black; 0 to 1; 0 when left out
   * @param inWhite - becomes out-white; above in-black; 0 to 1; 1 when left out
   * @param gamma - bend between; 0.1 to 10; 1 when left out
   * @param outBlack - the darkest result; 0 to 1; 0 when left out
   * @param outWhite - the brightest result; 0 to 1; 1 when left out
   */
  levels(inBlack?: number, inWhite?: number, gamma?: number, outBlack?: number, outWhite?: number): Self;
  /** Sets black, white and the middle. */
  levels(options: LevelsOptions): Self;
  /** Sets black, white and the middle. */
  levels(inBlack: number, options: Omit<LevelsOptions, 'inBlack'>): Self;

  /**
   * Draws tones along curves through points.
   * @param rgb - pairs of in and out, in rising, for all channels; 4 to 64 numbers, each 0 to 1; 0 0 1 1 when left out
   * @param red - pairs of in and out, in rising, for red, before rgb; 4 to 64 numbers, each 0 to 1; 0 0 1 1 when left out
   * @param green - pairs of in and out, in rising, for green, before rgb; 4 to 64 numbers, each 0 to 1; 0 0 1 1 when left out
   * @param blue - pairs of in and out, in rising, for blue, before rgb; 4 to 64 numbers, each 0 to 1; 0 0 1 1 when left out
   */
  curves(rgb?: NumberList, red?: NumberList, green?: NumberList, blue?: NumberList): Self;
  /** Draws tones along curves through points. */
  curves(options: CurvesOptions): Self;
  /** Draws tones along curves through points. */
  curves(rgb: NumberList, options: Omit<CurvesOptions, 'rgb'>): Self;

  /**
   * Black or white, by luma.
   * @param level - luma that divides black from white; 0 to 1; 0.5 when left out
   * @param softness - width of the step; 0 to 1; 0 when left out
   */
  threshold(level?: number, softness?: number): Self;
  /** Black or white, by luma. */
  threshold(options: ThresholdOptions): Self;
  /** Black or white, by luma. */
  threshold(level: number, options: Omit<ThresholdOptions, 'level'>): Self;

  /**
   * Few levels of each colour.
   * @param levels - of each channel; 2 to 64, whole; 4 when left out
   */
  posterize(levels?: number): Self;
  /** Few levels of each colour. */
  posterize(options: PosterizeOptions): Self;

  /**
   * Inverts what is bright.
   * @param threshold - what is above is inverted; 0 to 1; 0.5 when left out
   */
  solarize(threshold?: number): Self;
  /** Inverts what is bright. */
  solarize(options: SolarizeOptions): Self;

  /**
   * White balance.
   * @param amount - cold to warm; -1 to 1; 0 when left out
   * @param tint - green to magenta; -1 to 1; 0 when left out
   */
  temperature(amount?: number, tint?: number): Self;
  /** White balance. */
  temperature(options: TemperatureOptions): Self;
  /** White balance. */
  temperature(amount: number, options: Omit<TemperatureOptions, 'amount'>): Self;

  /**
   * Strengthens colours, the more the further they are from grey; grey stays.
   * @param amount - how much; -1 to 1; 0 when left out
   */
  vibrance(amount?: number): Self;
  /** Strengthens colours, the more the further they are from grey; grey stays. */
  vibrance(options: VibranceOptions): Self;

  /**
   * Any mix of the channels.
   * @param matrix - four rows of five, as in feColorMatrix; 20 numbers, each -1000 to 1000; 1 0 0 0 0 0 1 0 0 0 0 0 1 0 0 0 0 0 1 0 when left out
   */
  colorMatrix(matrix?: NumberList): Self;
  /** Any mix of the channels. */
  colorMatrix(options: ColorMatrixOptions): Self;

  /**
   * Colours by luma; two colours make a duotone.
   * @param stops - colours from the darkest to the brightest; 2 to 32 colours; black white when left out
   * @param amount - 0 leaves the picture; 0 to 1; 1 when left out
   */
  gradientMap(stops?: StopList, amount?: number): Self;
  /** Colours by luma; two colours make a duotone. */
  gradientMap(options: GradientMapOptions): Self;
  /** Colours by luma; two colours make a duotone. */
  gradientMap(stops: StopList, options: Omit<GradientMapOptions, 'stops'>): Self;

  /**
   * Lays a colour over the picture.
   * @param color - laid over the picture; #ff8800 when left out
   * @param amount - how much; 0 to 1; 0.5 when left out
   * @param mode - how they are mixed; normal when left out
   */
  tint(
    color?: string,
    amount?: number,
    mode?:
      | 'normal'
      | 'multiply'
      | 'screen'
      | 'overlay'
      | 'darken'
      | 'lighten'
      | 'color-dodge'
      | 'color-burn'
      | 'hard-light'
      | 'soft-light'
      | 'difference'
      | 'exclusion',
  ): Self;
  /** Lays a colour over the picture. */
  tint(options: TintOptions): Self;
  /** Lays a colour over the picture. */
  tint(color: string, options: Omit<TintOptions, 'color'>): Self;

  /**
   * Colour grading by a 3D lookup table.
   * @param cube - the text of a .cube file: LUT_3D_SIZE 2 to 64
   * @param amount - 0 leaves the picture; 0 to 1; 1 when left out
   */
  lut3d(cube: string, amount?: number): Self;
  /** Colour grading by a 3D lookup table. */
  lut3d(options: Lut3dOptions): Self;
  /** Colour grading by a 3D lookup table. */
  lut3d(cube: string, options: Omit<Lut3dOptions, 'cube'>): Self;

  /**
   * Ready-made looks.
   * @param name - which look; noir when left out
   * @param amount - 0 leaves the picture; 0 to 1; 1 when left out
   */
  preset(
    name?:
      | 'noir'
      | 'faded'
      | 'warm-film'
      | 'cold-film'
      | 'cinema'
      | 'vivid'
      | 'instant'
      | 'dream'
      | 'cyanotype'
      | 'sunset'
      | 'bleach'
      | 'comic',
    amount?: number,
  ): Self;
  /** Ready-made looks. */
  preset(options: PresetOptions): Self;
  /** Ready-made looks. */
  preset(
    name:
      | 'noir'
      | 'faded'
      | 'warm-film'
      | 'cold-film'
      | 'cinema'
      | 'vivid'
      | 'instant'
      | 'dream'
      | 'cyanotype'
      | 'sunset'
      | 'bleach'
      | 'comic',
    options: Omit<PresetOptions, 'name'>,
  ): Self;

  /**
   * Makes a colour transparent: green screen.
   * @param color - to be taken out; #00ff00 when left out
   * @param similarity - distance in the CbCr plane that is fully transparent; 0 to 1; 0.4 when left out
   * @param smoothness - width of the soft edge beyond it; 0 to 1; 0.08 when left out
   * @param spill - width in which the colour is drained; 0 to 1; 0.1 when left out
   */
  chromaKey(color?: string, similarity?: number, smoothness?: number, spill?: number): Self;
  /** Makes a colour transparent: green screen. */
  chromaKey(options: ChromaKeyOptions): Self;
  /** Makes a colour transparent: green screen. */
  chromaKey(color: string, options: Omit<ChromaKeyOptions, 'color'>): Self;

  /**
   * Blur along a line.
   * @param length - of the line; 0 to 500 px; 10px when left out
   * @param angle - of the line; 0 is along the rows, clockwise; in deg; 0deg when left out
   * @param edge - what stands outside of the picture; duplicate when left out
   */
  motionBlur(length?: number, angle?: number, edge?: 'duplicate' | 'transparent' | 'wrap' | 'mirror'): Self;
  /** Blur along a line. */
  motionBlur(options: MotionBlurOptions): Self;
  /** Blur along a line. */
  motionBlur(length: number, options: Omit<MotionBlurOptions, 'length'>): Self;

  /**
   * Blur towards a point.
   * @param amount - how far to the centre, as part of the distance; 0 to 1; 0.1 when left out
   * @param x - centre, part of the width; 0 to 1; 0.5 when left out
   * @param y - centre, part of the height; 0 to 1; 0.5 when left out
   */
  zoomBlur(amount?: number, x?: number, y?: number): Self;
  /** Blur towards a point. */
  zoomBlur(options: ZoomBlurOptions): Self;
  /** Blur towards a point. */
  zoomBlur(amount: number, options: Omit<ZoomBlurOptions, 'amount'>): Self;

  /**
   * Sharp in a band, blurred away from it, as a model looks.
   * @param radius - standard deviation of the blur far from the band; 0 to 100 px; 6px when left out
   * @param center - middle of the sharp band, part of the height; 0 to 1; 0.5 when left out
   * @param band - height of the sharp band; 0 to 1; 0.2 when left out
   * @param falloff - from sharp to blurred; 0 to 1; 0.3 when left out
   */
  tiltShift(radius?: number, center?: number, band?: number, falloff?: number): Self;
  /** Sharp in a band, blurred away from it, as a model looks. */
  tiltShift(options: TiltShiftOptions): Self;
  /** Sharp in a band, blurred away from it, as a model looks. */
  tiltShift(radius: number, options: Omit<TiltShiftOptions, 'radius'>): Self;

  /**
   * Bright parts glow.
   * @param threshold - luma above which light spreads; 0 to 1; 0.7 when left out
   * @param intensity - how strong; 0 to 2; 0.5 when left out
   * @param radius - standard deviation; 0 to 100 px; 8px when left out
   */
  bloom(threshold?: number, intensity?: number, radius?: number): Self;
  /** Bright parts glow. */
  bloom(options: BloomOptions): Self;
  /** Bright parts glow. */
  bloom(threshold: number, options: Omit<BloomOptions, 'threshold'>): Self;

  /**
   * Blur that keeps edges.
   * @param radius - standard deviation in space; 0 to 10 px; 3px when left out
   * @param range - standard deviation in colour; 0.004 to 1; 0.1 when left out
   */
  bilateral(radius?: number, range?: number): Self;
  /** Blur that keeps edges. */
  bilateral(options: BilateralOptions): Self;
  /** Blur that keeps edges. */
  bilateral(radius: number, options: Omit<BilateralOptions, 'radius'>): Self;

  /**
   * Blurs surfaces, channel by channel, and keeps edges.
   * @param radius - half of the window; 0 to 20 px, whole; 5px when left out
   * @param threshold - difference that still counts; 0.004 to 1; 0.1 when left out
   */
  surfaceBlur(radius?: number, threshold?: number): Self;
  /** Blurs surfaces, channel by channel, and keeps edges. */
  surfaceBlur(options: SurfaceBlurOptions): Self;
  /** Blurs surfaces, channel by channel, and keeps edges. */
  surfaceBlur(radius: number, options: Omit<SurfaceBlurOptions, 'radius'>): Self;

  /**
   * Smooths surfaces, keeps edges (guided filter).
   * @param radius - half of the window; 0 to 100 px, whole; 8px when left out
   * @param epsilon - variance that counts as flat; 0.00001 to 1; 0.01 when left out
   */
  guided(radius?: number, epsilon?: number): Self;
  /** Smooths surfaces, keeps edges (guided filter). */
  guided(options: GuidedOptions): Self;
  /** Smooths surfaces, keeps edges (guided filter). */
  guided(radius: number, options: Omit<GuidedOptions, 'radius'>): Self;

  /**
   * Smooths skin and nothing else.
   * @param amount - how much; 0 to 1; 0.5 when left out
   * @param radius - half of the window; 2 to 24 px, whole; 8px when left out
   * @param detail - of the fine texture that is kept; 0 to 1; 0.3 when left out
   */
  smoothSkin(amount?: number, radius?: number, detail?: number): Self;
  /** Smooths skin and nothing else. */
  smoothSkin(options: SmoothSkinOptions): Self;
  /** Smooths skin and nothing else. */
  smoothSkin(amount: number, options: Omit<SmoothSkinOptions, 'amount'>): Self;

  /**
   * Unsharp mask.
   * @param amount - how strong; 0 to 5; 1 when left out
   * @param radius - standard deviation of the blur; 0.5 to 10 px; 1px when left out
   * @param threshold - differences up to it are left alone; 0 to 1; 0 when left out
   */
  sharpen(amount?: number, radius?: number, threshold?: number): Self;
  /** Unsharp mask. */
  sharpen(options: SharpenOptions): Self;
  /** Unsharp mask. */
  sharpen(amount: number, options: Omit<SharpenOptions, 'amount'>): Self;

  /**
   * Any small kernel.
   * @param kernel - 9, 25 or 49 numbers, rows from the top; 9 to 49 numbers, each -1000 to 1000; 0 0 0 0 1 0 0 0 0 when left out
   * @param divisor - 0: the sum of the kernel, or 1 if that is 0; -100000 to 100000; 0 when left out
   * @param bias - is added, times alpha; -1 to 1; 0 when left out
   * @param edge - what stands outside of the picture; duplicate when left out
   * @param alpha - whether alpha is filtered too; preserved, colours are not premultiplied; filter when left out
   */
  convolve(
    kernel?: NumberList,
    divisor?: number,
    bias?: number,
    edge?: 'duplicate' | 'transparent' | 'wrap' | 'mirror',
    alpha?: 'filter' | 'preserve',
  ): Self;
  /** Any small kernel. */
  convolve(options: ConvolveOptions): Self;
  /** Any small kernel. */
  convolve(kernel: NumberList, options: Omit<ConvolveOptions, 'kernel'>): Self;

  /**
   * A relief of grey.
   * @param amount - height of the relief; 0 to 5; 1 when left out
   * @param angle - from where the light comes; 0 is from the right, clockwise; in deg; 45deg when left out
   */
  emboss(amount?: number, angle?: number): Self;
  /** A relief of grey. */
  emboss(options: EmbossOptions): Self;
  /** A relief of grey. */
  emboss(amount: number, options: Omit<EmbossOptions, 'amount'>): Self;

  /**
   * Shows edges on black, channel by channel.
   * @param operator - which kernels; sobel when left out
   * @param amount - factor; 0 to 10; 1 when left out
   */
  edges(operator?: 'sobel' | 'scharr' | 'laplace', amount?: number): Self;
  /** Shows edges on black, channel by channel. */
  edges(options: EdgesOptions): Self;
  /** Shows edges on black, channel by channel. */
  edges(operator: 'sobel' | 'scharr' | 'laplace', options: Omit<EdgesOptions, 'operator'>): Self;

  /**
   * Takes specks away.
   * @param radius - half of the window; 0 to 3 px, whole; 1px when left out
   */
  median(radius?: number): Self;
  /** Takes specks away. */
  median(options: MedianOptions): Self;

  /**
   * Dark parts grow.
   * @param radius - half of the window; 0 to 100 px, whole; 1px when left out
   */
  erode(radius?: number): Self;
  /** Dark parts grow. */
  erode(options: ErodeOptions): Self;

  /**
   * Bright parts grow.
   * @param radius - half of the window; 0 to 100 px, whole; 1px when left out
   */
  dilate(radius?: number): Self;
  /** Bright parts grow. */
  dilate(options: DilateOptions): Self;

  /**
   * Darkens the corners.
   * @param amount - how dark the corners are; 0 to 1; 0.5 when left out
   * @param radius - where it begins, part of the way to the corner; 0 to 2; 0.75 when left out
   * @param softness - from where it begins to full; 0 to 2; 0.45 when left out
   * @param color - of the corners; #000000 when left out
   */
  vignette(amount?: number, radius?: number, softness?: number, color?: string): Self;
  /** Darkens the corners. */
  vignette(options: VignetteOptions): Self;
  /** Darkens the corners. */
  vignette(amount: number, options: Omit<VignetteOptions, 'amount'>): Self;

  /**
   * Film grain, new on each frame.
   * @param amount - standard deviation in the middle greys; 0 to 1; 0.1 when left out
   * @param size - pixels across a grain; 1 to 64, whole; 1 when left out
   * @param color - one noise for all channels or one each; mono when left out
   * @param seed - same seed, same noise; 0 to 4294967295, whole; 0 when left out
   */
  grain(amount?: number, size?: number, color?: 'mono' | 'rgb', seed?: number): Self;
  /** Film grain, new on each frame. */
  grain(options: GrainOptions): Self;
  /** Film grain, new on each frame. */
  grain(amount: number, options: Omit<GrainOptions, 'amount'>): Self;

  /**
   * Coarse blocks.
   * @param size - of a block; 1 to 1024 px, whole; 8px when left out
   */
  pixelate(size?: number): Self;
  /** Coarse blocks. */
  pixelate(options: PixelateOptions): Self;

  /**
   * Moves the channels apart.
   * @param redX - red moves to the right; -200 to 200 px, whole; 4px when left out
   * @param redY - red moves down; -200 to 200 px, whole; 0px when left out
   * @param blueX - blue moves to the right; -200 to 200 px, whole; -4px when left out
   * @param blueY - blue moves down; -200 to 200 px, whole; 0px when left out
   */
  rgbSplit(redX?: number, redY?: number, blueX?: number, blueY?: number): Self;
  /** Moves the channels apart. */
  rgbSplit(options: RgbSplitOptions): Self;
  /** Moves the channels apart. */
  rgbSplit(redX: number, options: Omit<RgbSplitOptions, 'redX'>): Self;

  /**
   * The lines of an old screen.
   * @param amount - how dark the lines are; 0 to 1; 0.4 when left out
   * @param size - from line to line; 2 to 64 px, whole; 2px when left out
   */
  scanlines(amount?: number, size?: number): Self;
  /** The lines of an old screen. */
  scanlines(options: ScanlinesOptions): Self;
  /** The lines of an old screen. */
  scanlines(amount: number, options: Omit<ScanlinesOptions, 'amount'>): Self;

  /**
   * Broken transmission, new on each frame.
   * @param amount - share of the rows that jump, and how far; 0 to 1; 0.3 when left out
   * @param seed - same seed, same jumps; 0 to 4294967295, whole; 0 when left out
   */
  glitch(amount?: number, seed?: number): Self;
  /** Broken transmission, new on each frame. */
  glitch(options: GlitchOptions): Self;
  /** Broken transmission, new on each frame. */
  glitch(amount: number, options: Omit<GlitchOptions, 'amount'>): Self;

  /**
   * Cuts a part out.
   * @param x - left edge; 0 to 16382 px, whole; 0px when left out
   * @param y - top edge; 0 to 16382 px, whole; 0px when left out
   * @param width - 0: up to the right edge; 0 to 16383 px, whole; 0px when left out
   * @param height - 0: up to the bottom; 0 to 16383 px, whole; 0px when left out
   */
  crop(x?: number, y?: number, width?: number, height?: number): Self;
  /** Cuts a part out. */
  crop(options: CropOptions): Self;
  /** Cuts a part out. */
  crop(x: number, options: Omit<CropOptions, 'x'>): Self;

  /**
   * Mirrors the picture.
   * @param axis - left and right, or top and bottom; horizontal when left out
   */
  flip(axis?: 'horizontal' | 'vertical'): Self;
  /** Mirrors the picture. */
  flip(options: FlipOptions): Self;

  /**
   * Turns the picture by quarters.
   * @param angle - a multiple of 90 degrees, clockwise; in deg; 90deg when left out
   */
  rotate(angle?: number): Self;
  /** Turns the picture by quarters. */
  rotate(options: RotateOptions): Self;

  /**
   * Makes the picture larger or smaller.
   * @param x - factor of the width; 0.01 to 16; 1 when left out
   * @param y - factor of the height; 0: as x; 0 to 16; 0 when left out
   * @param method - how pixels are made; lanczos when left out
   */
  scale(x?: number, y?: number, method?: 'lanczos' | 'bilinear' | 'area'): Self;
  /** Makes the picture larger or smaller. */
  scale(options: ScaleOptions): Self;
  /** Makes the picture larger or smaller. */
  scale(x: number, options: Omit<ScaleOptions, 'x'>): Self;

  /**
   * Lays an image over the picture: watermark, logo, text.
   * @param image - width, height and RGBA bytes in base64, as WIDTHxHEIGHT:BASE64
   * @param x - of the left edge; negative: of the right edge, from the right; -16383 to 16383 px, whole; 0px when left out
   * @param y - of the top edge; negative: of the bottom edge, from the bottom; -16383 to 16383 px, whole; 0px when left out
   * @param opacity - of the image; 0 to 1; 1 when left out
   */
  overlay(image: string | Picture, x?: number, y?: number, opacity?: number): Self;
  /** Lays an image over the picture: watermark, logo, text. */
  overlay(options: OverlayOptions): Self;
  /** Lays an image over the picture: watermark, logo, text. */
  overlay(image: string | Picture, options: Omit<OverlayOptions, 'image'>): Self;
};
