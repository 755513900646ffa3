// What the pages of kinora/whammy's tests draw, for those who look for it.

/** The forms of pictures that whammy refuses, as /page/whammy.mjs makes them. */
export const formNames = [
  ...['offscreen', 'imageData', 'bitmap', 'videoFrame', 'image', 'png', 'jpeg', 'lossless'],
  ...['pngBlob', 'webpBlob', 'losslessBlob'],
];

/** Alpha at column `x`: each 16 columns have one of 16 levels, which move on with `number`. */
export const alphaAt = (x, number) => ((Math.floor(x / 16) + number) % 16) * 17;
