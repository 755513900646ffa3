// A page's own worker that records an OffscreenCanvas in there. Asked with the options of a filming, answers its result.
import { failure, filmFixed } from './filming.mjs';
import { filmLive } from './live-filming.mjs';
import { pulse } from './recorder-in-worker.mjs';

setInterval(() => postMessage('alive'), pulse);

addEventListener('message', async ({ data: { how, options } }) => {
  const film = how === 'live' ? filmLive : filmFixed;
  const error = await failure(async () => postMessage(await film({ ...options, offscreen: true })));
  if (error) postMessage({ error });
});
postMessage('ready');
