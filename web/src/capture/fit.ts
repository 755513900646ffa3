// How a picture of one size lies in a film of another.

/**
 * 'contain': whole, with black bars; 'cover': filling the film, cut off; 'fill': filling it, stretched.
 */
export type Fit = 'contain' | 'cover' | 'fill';

type Size = { readonly width: number; readonly height: number };

/** Left, top, width and height in `film`, in pixels, of the whole `picture`; centred. */
export const fitInto = (fit: Fit, picture: Size, film: Size): [number, number, number, number] => {
  if (fit === 'fill') return [0, 0, film.width, film.height];
  const scales = [film.width / picture.width, film.height / picture.height];
  const scale = fit === 'contain' ? Math.min(...scales) : Math.max(...scales);
  const [width, height] = [picture.width * scale, picture.height * scale];
  return [(film.width - width) / 2, (film.height - height) / 2, width, height];
};
