// MediaRecorder's interface, point by point as the web-platform-tests of mediacapture-record go through it, by this
// package's class and by the browser's own.
import { MediaRecorder as Ours } from '/dist/mediarecorder.js';
import { event, send } from './filming.mjs';
import { animate } from './live-filming.mjs';
import { makeCanvas } from './painters.mjs';
import { appender } from './playback.mjs';

const Native = globalThis.MediaRecorder;
const classes = { ours: Ours, native: Native };

const nameOf = (action) => {
  try {
    action();
    return null;
  } catch (error) {
    return error.name;
  }
};

/** The track of a canvas that is drawn on all the time, until `end()`. */
const makeStream = async () => {
  const { canvas, paint } = await makeCanvas();
  paint(0);
  const stream = canvas.captureStream();
  const loop = animate(paint);
  return { canvas, stream, loop, end: () => loop.stop() };
};

const listen = (recorder) => {
  const events = [];
  for (const type of ['start', 'dataavailable', 'pause', 'resume', 'stop', 'error']) {
    recorder.addEventListener(type, (happened) => {
      const { error } = happened;
      events.push(error ? `${type}: ${error.name}` : type);
    });
  }
  return events;
};

const sound = () => {
  const context = new AudioContext();
  const tone = new OscillatorNode(context);
  const destination = context.createMediaStreamDestination();
  tone.connect(destination);
  tone.start();
  return destination.stream.getAudioTracks()[0];
};

/** MediaRecorder-constructor, -creation, -mimetype, -bitrate, -no-sink. */
export const construct = async (kind) => {
  const MediaRecorder = classes[kind];
  const { stream, end } = await makeStream();
  const recorder = new MediaRecorder(stream);
  const handlers = ['onstart', 'onstop', 'ondataavailable', 'onpause', 'onresume', 'onerror'];
  const result = {
    withoutNew: nameOf(() => MediaRecorder(stream)),
    withoutStream: nameOf(() => new MediaRecorder()),
    withNull: nameOf(() => new MediaRecorder(null)),
    withTrack: nameOf(() => new MediaRecorder(stream.getTracks()[0])),
    badType: nameOf(() => new MediaRecorder(stream, { mimeType: 'video/invalid' })),
    badCodec: nameOf(() => new MediaRecorder(stream, { mimeType: 'video/webm;codecs=nosuch' })),
    isEventTarget: recorder instanceof EventTarget,
    sameStream: recorder.stream === stream,
    state: recorder.state,
    mimeType: recorder.mimeType,
    asked: new MediaRecorder(stream, { mimeType: 'video/webm;codecs=vp9' }).mimeType,
    handlers: handlers.map((name) => recorder[name]),
    bitrates: [
      new MediaRecorder(stream, { videoBitsPerSecond: 1_000_000 }).videoBitsPerSecond,
      new MediaRecorder(stream, { audioBitsPerSecond: 64_000 }).audioBitsPerSecond,
    ],
    bitrateMode: recorder.audioBitrateMode,
    empty: new MediaRecorder(new MediaStream()).state,
    types: [
      ...['', 'video/webm', 'video/webm;codecs=vp8', 'video/webm; codecs="vp9"', 'VIDEO/WEBM;CODECS=VP8'],
      ...['video/invalid', 'video/webm;codecs=nosuch', 'text/html'],
    ].map((type) => MediaRecorder.isTypeSupported(type)),
  };
  end();
  return result;
};

/** MediaRecorder-start, -stop, -events-and-exceptions: what is refused when, and what comes after what. */
export const startAndStop = async (kind) => {
  const MediaRecorder = classes[kind];
  const { stream, loop, end } = await makeStream();
  const recorder = new MediaRecorder(stream, { mimeType: 'video/webm;codecs=vp8' });
  const events = listen(recorder);
  const seen = {};
  for (const name of ['start', 'dataavailable', 'stop']) {
    recorder[`on${name}`] = (happened) =>
      (seen[name] ??= [happened.type, happened.target === recorder, recorder.state]);
  }
  const refused = {
    pause: nameOf(() => recorder.pause()),
    resume: nameOf(() => recorder.resume()),
    requestData: nameOf(() => recorder.requestData()),
    stop: nameOf(() => recorder.stop()),
  };
  const started = event(recorder, 'start');
  const returned = recorder.start();
  const states = [recorder.state];
  refused.again = nameOf(() => recorder.start());
  await started;
  const mimeType = recorder.mimeType;
  await loop.reached(loop.drawn() + 30);
  const data = event(recorder, 'dataavailable');
  const stopped = event(recorder, 'stop');
  recorder.stop();
  states.push(recorder.state);
  const inCall = events.length;
  refused.stopAgain = nameOf(() => recorder.stop());
  const blobEvent = await data;
  await stopped;
  // It can be used again.
  recorder.start();
  states.push(recorder.state);
  await loop.reached(loop.drawn() + 5);
  const stoppedAgain = event(recorder, 'stop');
  recorder.stop();
  await stoppedAgain;
  end();
  const { size, type } = blobEvent.data;
  return {
    ...{ events, states, refused, seen, mimeType, inCall, type },
    returned: returned === undefined,
    isBlobEvent: blobEvent instanceof BlobEvent,
    hasData: size > 0,
    timecode: blobEvent.timecode,
    film: await send(blobEvent.data),
  };
};

/** A stream whose tracks have ended, or that has none; stop() at once after start(). */
export const startOnNothing = async (kind) => {
  const MediaRecorder = classes[kind];
  const { stream, end } = await makeStream();
  const recorder = new MediaRecorder(stream);
  for (const track of stream.getTracks()) track.stop();
  const ended = nameOf(() => recorder.start());
  const empty = nameOf(() => new MediaRecorder(new MediaStream()).start());
  end();
  const other = await makeStream();
  const hasty = new MediaRecorder(other.stream);
  const events = listen(hasty);
  const stopped = event(hasty, 'stop');
  hasty.start();
  hasty.stop();
  await stopped;
  other.end();
  return { ended, empty, state: recorder.state, hasty: events };
};

/** MediaRecorder-pause-resume. */
export const pauseAndResume = async (kind) => {
  const MediaRecorder = classes[kind];
  const { stream, loop, end } = await makeStream();
  const recorder = new MediaRecorder(stream);
  const events = listen(recorder);
  const states = [];
  const started = event(recorder, 'start');
  recorder.start();
  await started;
  const paused = event(recorder, 'pause');
  recorder.pause();
  states.push(recorder.state, events.includes('pause'));
  recorder.pause();
  await paused;
  const resumed = event(recorder, 'resume');
  recorder.resume();
  states.push(recorder.state, events.includes('resume'));
  recorder.resume();
  await resumed;
  await loop.reached(loop.drawn() + 10);
  recorder.pause();
  const stopped = event(recorder, 'stop');
  recorder.stop();
  states.push(recorder.state);
  await stopped;
  end();
  return { events, states };
};

/** requestData(), and a timeslice: parts that are a film together. */
export const handOutParts = async (kind, codec) => {
  const MediaRecorder = classes[kind];
  const { stream, loop, end } = await makeStream();
  const recorder = new MediaRecorder(stream, { mimeType: `video/webm;codecs=${codec}` });
  const events = listen(recorder);
  const parts = [];
  recorder.addEventListener('dataavailable', ({ data, timecode }) => parts.push({ data, timecode }));
  const started = event(recorder, 'start');
  recorder.start(100);
  await started;
  await loop.reached(loop.drawn() + 60);
  recorder.requestData();
  const stopped = event(recorder, 'stop');
  recorder.stop();
  await stopped;
  end();
  const player = await appender(codec);
  for (const { data } of parts) if (data.size > 0) await player.append(await data.arrayBuffer());
  return {
    events,
    count: parts.length,
    timecodes: parts.map(({ timecode }) => timecode),
    ranges: player.ranges(),
    film: await send(new Blob(parts.map(({ data }) => data))),
  };
};

/** MediaRecorder-error: a track is added or taken away while it records; the track ends. */
export const changeTracks = async (kind, how) => {
  const MediaRecorder = classes[kind];
  const { stream, loop, end } = await makeStream();
  const recorder = new MediaRecorder(stream);
  const events = listen(recorder);
  const started = event(recorder, 'start');
  recorder.start();
  await started;
  await loop.reached(loop.drawn() + 10);
  const stopped = event(recorder, 'stop');
  const [track] = stream.getTracks();
  if (how === 'add') stream.addTrack((await makeStream()).stream.getTracks()[0]);
  else if (how === 'remove') stream.removeTrack(track);
  else track.stop();
  await stopped;
  const { state } = recorder;
  end();
  return { events, state };
};

/** MediaRecorder-disabled-tracks: pictures of a track that is switched off are black. */
export const disableTrack = async (kind) => {
  const MediaRecorder = classes[kind];
  const { stream, loop, end } = await makeStream();
  const recorder = new MediaRecorder(stream);
  const [track] = stream.getTracks();
  track.enabled = false;
  const started = event(recorder, 'start');
  const data = event(recorder, 'dataavailable');
  recorder.start();
  await started;
  await loop.reached(loop.drawn() + 30);
  recorder.stop();
  const film = await send((await data).data);
  end();
  return { film };
};

/** A stream with sound, and sound alone: the browser's own recorder, its film repaired. */
export const recordSound = async (withPictures) => {
  const { stream, loop, end } = await makeStream();
  const tracks = withPictures ? stream.getTracks() : [];
  const recorder = new Ours(new MediaStream([...tracks, sound()]));
  const events = listen(recorder);
  const started = event(recorder, 'start');
  const data = event(recorder, 'dataavailable');
  const stopped = event(recorder, 'stop');
  recorder.start();
  await started;
  await loop.reached(loop.drawn() + 60);
  recorder.stop();
  const { data: blob } = await data;
  await stopped;
  end();
  return { events, type: blob.type, film: await send(blob) };
};

/** One recorder, two recordings with sound. */
export const recordSoundTwice = async () => {
  const { stream, loop, end } = await makeStream();
  const recorder = new Ours(new MediaStream([...stream.getTracks(), sound()]));
  const events = listen(recorder);
  const films = [];
  recorder.addEventListener('dataavailable', ({ data }) => films.push(data));
  for (let time = 0; time < 2; time++) {
    const started = event(recorder, 'start');
    recorder.start();
    await started;
    await loop.reached(loop.drawn() + 30);
    const stopped = event(recorder, 'stop');
    recorder.stop();
    await stopped;
  }
  end();
  return { events, sizes: films.map(({ size }) => size), film: await send(films.at(-1)) };
};

/** A part is asked for at the very end. */
export const recordSoundInParts = async () => {
  const { stream, loop, end } = await makeStream();
  const recorder = new Ours(new MediaStream([...stream.getTracks(), sound()]));
  const events = listen(recorder);
  const parts = [];
  recorder.addEventListener('dataavailable', ({ data }) => parts.push(data));
  const started = event(recorder, 'start');
  recorder.start();
  await started;
  await loop.reached(loop.drawn() + 30);
  const stopped = event(recorder, 'stop');
  recorder.requestData();
  recorder.stop();
  await stopped;
  end();
  return { events, film: await send(new Blob(parts)) };
};

/** The encoder's worker dies. @returns also how often a picture was drawn for the encoder afterwards */
export const loseWorker = async () => {
  const workers = [];
  globalThis.Worker = class extends Worker {
    constructor(...given) {
      super(...given);
      workers.push(this);
    }
  };
  let draws = 0;
  for (const { prototype } of [CanvasRenderingContext2D, globalThis.OffscreenCanvasRenderingContext2D ?? class {}]) {
    const { drawImage } = prototype;
    prototype.drawImage = function (...given) {
      draws++;
      return drawImage.apply(this, given);
    };
  }
  const { stream, loop, end } = await makeStream();
  const recorder = new Ours(stream);
  const events = listen(recorder);
  const started = event(recorder, 'start');
  const stopped = event(recorder, 'stop');
  recorder.start();
  await started;
  await loop.reached(loop.drawn() + 10);
  const before = draws;
  for (const worker of workers) worker.terminate();
  await stopped;
  const { state } = recorder;
  draws = 0;
  await loop.reached(loop.drawn() + 20);
  end();
  return { events, state, before, after: draws };
};

/** Values that browsers take. JSON has no NaN: `{ number: 'NaN' }`. */
export const takeValues = async (kind, all) => {
  const MediaRecorder = classes[kind];
  const results = [];
  for (const [name, value] of all) {
    const { stream, loop, end } = await makeStream();
    const recorder = new MediaRecorder(stream, { [name]: value?.number ? Number(value.number) : value });
    const events = listen(recorder);
    const started = event(recorder, 'start');
    const data = event(recorder, 'dataavailable');
    const stopped = event(recorder, 'stop');
    recorder.start();
    await Promise.race([started, stopped]);
    await loop.reached(loop.drawn() + 10);
    if (recorder.state === 'recording') recorder.stop();
    await stopped;
    end();
    results.push({ events, hasData: (await data).data.size > 0 });
  }
  return results;
};

/** A page that knows nothing of this package. */
export const replaceGlobal = async () => {
  globalThis.MediaRecorder = Ours;
  const { stream, loop, end } = await makeStream();
  const chunks = [];
  const recorder = new MediaRecorder(stream, { mimeType: 'video/webm', videoBitsPerSecond: 1e6 });
  recorder.ondataavailable = (happened) => chunks.push(happened.data);
  const stopped = new Promise((resolve) => {
    recorder.onstop = resolve;
  });
  recorder.start();
  await loop.reached(loop.drawn() + 60);
  recorder.stop();
  await stopped;
  end();
  globalThis.MediaRecorder = Native;
  return { isOurs: recorder instanceof Ours, film: await send(new Blob(chunks, { type: recorder.mimeType })) };
};
