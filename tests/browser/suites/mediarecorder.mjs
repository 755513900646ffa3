// kinora/mediarecorder: what the web-platform-tests of mediacapture-record ask of a MediaRecorder, point by point. What
// this package's class does is held to what the browser's own does in the same page. Left out is what there is no
// MediaRecorder without: peer connections as sources, and cross-origin streams (canvases that are tainted cannot be
// captured to begin with).
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertFlawless, probe, run, save } from '../../node/judges.mjs';
import { engine, has, withPage } from '../engine.mjs';
import { assertRising, liveNumbersIn, timesIn } from '../films.mjs';
import { site } from '../site.mjs';
import { call } from './in-page.mjs';

const inPage = async (name, ...args) => {
  const { open, films } = await site();
  const result = await withPage(open, (page) => call(page, 'mediarecorder', name, ...args));
  return Array.isArray(result) ? result : { ...result, bytes: films[result.film] };
};

// The yardstick is Chromium's; others' differ from it, and make no VP9 or nothing at all.
for (const kind of engine.name === 'chromium' ? ['ours', 'native'] : ['ours']) {
  const it = (name, body) => test(`MediaRecorder, ${kind}: ${name}`, body);

  it('constructor and attributes', async () => {
    const result = await inPage('construct', kind);
    const { withoutNew, withoutStream, withNull, withTrack, badType, badCodec } = result;
    assert.deepEqual([withoutNew, withoutStream, withNull, withTrack], Array(4).fill('TypeError'));
    assert.deepEqual([badType, badCodec], ['NotSupportedError', 'NotSupportedError']);
    assert.ok(result.isEventTarget && result.sameStream);
    assert.equal(result.state, 'inactive');
    assert.equal(result.empty, 'inactive');
    assert.equal(result.mimeType, '');
    assert.match(result.asked, /^video\/webm; ?codecs=vp9$/);
    assert.deepEqual(result.handlers, Array(6).fill(null));
    assert.deepEqual(result.bitrates, [1_000_000, 64_000]);
    assert.equal(result.bitrateMode, 'variable');
    assert.deepEqual(result.types, [true, true, true, true, true, false, false, false]);
  });

  it('start() and stop(): states, exceptions, the order of events', async () => {
    const result = await inPage('startAndStop', kind);
    const { events, states, refused, seen, inCall, bytes } = result;
    assert.deepEqual(events, ['start', 'dataavailable', 'stop', 'start', 'dataavailable', 'stop']);
    assert.deepEqual(states, ['recording', 'inactive', 'recording']);
    assert.deepEqual(refused, {
      ...{ pause: 'InvalidStateError', resume: 'InvalidStateError', requestData: 'InvalidStateError', stop: null },
      ...{ again: 'InvalidStateError', stopAgain: null },
    });
    assert.deepEqual(seen, {
      start: ['start', true, 'recording'],
      dataavailable: ['dataavailable', true, 'inactive'],
      stop: ['stop', true, 'inactive'],
    });
    assert.equal(inCall, 1, 'events came before stop() returned');
    assert.ok(result.returned && result.isBlobEvent && result.hasData);
    assert.match(result.mimeType, /^video\/webm; ?codecs=vp8/);
    assert.equal(result.type, result.mimeType);
    if (kind === 'native') return;
    // What the browser's own has not.
    assertRising(liveNumbersIn(bytes));
    assert.equal(result.timecode, 0);
    assertFlawless(save(bytes));
    assert.ok(timesIn(bytes).duration > 0.3);
  });

  it('nothing to record, and stop() at once', async () => {
    const { ended, empty, state, hasty } = await inPage('startOnNothing', kind);
    assert.deepEqual([ended, empty], ['NotSupportedError', 'NotSupportedError']);
    if (kind === 'ours') assert.equal(state, 'inactive'); // Chromium's stays 'recording'
    assert.deepEqual(
      hasty.filter((name) => name !== 'start'),
      ['dataavailable', 'stop'],
    );
  });

  it('pause() and resume()', async () => {
    const { events, states } = await inPage('pauseAndResume', kind);
    assert.deepEqual(states, ['paused', false, 'recording', false, 'inactive']);
    assert.deepEqual(
      events.filter((name) => name !== 'dataavailable'),
      ['start', 'pause', 'resume', 'pause', 'stop'],
    );
    assert.deepEqual(events.slice(-2), ['dataavailable', 'stop']);
  });

  for (const codec of ['vp8', 'vp9']) {
    it(`${codec} in parts: together a film that plays`, async () => {
      const { events, count, timecodes, ranges, bytes } = await inPage('handOutParts', kind, codec);
      assert.ok(count >= 3, `${count} parts`);
      assert.deepEqual(events, ['start', ...Array(count).fill('dataavailable'), 'stop']);
      assert.ok(ranges.length >= 1 && ranges.at(-1)[1] > 0.3, JSON.stringify(ranges));
      if (kind === 'native') return;
      const { status, stderr } = run(
        ...['ffmpeg', '-v', 'warning', '-i', save(bytes), '-fps_mode', 'passthrough', '-enc_time_base', '-1'],
        ...['-f', 'null', '-'],
      );
      assert.deepEqual({ status, stderr }, { status: 0, stderr: '' });
      assert.equal(timecodes[0], 0);
      timecodes.forEach((time, index) => assert.ok(index === 0 || time >= timecodes[index - 1], String(timecodes)));
    });
  }

  for (const how of ['add', 'remove']) {
    it(`tracks that change, ${how}: an InvalidModificationError, then the data`, async () => {
      const { events, state } = await inPage('changeTracks', kind, how);
      assert.deepEqual(events, ['start', 'error: InvalidModificationError', 'dataavailable', 'stop']);
      assert.equal(state, 'inactive');
    });
  }

  it('a track that ends: the data, then stop', async () => {
    const { events, state } = await inPage('changeTracks', kind, 'end');
    assert.deepEqual(events, ['start', 'dataavailable', 'stop']);
    assert.equal(state, 'inactive');
  });

  it('a track that is switched off is black', async () => {
    const { bytes } = await inPage('disableTrack', kind);
    const { status, text } = run(
      ...['ffmpeg', '-v', 'info', '-i', save(bytes), '-vf', 'signalstats,metadata=print:file=-', '-f', 'null', '-'],
    );
    assert.equal(status, 0);
    const levels = [...text.matchAll(/signalstats\.YMAX=(\d+)/g)].map(([, level]) => Number(level));
    assert.ok(levels.length > 0);
    assert.ok(Math.max(...levels) <= 20, String(levels)); // black is 16
  });

  it('values beyond what can be kept are taken', async () => {
    const values = [
      ['videoKeyFrameIntervalDuration', 10_000_000],
      ['videoBitsPerSecond', { number: 'NaN' }],
      ['videoBitsPerSecond', '2500000'],
    ];
    const results = await inPage('takeValues', kind, values);
    values.forEach(([name], index) => {
      const { events, hasData } = results[index];
      assert.deepEqual(events, ['start', 'dataavailable', 'stop'], name);
      assert.ok(hasData, name);
    });
  });
}

// With sound it is the browser's own.
for (const withPictures of has('Opus recorded') ? [true, false] : []) {
  test(`MediaRecorder, ours: ${withPictures ? 'pictures with sound' : 'sound alone'}, by the browser, repaired`, async () => {
    const { events, bytes } = await inPage('recordSound', withPictures);
    assert.deepEqual(events, ['start', 'dataavailable', 'stop']);
    const { streams, format } = probe(save(bytes));
    assert.deepEqual(
      streams.map((stream) => stream.codec_type).toSorted(),
      withPictures ? ['audio', 'video'] : ['audio'],
    );
    assert.ok(Number(format.duration) > 0.5, format.duration);
  });
}

if (has('Opus recorded')) {
  test('MediaRecorder, ours: a second recording with sound has its events once', async () => {
    const { events, sizes, bytes } = await inPage('recordSoundTwice');
    const once = ['start', 'dataavailable', 'stop'];
    assert.deepEqual(events, [...once, ...once]);
    assert.ok(
      sizes.every((size) => size > 0),
      String(sizes),
    );
    assert.equal(probe(save(bytes)).streams.length, 2);
  });

  test('MediaRecorder, ours: parts with sound that were asked for stay parts of a live film', async () => {
    const { events, bytes } = await inPage('recordSoundInParts');
    assert.deepEqual(events, ['start', 'dataavailable', 'dataavailable', 'stop']);
    const path = save(bytes);
    // Whether it says so; the whole text would be a long message.
    assert.ok(/Segment.*size( is)? unknown/i.test(run('mkvinfo', '-a', '-z', path).text), 'the Segment has a size');
    assert.deepEqual(
      probe(path)
        .streams.map((stream) => stream.codec_type)
        .toSorted(),
      ['audio', 'video'],
    );
  });
}

test('MediaRecorder, ours: after an error no more pictures are read', async () => {
  const { events, state, before, after } = await inPage('loseWorker');
  assert.deepEqual(
    events.map((name) => name.replace(/:.*/, '')),
    ['start', 'error', 'dataavailable', 'stop'],
  );
  assert.equal(state, 'inactive');
  assert.ok(before > 0, 'no picture was drawn for the encoder');
  assert.equal(after, 0);
});

test('MediaRecorder, ours in place of the global one: a page that knows nothing of it', async () => {
  const { isOurs, bytes } = await inPage('replaceGlobal');
  assert.ok(isOurs);
  assertRising(liveNumbersIn(bytes));
  assertFlawless(save(bytes));
});
