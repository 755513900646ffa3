// What the worker does, or this thread in its place: recordings, or some of the segments of films, one film after the
// other; or a live preview.

import { EncodeSession } from './encode-session.js';
import { asError, toMessage } from './errors.js';
import type { PreviewSession } from './filters/preview-session.js';
import { forgetInstances } from './load-wasm.js';
import type { FromWorker, ToEncoder, ToWorker } from './worker-protocol.js';

export type Sessions = {
  receive(message: ToWorker): void;
  /** Frees the encoder's memory. */
  close(): void;
};

type Session<Message> = { receive(message: Message): void };
type FilmSession = Session<ToEncoder> & {
  /** Resolves when the memory is free. */
  close(): Promise<void>;
};

export const openSessions = (post: (message: FromWorker, transfer: Transferable[]) => void): Sessions => {
  let film: Promise<FilmSession | null> = Promise.resolve(null);
  let preview: Promise<PreviewSession> | null = null;
  let timer = 0;
  const tick = (interval: number): void => {
    clearInterval(timer);
    timer = interval ? (setInterval(() => post({ type: 'tick' }, []), interval) as unknown as number) : 0;
  };
  const openFilm = async (before: typeof film, message: ToWorker & { type: 'open' }): Promise<FilmSession> => {
    await (await before.catch(() => null))?.close();
    if (!message.again) forgetInstances();
    if (message.lock) await holdLock(message.lock);
    if (!message.config.workers) return new EncodeSession(post);
    const { SegmentSession } = await import('./segments/segment-session.js');
    return new SegmentSession(post);
  };
  const openPreview = async (): Promise<PreviewSession> => {
    const { PreviewSession } = await import('./filters/preview-session.js');
    return new PreviewSession(post);
  };
  const pass = <Message extends ToWorker>(session: Promise<Session<Message> | null>, message: Message): void => {
    session.then(
      (opened) => opened?.receive(message),
      (thrown) => {
        const error = asError(thrown, 'worker-start', 'a script of the worker could not be loaded');
        post({ type: 'failed', step: message.type, error: toMessage(error) }, []);
      },
    );
  };
  return {
    receive: (message) => {
      if (message.type === 'timer') return tick(message.interval);
      if (message.type === 'preview') return pass((preview ??= openPreview()), message);
      if (message.type === 'open') film = openFilm(film, message);
      pass(film, message);
    },
    close: () => {
      tick(0);
      film.then((session) => session?.close()).catch(() => {});
    },
  };
};

/**
 * Holds a Web Lock for as long as this worker lives, so that the page can learn of its death: some deaths fire no
 * event, but they release the lock. Without Web Locks (insecure contexts) there is only the event.
 */
const holdLock = (name: string): Promise<void> =>
  new Promise((resolve) => {
    if (!globalThis.navigator?.locks) return resolve();
    const forEver = (): Promise<void> => {
      resolve();
      return new Promise(() => {});
    };
    navigator.locks.request(name, forEver).catch(() => resolve());
  });
