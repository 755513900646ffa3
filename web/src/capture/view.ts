// The window that shows a canvas, which may be another than the recorder's: an iframe's, or one that was opened.

/** Null for a canvas that no other window shows. */
export const otherView = (canvas: unknown): (Window & typeof globalThis) | null => {
  const view = (canvas as Partial<HTMLCanvasElement>).ownerDocument?.defaultView;
  return view && view !== globalThis ? view : null;
};
