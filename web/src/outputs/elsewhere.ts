// What is loaded when a recording's file goes elsewhere than into a Blob.
export { StreamOutput } from './stream-output.js';
export { WorkerFileOutput, isPrivateFile } from './worker-file.js';
