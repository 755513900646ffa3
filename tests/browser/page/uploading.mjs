// Recordings that are sent away while they are made, in the page.
import { CanvasRecorder } from '/dist/index.js';
import { listen } from './filming.mjs';
import { makeCanvas } from './painters.mjs';

const settings = { clock: 'fixed', frameRate: 30 };

const record = async (recorder, paint, frames) => {
  for (let number = 0; number < frames; number++) {
    paint(number);
    await recorder.captureFrame();
  }
};

export const sendByFetch = async (url, frames) => {
  const { canvas, paint } = await makeCanvas();
  const { readable, writable } = new TransformStream();
  const recorder = new CanvasRecorder(canvas, { ...settings, output: writable });
  await recorder.start();
  const uploaded = fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'video/webm' },
    body: readable,
    duplex: 'half',
  });
  await record(recorder, paint, frames);
  await recorder.stop();
  return (await uploaded).status;
};

/** A server that refuses: the stream breaks, and the recording ends. */
export const sendToNobody = async (url, frames) => {
  const { canvas, paint } = await makeCanvas();
  const { readable, writable } = new TransformStream();
  const recorder = new CanvasRecorder(canvas, { ...settings, output: writable });
  const events = listen(recorder);
  await recorder.start();
  const uploaded = fetch(url, { method: 'POST', body: readable, duplex: 'half' }).then(
    ({ status }) => status,
    ({ name }) => name,
  );
  await uploaded;
  await record(recorder, paint, frames).catch(() => {});
  await recorder.stop();
  return { uploaded: await uploaded, events };
};

/** `leave`: the user goes away in the middle. */
export const sendBySocket = async (url, frames, leave = false) => {
  const { canvas, paint } = await makeCanvas();
  const socket = new WebSocket(url);
  await new Promise((resolve) => socket.addEventListener('open', resolve, { once: true }));
  const recorder = new CanvasRecorder(canvas, settings);
  let sent = 0;
  let sending = Promise.resolve();
  recorder.addEventListener('dataavailable', ({ data }) => {
    sent++;
    // WebKit loses a Blob that is still being read when the socket is closed.
    sending = sending.then(async () => socket.send(await data.arrayBuffer()));
  });
  await recorder.start(200);
  await record(recorder, paint, frames);
  if (leave) {
    await sending;
    socket.close(4000);
    await recorder.cancel();
    return sent;
  }
  await recorder.stop();
  await sending;
  socket.close(1000);
  return sent;
};
