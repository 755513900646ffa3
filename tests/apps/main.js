// The application's own code, for bundlers.
import { CanvasRecorder, snapshot } from 'kinora';
import { chain } from 'kinora/filters';
import Whammy from 'kinora/whammy';
import { film } from './film.js';

globalThis.filmed = film({ CanvasRecorder, chain, snapshot }, Whammy);
