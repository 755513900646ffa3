// The encoder's worker: an EncodeSession behind postMessage.

import { EncodeSession } from './encode-session.js';
import type { FromWorker, ToWorker } from './worker-protocol.js';

type WorkerScope = {
  postMessage(message: FromWorker, transfer: Transferable[]): void;
  addEventListener(type: 'message', listener: (event: MessageEvent<ToWorker>) => void): void;
};

const scope = globalThis as unknown as WorkerScope;
const session = new EncodeSession((message, transfer) => scope.postMessage(message, transfer));
scope.addEventListener('message', ({ data }) => session.receive(data));
