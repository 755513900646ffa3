// A text that comes from a file: a .cube table, or a picture.

import { chain } from 'kinora';
import { make } from '../../page/elements.js';
import { textOf } from '../../page/status.js';
import type { ControlRequest } from './control.js';

/** The text that stands for a picture. @throws DOMException for what is no picture */
const pictureText = async (file: File): Promise<string> => {
  const bitmap = await createImageBitmap(file);
  const { width, height } = bitmap;
  const context = Object.assign(document.createElement('canvas'), { width, height }).getContext('2d');
  if (!context) throw new Error('this browser has no 2D canvas');
  context.drawImage(bitmap, 0, 0);
  bitmap.close();
  const call = chain().overlay(context.getImageData(0, 0, width, height)).calls[0];
  return String(call?.values[0]);
};

export const fileControl = ({ parameter, label, hint, id, value, change }: ControlRequest): HTMLElement => {
  const isPicture = parameter.name === 'image';
  const input = make('input', {
    type: 'file',
    id,
    accept: isPicture ? 'image/*' : '.cube',
    'aria-describedby': `${id}-note`,
  });
  const size = /^\d+x\d+/.exec(String(value))?.[0].replace('x', ' × ');
  const note = make(
    'span',
    { class: 'hint', id: `${id}-note` },
    isPicture ? `now: ${size}` : 'now: a table in the chain',
  );
  const take = async (file: File): Promise<void> => {
    try {
      change(isPicture ? await pictureText(file) : await file.text());
      note.textContent = `now: ${file.name}`;
    } catch (error) {
      note.textContent = `${file.name} could not be read: ${textOf(error)}`;
    }
  };
  input.addEventListener('change', () => {
    const [file] = input.files ?? [];
    if (file) void take(file);
  });
  return make(
    'div',
    { class: 'control wide' },
    make('label', { for: id }, label, make('span', { class: 'hint' }, hint)),
    input,
    note,
  );
};
