// The package from another site than the page's, as from a CDN.
import { event, send } from './filming.mjs';
import { makeCanvas } from './painters.mjs';

const waysToLoad = {
  module: (address) => import(`${address}/dist/index.js`),
  script: async (address) => {
    const script = Object.assign(document.createElement('script'), { src: `${address}/dist/kinora.global.js` });
    const loaded = event(script, 'load');
    document.head.append(script);
    await loaded;
    return globalThis.kinora;
  },
};

/**
 * Loads the package from `address`, films pictures 0 to 11 with every kind of file that it fetches later, twice.
 * `options` are the recorder's. @returns `{ film, vp9, addresses }`: the addresses of the workers that were started
 */
export const filmFrom = async (address, how, options) => {
  const addresses = [];
  globalThis.Worker = class extends Worker {
    constructor(url, options) {
      super(url, options);
      addresses.push(String(url));
    }
  };
  const { CanvasRecorder, chain } = await waysToLoad[how](address);
  const film = async (more) => {
    const { canvas, paint } = await makeCanvas();
    const recorder = new CanvasRecorder(canvas, { clock: 'fixed', frameRate: 30, ...options, ...more });
    await recorder.start();
    for (let number = 0; number < 12; number++) {
      paint(number);
      await recorder.captureFrame();
    }
    return send(await recorder.stop());
  };
  const invert = chain().invert();
  return { film: await film({}), vp9: await film({ codec: 'vp9', filter: invert }), addresses };
};
