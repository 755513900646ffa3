// Streams: the camera, or one that is made here.

import { generatedStream } from './generated-stream.js';
import { playVideo } from './playing-video.js';
import type { Source } from './source.js';

const stop = (stream: MediaStream): void => stream.getTracks().forEach((track) => track.stop());

const streamSource = async (description: string, stream: MediaStream): Promise<Source> => {
  try {
    const { canvas, draw, setMoving, video } = await playVideo((element) => (element.srcObject = stream));
    return {
      description,
      canvas,
      draw,
      drawAt: null,
      setMoving,
      close: () => {
        stop(stream);
        video.srcObject = null;
      },
    };
  } catch (error) {
    stop(stream);
    throw error;
  }
};

export const generatedSource = (): Promise<Source> => streamSource('Colour bars with a pointer', generatedStream());

/** @throws Error that says why there is no camera */
export const cameraSource = async (): Promise<Source> => {
  // Only pages from https or from this machine have it.
  const devices = navigator.mediaDevices as MediaDevices | undefined;
  if (!devices) throw new Error('there is no camera for a page that does not come over https');
  const video = { width: { ideal: 1280 }, height: { ideal: 720 }, facingMode: 'user' };
  return streamSource('What the camera sees', await devices.getUserMedia({ video }));
};
