// The package in WebKitGTK, Safari's relative.
import { runIn } from './run-in.mjs';
import { webkit } from './engines/webkit.mjs';

await runIn(webkit, ['every-engine', 'backends']);
