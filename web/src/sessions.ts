// What the worker does, or this thread in its place: one recording, one live preview, or some of the segments of films.

import { EncodeSession, holdLock } from './encode-session.js';
import { asError, toMessage } from './errors.js';
import { PreviewSession } from './filters/preview-session.js';
import type { SegmentSession } from './segments/segment-session.js';
import type { FromWorker, ToEncoder, ToWorker } from './worker-protocol.js';

export type Sessions = {
  receive(message: ToWorker): void;
  /** Frees the encoder's memory. */
  close(): void;
};

export const openSessions = (post: (message: FromWorker, transfer: Transferable[]) => void): Sessions => {
  const encode = new EncodeSession(post);
  const preview = new PreviewSession(post);
  let segments: Promise<SegmentSession> | null = null;
  let timer = 0;
  const tick = (interval: number): void => {
    clearInterval(timer);
    timer = interval ? (setInterval(() => post({ type: 'tick' }, []), interval) as unknown as number) : 0;
  };
  const forSegments = (message: ToEncoder): void => {
    segments ??= import('./segments/segment-session.js').then(
      ({ SegmentSession }) => new SegmentSession(post, holdLock),
    );
    segments.then(
      (session) => session.receive(message),
      (thrown) => {
        const error = asError(thrown, 'worker-start', 'a script of the worker could not be loaded');
        post({ type: 'failed', step: message.type, error: toMessage(error) }, []);
      },
    );
  };
  return {
    receive: (message) => {
      if (message.type === 'preview') preview.receive(message);
      else if (message.type === 'timer') tick(message.interval);
      else if (segments || (message.type === 'open' && message.config.workers)) forSegments(message);
      else encode.receive(message);
    },
    close: () => {
      tick(0);
      encode.close();
      segments?.then((session) => session.close()).catch(() => {});
    },
  };
};
