// A component that is rendered on the server first, and used in the browser afterwards.
import { CanvasRecorder, snapshot } from 'kinora';
import { chain } from 'kinora/filters';
import Whammy from 'kinora/whammy';
import { createElement as h, useState } from 'react';
import { film } from '../film.js';

export const Application = () => {
  const [text, setText] = useState('Record');
  const record = () => {
    setText('Recording');
    globalThis.filmed = film({ CanvasRecorder, chain, snapshot }, Whammy);
    globalThis.filmed.then(() => setText('Recorded'));
  };
  return h('main', null, h('h1', null, 'A page from a server'), h('button', { onClick: record }, text));
};
