// A canvas that loses its context shows nothing any more.

import { RecorderError } from '../errors.js';

export class ContextLoss {
  readonly #canvas: EventTarget;
  readonly #lost: () => void;

  constructor(canvas: EventTarget, lost: (error: RecorderError) => void) {
    this.#canvas = canvas;
    const message = 'the canvas lost its context while recording';
    this.#lost = () => lost(new RecorderError('context-lost', message, { field: 'canvas' }));
  }

  watch(): void {
    for (const type of types) this.#canvas.addEventListener(type, this.#lost);
  }

  stop(): void {
    for (const type of types) this.#canvas.removeEventListener(type, this.#lost);
  }
}

const types = ['webglcontextlost', 'contextlost'];
