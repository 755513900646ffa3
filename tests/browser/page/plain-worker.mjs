// The package's worker in a browser whose workers have no OffscreenCanvas.
import './no-offscreen-canvas.mjs';
import '/dist/worker.js';
