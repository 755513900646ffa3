// The package's worker, which tells on the channel 'instances' what WebAssembly it holds, and how many encoders of the
// browser, when it is asked.
import '/dist/worker.js';

const { instantiate } = WebAssembly;
const memories = [];
WebAssembly.instantiate = async (...given) => {
  const instance = await instantiate(...given);
  memories.push(Object.values(instance.exports).find((value) => value instanceof WebAssembly.Memory));
  return instance;
};

const encoders = [];
if (globalThis.VideoEncoder) {
  globalThis.VideoEncoder = class extends VideoEncoder {
    constructor(init) {
      super(init);
      encoders.push(this);
    }
  };
}

const channel = new BroadcastChannel('instances');
channel.onmessage = ({ data }) => {
  if (data !== 'ask') return;
  const held = encoders.filter(({ state }) => state !== 'closed').length;
  const bytes = memories.at(-1)?.buffer.byteLength;
  channel.postMessage({ made: memories.length, bytes, encoders: encoders.length, held });
};
