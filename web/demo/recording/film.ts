// The film that was made: to be watched and kept.

import { preview } from 'kinora';
import { element } from '../page/elements.js';
import { frameCount, seconds, size } from '../page/format.js';

let free = (): void => {};

/** `duration`: milliseconds. */
export const showFilm = (blob: Blob, { frames, duration }: { frames: number; duration: number }): void => {
  free();
  const video = element('video', HTMLVideoElement);
  free = preview(blob, video);
  element('download', HTMLAnchorElement).href = video.src;
  element('film-facts', HTMLElement).textContent =
    `${blob.type}, ${size(blob.size)}, ${frameCount(frames)} in ${seconds(duration)}`;
  element('film', HTMLElement).hidden = false;
};
