// The demo: an animation, and a recorder for it.

import { CanvasRecorder, type RecorderStats, type VideoCodec, preview, snapshot } from 'kinora';
import { element } from './elements.js';
import { clockTime, megabytes, milliseconds, seconds } from './format.js';
import { Scene } from './scene.js';

const canvas = element('scene', HTMLCanvasElement);
const controls = element('controls', HTMLFormElement);
const recordButton = element('record', HTMLButtonElement);
const recordLabel = element('record-label', HTMLSpanElement);
const codec = element('codec', HTMLSelectElement);
const rate = element('rate', HTMLSelectElement);
const snapshotButton = element('snapshot', HTMLButtonElement);
const motionButton = element('motion', HTMLButtonElement);
const status = element('status', HTMLParagraphElement);
const live = element('live', HTMLParagraphElement);
const clock = element('clock', HTMLSpanElement);
const film = element('film', HTMLElement);
const video = element('video', HTMLVideoElement);
const still = element('still', HTMLElement);
const picture = element('picture', HTMLImageElement);

let recorder: CanvasRecorder | null = null;
let freeFilm = (): void => {};
let freeStill = (): void => {};

const say = (text: string, failed = false): void => {
  status.textContent = text;
  status.classList.toggle('failed', failed);
};

const textOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

// The animation. Its time stands still while it is paused.
const context = canvas.getContext('2d', { alpha: false });
if (!context) throw new Error('this browser has no 2D canvas');
const scene = new Scene(context);
let moving = !matchMedia('(prefers-reduced-motion: reduce)').matches;
let sceneTime = 0;
let lastFrame = performance.now();

const showMotion = (): void => {
  motionButton.setAttribute('aria-pressed', String(!moving));
};

const showStats = ({ framesEncoded, framesDropped, encodeMs, bytes, duration }: RecorderStats): void => {
  element('stat-duration', HTMLElement).textContent = seconds(duration);
  element('stat-frames', HTMLElement).textContent = String(framesEncoded);
  element('stat-dropped', HTMLElement).textContent = String(framesDropped);
  element('stat-encode', HTMLElement).textContent = milliseconds(encodeMs.p50);
  element('stat-size', HTMLElement).textContent = megabytes(bytes);
  clock.textContent = clockTime(duration);
};

// Reading the numbers costs a sort; ten times a second is as fast as anyone reads.
const statsInterval = 100;
let statsShown = 0;

const animate = (now: number): void => {
  requestAnimationFrame(animate);
  if (moving) sceneTime += Math.min(now - lastFrame, 100);
  lastFrame = now;
  scene.draw(sceneTime / 1000);
  if (recorder?.state === 'recording' && now - statsShown >= statsInterval) {
    statsShown = now;
    showStats(recorder.stats);
  }
};

const showRecording = (recording: boolean): void => {
  controls.classList.toggle('recording', recording);
  recordLabel.textContent = recording ? 'Stop' : 'Record';
  live.hidden = !recording;
  codec.disabled = recording;
  rate.disabled = recording;
};

const showFilm = (blob: Blob, stats: RecorderStats): void => {
  freeFilm();
  freeFilm = preview(blob, video);
  const link = element('download', HTMLAnchorElement);
  link.href = video.src;
  element('film-facts', HTMLElement).textContent =
    `${blob.type}, ${megabytes(blob.size)}, ${stats.framesEncoded} frames in ${seconds(stats.duration)}`;
  film.hidden = false;
};

const begin = async (): Promise<void> => {
  const chosen = codec.value as VideoCodec;
  const recording = new CanvasRecorder(canvas, {
    codec: chosen,
    frameRate: rate.value === '' ? undefined : Number(rate.value),
  });
  recorder = recording;
  // An error ends the recording; the film up to there still comes, by these events.
  let failure = '';
  recording.onerror = ({ message }) => {
    failure = message;
  };
  recording.ondataavailable = ({ data }) => {
    const { stats } = recording;
    showRecording(false);
    showStats(stats);
    if (data.size > 0) showFilm(data, stats);
    if (failure) say(`The recording ended early: ${failure}`, true);
    else say(`Recorded ${seconds(stats.duration)} in ${megabytes(data.size)}. The film is below.`);
  };
  say('Starting the encoder…');
  await recording.start();
  showRecording(true);
  say(`Recording ${canvas.width} × ${canvas.height} as ${chosen.toUpperCase()}.`);
};

const toggleRecording = async (): Promise<void> => {
  recordButton.disabled = true;
  try {
    if (recorder?.state === 'recording') await recorder.stop();
    else await begin();
  } catch (error) {
    showRecording(false);
    say(`It could not be recorded: ${textOf(error)}`, true);
  }
  recordButton.disabled = false;
  // A disabled button loses the focus, which the keyboard needs where it was.
  recordButton.focus();
};

const takeSnapshot = async (): Promise<void> => {
  try {
    const blob = await snapshot(canvas);
    freeStill();
    const url = URL.createObjectURL(blob);
    freeStill = () => URL.revokeObjectURL(url);
    picture.src = url;
    element('still-download', HTMLAnchorElement).href = url;
    element('still-facts', HTMLElement).textContent = `${blob.type}, ${megabytes(blob.size)}`;
    still.hidden = false;
    say('The snapshot is below.');
  } catch (error) {
    say(`No snapshot could be taken: ${textOf(error)}`, true);
  }
};

controls.addEventListener('submit', (event) => event.preventDefault());
recordButton.addEventListener('click', () => void toggleRecording());
snapshotButton.addEventListener('click', () => void takeSnapshot());
motionButton.addEventListener('click', () => {
  moving = !moving;
  showMotion();
});

showMotion();
requestAnimationFrame(animate);
recordButton.disabled = false;
snapshotButton.disabled = false;
say('Ready. Press Record.');
