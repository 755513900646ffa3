// What `repair` found, in words.

import type { RepairNote } from 'kinora/repair';
import { size } from '../page/format.js';

const words: Readonly<Record<string, string>> = {
  duration: 'It did not say how long it is.',
  cues: 'It had no index, or a wrong one: players could not jump.',
  'seek-head': 'It did not say where its parts are.',
  sizes: 'Parts did not say how large they are.',
  joined: 'Several recordings stood one after the other.',
  order: 'Parts stood in the wrong order.',
  times: 'Times went back, or far ahead.',
  start: 'It did not begin at 0.',
  flags: 'Frames were marked wrongly.',
  lacing: 'Several frames shared a block.',
  header: 'The header was not as it has to be.',
  'unknown-elements': 'It held elements that WebM does not have.',
  'empty-frames': 'Frames without any bytes were left out.',
  damaged: 'Bytes that are no WebM were left out.',
  'unknown-track': 'Frames of a track that the header does not name were left out.',
  'foreign-recording': 'A further recording with other tracks was left out.',
  'lacing-kept': 'Blocks of several frames were kept as they are.',
  'no-key-frame': 'Pictures come before the first key frame.',
  'not-interleaved': 'The tracks do not stand side by side.',
  'left-out': 'Parts were left out.',
};

/** A sentence about `note`, which also says whether it is still so. */
export const inWords = ({ code, mended, count }: RepairNote): string => {
  if (code === 'truncated') return `It ended in the midst of a frame, of which ${size(count)} are lost.`;
  const times = count > 1 ? ` ${count} times.` : '';
  return `${words[code] ?? code}${times}${mended ? ' Mended.' : ''}`;
};
