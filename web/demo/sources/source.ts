// What can be recorded: a canvas, and what is drawn to it.

export type Source = {
  /** For people: 'A turning reel of coloured cards'. */
  readonly description: string;
  readonly canvas: HTMLCanvasElement;
  /** Draws what is to be seen now, `seconds` after the start; called in each animation frame. */
  draw(seconds: number): void;
  /** Draws exactly the picture of a moment; null where there is no such thing, as for a camera. */
  readonly drawAt: ((seconds: number) => Promise<void>) | null;
  /** Whether it goes on by itself meanwhile; drawn pictures only follow `draw`. */
  setMoving(moving: boolean): void;
  close(): void;
};

export type Size = { readonly width: number; readonly height: number };

export const newCanvas = ({ width, height }: Size): HTMLCanvasElement =>
  Object.assign(document.createElement('canvas'), { width, height });

/** A source that is drawn by `draw` alone, the same for the same time. */
export const drawnSource = (
  description: string,
  canvas: HTMLCanvasElement,
  draw: (seconds: number) => void,
  close: () => void = () => {},
): Source => ({
  description,
  canvas,
  draw,
  drawAt: (seconds) => Promise.resolve(draw(seconds)),
  setMoving: () => {},
  close,
});
