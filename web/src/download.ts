// What to do with a finished recording in a page.

// Browsers read the object URL after the click, some of them late. Milliseconds.
const urlLifetime = 60_000;

/** Offers `blob` to the user as a file. `fileName`: default `recording` with the ending of the blob's type. */
export const download = (blob: Blob, fileName?: string): void => {
  const kind = /^\w+\/(\w+)/.exec(blob.type)?.[1] ?? 'webm';
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = fileName ?? `recording.${kind === 'jpeg' ? 'jpg' : kind}`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), urlLifetime);
};

/**
 * Shows `blob` in `video`.
 * @returns a function that frees the blob; it also empties the video if that still shows it.
 */
export const preview = (blob: Blob, video: HTMLVideoElement): (() => void) => {
  const url = URL.createObjectURL(blob);
  video.src = url;
  return () => {
    URL.revokeObjectURL(url);
    if (video.src !== url) return;
    video.removeAttribute('src');
    video.load();
  };
};
