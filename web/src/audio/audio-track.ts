// What `options.audio` may be, and the track that is recorded of it.

import { notSupported } from '../errors.js';

/** Sound: a stream's first audio track, a track, or a node of Web Audio. */
export type AudioOption = MediaStream | MediaStreamTrack | AudioNode;

const isNode = (audio: AudioOption): audio is AudioNode => 'context' in audio && 'connect' in audio;

export type OpenTrack = {
  track: MediaStreamTrack;
  /** Undoes what was done to get it. The track itself stays the application's. */
  release(): void;
};

/** @throws DOMException NotSupportedError for what has no sound that goes on */
export const openTrack = (audio: AudioOption): OpenTrack => {
  if (isNode(audio)) {
    const { context } = audio;
    if (!('createMediaStreamDestination' in context)) {
      throw notSupported('options.audio must be a node of an AudioContext: an OfflineAudioContext has no streams');
    }
    if (context.state === 'closed') {
      throw notSupported('options.audio must be a node of an AudioContext that is not closed: nothing is heard in it');
    }
    const destination = (context as AudioContext).createMediaStreamDestination();
    audio.connect(destination);
    return {
      track: destination.stream.getAudioTracks()[0]!,
      release: () => {
        try {
          audio.disconnect(destination);
        } catch {
          // The application has done it, or this is the second time.
        }
      },
    };
  }
  const track = 'getAudioTracks' in audio ? audio.getAudioTracks()[0] : audio;
  if (track?.kind !== 'audio' || track.readyState !== 'live') {
    throw notSupported(
      `options.audio must have an audio track that has not ended, got ${track ? `a track of ${track.kind} that is ${track.readyState}` : 'a stream without any'}`,
    );
  }
  return { track, release: () => {} };
};
