// The package in Firefox ESR.
import { runIn } from './run-in.mjs';
import { firefox } from './engines/firefox.mjs';

await runIn(firefox, ['every-engine', 'backends', 'mediarecorder']);
