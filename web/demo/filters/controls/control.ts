// The control of one parameter, by its type.

import type { FilterValue } from 'kinora';
import type { Parameter } from '../../../src/filters/catalogue.js';
import { words } from '../../page/format.js';
import { colorControl } from './color-control.js';
import { fileControl } from './file-control.js';
import { keywordControl } from './keyword-control.js';
import { numberControl } from './number-control.js';
import { numbersControl } from './numbers-control.js';
import { stopsControl } from './stops-control.js';

export type ControlRequest = {
  readonly parameter: Parameter;
  /** The parameter's name as people read it, and that of its filter. */
  readonly label: string;
  readonly filter: string;
  /** What it means; '' for nothing to say. */
  readonly hint: string;
  /** Of the main input; others take it as the beginning of theirs. */
  readonly id: string;
  readonly value: FilterValue;
  readonly change: (value: FilterValue) => void;
};

const controls = {
  number: numberControl,
  amount: numberControl,
  length: numberControl,
  angle: numberControl,
  color: colorControl,
  keyword: keywordControl,
  numbers: numbersControl,
  stops: stopsControl,
  text: fileControl,
} as const;

export const controlOf = (request: Omit<ControlRequest, 'label'>): HTMLElement =>
  controls[request.parameter.type]({ ...request, label: words(request.parameter.name) });
