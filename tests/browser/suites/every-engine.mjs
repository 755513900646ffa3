// What runs in each of the engines.
import './features.mjs';
import './fixed-clock.mjs';
import './realtime.mjs';
import './canvas-kinds.mjs';
import './playback.mjs';
import './capture-forms.mjs';
import './bad-canvas.mjs';
import './bad-wasm.mjs';
import './bad-worker.mjs';
import './states.mjs';
import './slices.mjs';
import './outputs.mjs';
import './uploads.mjs';
import './filters.mjs';
import './whammy.mjs';
import './elsewhere.mjs';
