// The worker: the sessions behind postMessage.

import { keepInstances } from './load-wasm.js';
import { openSessions } from './sessions.js';
import type { FromWorker, ToWorker } from './worker-protocol.js';

type WorkerScope = {
  postMessage(message: FromWorker, transfer: Transferable[]): void;
  addEventListener(type: 'message', listener: (event: MessageEvent<ToWorker>) => void): void;
};

keepInstances();
const scope = globalThis as unknown as WorkerScope;
const sessions = openSessions((message, transfer) => scope.postMessage(message, transfer));
scope.addEventListener('message', ({ data }) => sessions.receive(data));
