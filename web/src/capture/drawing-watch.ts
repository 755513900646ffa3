// Tells whether a page has drawn a WebGL or WebGPU canvas since the last look.
//
// Such a canvas is empty in every animation frame in which the page does not draw (preserveDrawingBuffer is false by
// default), so that a picture taken there would be black while the screen still shows the frame before. No property
// tells of it; therefore, while a recording runs, the contexts' drawing methods are wrapped.

import { otherView } from './view.js';

type Context = { canvas: unknown; getContextAttributes?(): { preserveDrawingBuffer?: boolean } | null };
type Method = (this: Context, ...values: unknown[]) => unknown;

const contexts = ['WebGLRenderingContext', 'WebGL2RenderingContext', 'GPUCanvasContext'];
const drawing = /^(clear|clearBuffer.+|draw.+|blitFramebuffer|getCurrentTexture)$/;

const watches = new Set<DrawingWatch>();
let unwrap: (() => void)[] = [];
/** Each window has methods of its own. */
const wrappedIn = new Set<object>();

export class DrawingWatch {
  readonly #canvas: unknown;
  /** null until the canvas is seen to be drawn by a method that we know and to lose its picture afterwards. */
  #drawn: boolean | null = null;

  /** Whether animation frames are waited for, and whether anything was drawn meanwhile. */
  #presenting = false;
  #fresh = false;
  #cleared = false;
  #warned = false;

  constructor(canvas: unknown) {
    this.#canvas = canvas;
  }

  start(): void {
    for (const realm of [globalThis, otherView(this.#canvas)]) if (realm && !wrappedIn.has(realm)) wrapAll(realm);
    watches.add(this);
  }

  stop(): void {
    if (!watches.delete(this) || watches.size > 0) return;
    for (const restore of unwrap) restore();
    unwrap = [];
    wrappedIn.clear();
  }

  /** Whether the canvas holds a picture, as far as is known; a look makes it forget. */
  look(): boolean {
    const drawn = this.#drawn ?? true;
    if (this.#drawn) this.#drawn = false;
    return drawn;
  }

  /** Warns, once, when the canvas is known to be empty: what was drawn last has gone to the screen. */
  warnIfCleared(): void {
    if (!this.#cleared || this.#warned) return;
    this.#warned = true;
    console.warn(
      'kinora: the canvas was empty when its frame was taken. Take it in the task that draws it, or create its context with preserveDrawingBuffer: true.',
    );
  }

  note(context: Context): void {
    if (context.canvas !== this.#canvas) return;
    this.#cleared = false;
    this.#fresh = true;
    if (!this.#presenting && this.#drawn !== null) this.#awaitPresenting();
    if (this.#drawn) return;
    this.#drawn ??= context.getContextAttributes?.()?.preserveDrawingBuffer ? null : false;
    if (this.#drawn === false) this.#drawn = true;
  }

  /** When nothing was drawn for two animation frames, the screen shows what was drawn last. */
  #awaitPresenting(): void {
    if (typeof requestAnimationFrame !== 'function') return;
    this.#presenting = true;
    this.#fresh = false;
    requestAnimationFrame(() =>
      requestAnimationFrame(() => {
        this.#presenting = false;
        if (this.#fresh) this.#awaitPresenting();
        else this.#cleared = true;
      }),
    );
  }
}

const wrapAll = (realm: object): void => {
  wrappedIn.add(realm);
  for (const name of contexts) {
    const prototype = (realm as Record<string, any>)[name]?.prototype as Record<string, Method> | undefined;
    for (const [key, { value: method }] of Object.entries(Object.getOwnPropertyDescriptors(prototype ?? {}))) {
      if (!prototype || typeof method !== 'function' || !drawing.test(key)) continue;
      const wrapped: Method = function (...values) {
        for (const watch of watches) watch.note(this);
        return method.apply(this, values);
      };
      prototype[key] = wrapped;
      unwrap.push(() => {
        if (prototype[key] === wrapped) prototype[key] = method;
      });
    }
  }
};
