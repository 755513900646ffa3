// The MIME types of what the package records.

/** The codecs that the package encodes. */
export type VideoCodec = 'vp8' | 'vp9';

/** The type of a recording, for instance `video/webm;codecs=vp8`, written as MediaRecorder does. */
export const webmType = (codec: VideoCodec, sound = false): string =>
  `video/webm;codecs=${codec}${sound ? ',opus' : ''}`;

// `vp8.0` and `vp9.0` are MediaRecorder's long-standing other spellings. The last is the full form of the WebM
// project's "VP9 codecs parameter string"; recordings are profile 0 (00) with 8 bits (08).
const codecPattern = /^(vp[89](\.0)?|vp09\.00\.\d\d\.08(\.\d\d){0,4})$/;

/**
 * Whether a CanvasRecorder can make files of this type: WebM with VP8 or VP9, no other codec beside it. As with
 * MediaRecorder, case and quotes do not matter, and the empty string (any type will do) is supported.
 */
export const isTypeSupported = (mimeType: string): boolean => {
  const [type = '', ...parameters] = String(mimeType).toLowerCase().split(';');
  if (type.trim() === '') return parameters.length === 0;
  if (type.trim() !== 'video/webm') return false;
  return parameters.every((parameter) => {
    const [name = '', value] = parameter.split('=');
    if (name.trim() !== 'codecs') return true;
    return (
      value !== undefined &&
      codecPattern.test(
        value
          .trim()
          .replace(/^"(.*)"$/, '$1')
          .trim(),
      )
    );
  });
};
