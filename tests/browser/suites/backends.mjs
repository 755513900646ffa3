// The browser's own encoders behind the recorder's interface: the same frames, the same file layout; and which is taken.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertFlawless, probe, run, save } from '../../node/judges.mjs';
import { withPage } from '../engine.mjs';
import { assertColors, assertFixedFilm, assertRising, decode, liveColorBound, liveNumbersIn, numberOf, numbersIn, timesIn } from '../films.mjs';
import { height, patches, width } from '../page/scene.mjs';
import { site, withSite } from '../site.mjs';
import { call, film, filmFixed } from './in-page.mjs';

const inPage = (name, args, options) => film('backends', name, args, options);

for (const backend of ['webcodecs', 'mediarecorder']) {
  test(`smoke ${backend}`, async () => {
    const result = await inPage('filmLive', [{ backend }]);
    console.log({ ...result, bytes: result.bytes.length });
    const path = save(result.bytes);
    console.log(path, liveNumbersIn(result.bytes).join(' '));
    console.log(timesIn(result.bytes));
    assertFlawless(path);
  });
}
