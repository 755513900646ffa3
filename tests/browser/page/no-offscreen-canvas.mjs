delete globalThis.OffscreenCanvas;
