// A video file, played over and over.

import { mediaEvent, playVideo } from './playing-video.js';
import type { Source } from './source.js';

/** @throws Error when this browser cannot play it */
export const videoFileSource = async (file: File): Promise<Source> => {
  const url = URL.createObjectURL(file);
  try {
    const { video, canvas, draw, setMoving } = await playVideo((element) => (element.src = url));
    return {
      description: `The video ${file.name}`,
      canvas,
      draw,
      drawAt: async (seconds) => {
        video.pause();
        const seeked = mediaEvent(video, 'seeked');
        // Files that nobody finished say that they are endless.
        video.currentTime = Number.isFinite(video.duration) ? seconds % video.duration : seconds;
        await seeked;
        draw();
      },
      setMoving,
      close: () => {
        video.removeAttribute('src');
        video.load();
        URL.revokeObjectURL(url);
      },
    };
  } catch (error) {
    URL.revokeObjectURL(url);
    throw new Error(`${file.name} could not be opened: ${(error as Error).message}`);
  }
};
