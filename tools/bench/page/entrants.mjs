// Who films in chromium.mjs, each as its own documentation has it. An entrant is a function of a film's settings
// `{ canvas, context, width, height, rate, bitrate }`, bitrate in bits a second, that resolves with `{ add, finish }`:
// `add(index)` takes the picture that the canvas shows and resolves when the next one may be drawn; `finish()` resolves
// with the film's Blob. What a package lets one keep for further films is kept.
import { event } from '/page/filming.mjs';

const peers = '/bench/node_modules';
const webm = (...parts) => new Blob(parts, { type: 'video/webm' });

const compiled = new Map();
/** The codec's WebAssembly, which recorders share. */
const compile = (codec) => {
  const name = codec === 'vp9' ? 'kinora-vp9' : 'kinora';
  if (!compiled.has(name)) compiled.set(name, WebAssembly.compileStreaming(fetch(`/dist/${name}.wasm`)));
  return compiled.get(name);
};

const kinora =
  (options) =>
  async ({ canvas, rate, bitrate }) => {
    const { CanvasRecorder } = await import('/dist/index.js');
    const wasm = await compile(options.codec);
    const recorder = new CanvasRecorder(canvas, { clock: 'fixed', frameRate: rate, bitrate, wasm, ...options });
    await recorder.start();
    return { add: () => recorder.captureFrame(), finish: () => recorder.stop() };
  };

const webmWasm = async ({ context, width, height, rate, bitrate }) => {
  const worker = new Worker(`${peers}/webm-wasm/dist/webm-worker.js`);
  const ready = event(worker, 'message');
  worker.postMessage(`${peers}/webm-wasm/dist/webm-wasm.wasm`);
  await ready;
  const chunks = [];
  const finished = new Promise((resolve) => {
    worker.onmessage = ({ data }) => (data ? chunks.push(data) : resolve());
  });
  worker.postMessage({
    ...{ width, height, timebaseNum: 1, timebaseDen: rate, bitrate: Math.round(bitrate / 1000), realtime: true },
  });
  return {
    add() {
      const { buffer } = context.getImageData(0, 0, width, height).data;
      worker.postMessage(buffer, [buffer]);
    },
    async finish() {
      worker.postMessage(null);
      await finished;
      worker.terminate();
      return webm(...chunks);
    },
  };
};

let whammyLoaded = null;
/** Each frame a WebP of its own. Its quality is what keeps the rate best, unless even the worst is above it. */
const loadWhammy = async () => {
  whammyLoaded ??= new Promise((resolve, reject) => {
    const script = Object.assign(document.createElement('script'), { src: `${peers}/whammy/whammy.js` });
    // It assigns to a member of Node's global object.
    globalThis.global ??= globalThis;
    script.onload = () => resolve(globalThis.Whammy);
    script.onerror = () => reject(new Error('whammy.js cannot be loaded'));
    document.head.append(script);
  });
  return whammyLoaded;
};

/** The highest quality at which the canvas as it is takes its share of the rate; 0.01 if none does. */
const findQuality = (canvas, rate, bitrate) => {
  let [low, high] = [0.01, 1];
  while (high - low > 0.02) {
    const middle = (low + high) / 2;
    const bytes = canvas.toDataURL('image/webp', middle).length * 0.75;
    if (bytes * 8 * rate > bitrate) high = middle;
    else low = middle;
  }
  return low;
};

const whammy = async ({ canvas, rate, quality }) => {
  const { Video } = await loadWhammy();
  const film = new Video(rate, quality);
  return { add: () => film.add(canvas), finish: async () => film.compile() };
};

const ownWhammy = async ({ canvas, rate, quality }) => {
  const { fromImageArray } = await import('/dist/whammy.js');
  const pictures = [];
  return {
    add: () => void pictures.push(canvas.toDataURL('image/webp', quality)),
    finish: async () => fromImageArray(pictures, rate),
  };
};

const mediabunny =
  (latencyMode) =>
  async ({ canvas, rate, bitrate }) => {
    const { Output, WebMOutputFormat, BufferTarget, CanvasSource } = await import(
      `${peers}/mediabunny/dist/bundles/mediabunny.min.mjs`
    );
    const output = new Output({ format: new WebMOutputFormat(), target: new BufferTarget() });
    const source = new CanvasSource(canvas, { codec: 'vp8', bitrate, latencyMode });
    output.addVideoTrack(source, { frameRate: rate });
    await output.start();
    return {
      add: (index) => source.add(index / rate, 1 / rate),
      async finish() {
        await output.finalize();
        return webm(output.target.buffer);
      },
    };
  };

/** In real time: it films what is on the canvas when it looks. */
const mediaRecorder = async ({ canvas, rate, bitrate }) => {
  const recorder = new MediaRecorder(canvas.captureStream(), {
    mimeType: 'video/webm;codecs=vp8',
    videoBitsPerSecond: bitrate,
  });
  const data = event(recorder, 'dataavailable');
  recorder.start();
  const begin = performance.now();
  return {
    async add(index) {
      const left = begin + ((index + 1) * 1000) / rate - performance.now();
      await new Promise((resolve) => setTimeout(resolve, Math.max(left, 0)));
    },
    async finish() {
      recorder.stop();
      return (await data).data;
    },
  };
};

let ffmpegLoaded = null;
const ffmpeg = async ({ context, width, height, rate, bitrate }) => {
  ffmpegLoaded ??= (async () => {
    const { FFmpeg } = await import(`${peers}/@ffmpeg/ffmpeg/dist/esm/index.js`);
    const loaded = new FFmpeg();
    const core = `${location.origin}${peers}/@ffmpeg/core/dist/esm`;
    await loaded.load({ coreURL: `${core}/ffmpeg-core.js`, wasmURL: `${core}/ffmpeg-core.wasm` });
    return loaded;
  })();
  const program = await ffmpegLoaded;
  let said = '';
  const listen = ({ message }) => (said = message);
  program.on('log', listen);
  const names = [];
  return {
    async add(index) {
      const name = `${index}.rgba`;
      names.push(name);
      const { buffer } = context.getImageData(0, 0, width, height).data;
      await program.writeFile(name, new Uint8Array(buffer));
    },
    async finish() {
      const status = await program.exec([
        ...['-f', 'image2', '-c:v', 'rawvideo', '-pixel_format', 'rgba', '-video_size', `${width}x${height}`],
        ...['-framerate', String(rate), '-i', '%d.rgba', '-pix_fmt', 'yuv420p', '-c:v', 'libvpx'],
        ...['-deadline', 'realtime', '-cpu-used', '6', '-b:v', String(bitrate), 'film.webm'],
      ]);
      program.off('log', listen);
      for (const name of names) await program.deleteFile(name);
      if (status !== 0) throw new Error(`ffmpeg ended with ${status}: ${said}`);
      const film = await program.readFile('film.webm');
      await program.deleteFile('film.webm');
      return webm(film);
    },
  };
};

let libavLoaded = null;
const libav = async ({ context, width, height, rate, bitrate }) => {
  libavLoaded ??= (async () => {
    const base = `${location.origin}${peers}/@libav.js/variant-webm/dist`;
    const { default: LibAV } = await import(`${base}/libav-webm.mjs`);
    return LibAV.LibAV({ base });
  })();
  const av = await libavLoaded;
  const [rgba, yuv420p] = [av.AV_PIX_FMT_RGBA, av.AV_PIX_FMT_YUV420P];
  const [, encoder, frame, packet] = await av.ff_init_encoder('libvpx', {
    ctx: { bit_rate: bitrate, pix_fmt: yuv420p, width, height },
    time_base: [1, rate],
    options: { deadline: 'realtime', 'cpu-used': '6' },
  });
  const [muxer, , file] = await av.ff_init_muxer({ format_name: 'webm', filename: 'film.webm', open: true }, [
    [encoder, 1, rate],
  ]);
  await av.avformat_write_header(muxer, 0);
  const scaler = await av.sws_getContext(width, height, rgba, width, height, yuv420p, 0, 0, 0, 0);
  const [given, converted] = [await av.av_frame_alloc(), await av.av_frame_alloc()];
  const write = async (frames, last) => {
    const packets = await av.ff_encode_multi(encoder, frame, packet, frames, last);
    await av.ff_write_multi(muxer, packet, packets);
  };
  return {
    async add(index) {
      const { data } = context.getImageData(0, 0, width, height);
      await av.ff_copyin_frame(given, {
        ...{ data: new Uint8Array(data.buffer), format: rgba, width, height, pts: index, ptshi: 0 },
        layout: [{ offset: 0, stride: width * 4 }],
        libavjsTransfer: [data.buffer],
      });
      await av.sws_scale_frame(scaler, converted, given);
      const picture = await av.ff_copyout_frame(converted);
      await write([{ ...picture, pts: index, ptshi: 0, libavjsTransfer: [picture.data.buffer] }], false);
    },
    async finish() {
      await write([], true);
      await av.av_write_trailer(muxer);
      await av.ff_free_muxer(muxer, file);
      await av.ff_free_encoder(encoder, frame, packet);
      await av.sws_freeContext(scaler);
      const film = await av.readFile('film.webm');
      await av.unlink('film.webm');
      return webm(film);
    },
  };
};

const entrants = {
  'kinora, VP8': kinora({ backend: 'wasm', codec: 'vp8' }),
  'kinora, VP8, 2 workers': kinora({ backend: 'wasm', codec: 'vp8', workers: 2 }),
  'kinora, VP9': kinora({ backend: 'wasm', codec: 'vp9' }),
  'kinora, VP8 balanced': kinora({ backend: 'wasm', codec: 'vp8', effort: 'balanced' }),
  'kinora, WebCodecs VP8': kinora({ backend: 'webcodecs', codec: 'vp8' }),
  'webm-wasm': webmWasm,
  'mediabunny, VP8': mediabunny('quality'),
  'mediabunny, VP8 realtime': mediabunny('realtime'),
  MediaRecorder: mediaRecorder,
  '@ffmpeg/core': ffmpeg,
  'libav.js': libav,
  whammy,
  'kinora/whammy': ownWhammy,
  'nothing but drawing': async () => ({ add: () => {}, finish: async () => webm() }),
};

export const names = Object.keys(entrants);
export { entrants, findQuality };

/** Ends what was kept. */
export const close = async () => {
  (await ffmpegLoaded)?.terminate();
  (await libavLoaded)?.terminate();
};
