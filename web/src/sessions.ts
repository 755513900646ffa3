// What the worker does, or this thread in its place: one recording or one live preview.

import { EncodeSession } from './encode-session.js';
import { PreviewSession } from './filters/preview-session.js';
import type { FromWorker, ToWorker } from './worker-protocol.js';

export type Sessions = {
  receive(message: ToWorker): void;
  /** Frees the encoder's memory. */
  close(): void;
};

export const openSessions = (post: (message: FromWorker, transfer: Transferable[]) => void): Sessions => {
  const encode = new EncodeSession(post);
  const preview = new PreviewSession(post);
  return {
    receive: (message) => (message.type === 'preview' ? preview.receive(message) : encode.receive(message)),
    close: () => encode.close(),
  };
};
