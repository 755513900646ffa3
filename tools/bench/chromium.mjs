// Films of the same pictures in Chromium, by the package and by everything else that films a canvas there: one run, one
// table. At one bitrate for all.
//
//   node tools/bench/chromium.mjs [--size 1280x720] [--clips canvas,photo] [--frames 60] [--rate 30] [--rounds 3]
//                                 [--bitrate 2764800] [--entrants "NAME;NAME"] [--json FILE] [--against FILE]
//
// Needs dist/ (tools/build/build); installs the packages of this folder's package.json when they are not there. Every
// entrant films a clip once in each round, in changing order, each time after a film of a few pictures that is not counted.
//   frames/s   pictures drawn a second, from before the encoder is opened to the finished Blob; MediaRecorder's are
//              those it kept, since it films in real time
//   kept       different pictures in the file, of those drawn
//   page ms    what the page's thread is busy a picture, beyond drawing it (Chromium's TaskDuration)
//   psnr, ssim by ffmpeg, of the pictures kept, against those drawn
// What is judged is printed below: frames/s against webm-wasm's and mediabunny's, at no worse PSNR and SSIM than
// webm-wasm's. --json saves the run; --against prints frames/s beside those of a saved run.
import { readFile, writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { use, withPage } from '../../tests/browser/engine.mjs';
import { chromium } from '../../tests/browser/engines/chromium.mjs';
import { startSite } from '../../tests/browser/site.mjs';
import { drawClip } from './clips.mjs';
import { openJudge } from './film-quality.mjs';
import { numbers, writeNumber } from './frame-number.mjs';
import { median } from './median.mjs';
import { installPeers, mounts } from './peers.mjs';

const { values: options } = parseArgs({
  options: {
    size: { type: 'string', default: '1280x720' },
    clips: { type: 'string', default: 'canvas,photo' },
    frames: { type: 'string', default: '60' },
    rate: { type: 'string', default: '30' },
    rounds: { type: 'string', default: '3' },
    bitrate: { type: 'string' },
    entrants: { type: 'string' },
    json: { type: 'string' },
    against: { type: 'string' },
  },
});
const [width, height] = options.size.split('x').map(Number);
const [frames, rate, rounds] = [options.frames, options.rate, options.rounds].map(Number);
const bitrate = Number(options.bitrate ?? width * height * 3);
if (!(frames <= numbers)) throw new Error(`--frames is ${options.frames}; a picture can show ${numbers} numbers`);

const ours = 'kinora, VP8';
const drawing = 'nothing but drawing';
const warmUp = 8; // pictures

/** One film. @returns `{ seconds, busy, bytes }`, busy: milliseconds of the page's thread; or `{ error }` */
const filmOnce = async (page, site, name, count) => {
  try {
    const before = await page.metrics();
    const seconds = await page.evaluate(
      async (...given) => (await import('/bench/page/film.mjs')).film(...given),
      name,
      count,
    );
    const after = await page.metrics();
    const number = await page.evaluate(async () => (await import('/bench/page/film.mjs')).send());
    const film = site.films[number];
    site.films[number] = null;
    return { seconds, busy: (after.TaskDuration - before.TaskDuration) * 1000, film };
  } catch (error) {
    return { error: String(error?.message ?? error).split('\n')[0] };
  }
};

const summary = (entry, count, idle) => {
  const { films, error } = entry;
  if (films.length === 0) return { error };
  const result = {
    seconds: median(films.map(({ seconds }) => seconds)),
    pageMs: (median(films.map(({ busy }) => busy)) - idle) / count,
    bytes: films.at(-1).bytes,
    ...entry.quality,
    ...(error && { error }),
  };
  const made = entry.name === 'MediaRecorder' ? (result.kept ?? 0) : count;
  return { ...result, framesPerSecond: made / result.seconds };
};

const runClip = async (site, clip, names) => {
  const pictures = Array.from({ length: frames }, (_, index) => {
    const pixels = drawClip(clip, width, height, index);
    writeNumber(pixels, width, index);
    return pixels;
  });
  const judge = openJudge(pictures, width, height);
  const entries = names.map((name) => ({ name, films: [], error: null, quality: null }));
  try {
    await withPage(
      site.open,
      async (page) => {
        await page.evaluate(async (given) => (await import('/bench/page/film.mjs')).prepare(given), {
          ...{ clip, width, height, frames, rate, bitrate },
        });
        for (let round = 0; round < rounds; round++) {
          for (let turn = 0; turn < entries.length; turn++) {
            const entry = entries[(turn + round) % entries.length];
            entry.error ??= (await filmOnce(page, site, entry.name, warmUp)).error ?? null;
            if (entry.error) continue;
            const { error, film, ...measured } = await filmOnce(page, site, entry.name, frames);
            if (error) entry.error = error;
            else entry.films.push({ ...measured, bytes: film.length });
            if (error || round > 0 || entry.name === drawing) continue;
            try {
              entry.quality = judge.judge(film);
            } catch (problem) {
              entry.quality = { kept: 0, problem: problem.message };
            }
          }
        }
        // What is kept for further films holds workers.
        await page.evaluate(async () => (await import('/bench/page/entrants.mjs')).close());
      },
      { expected: /./ },
    );
  } finally {
    judge.close();
  }
  const idle = median(entries.find(({ name }) => name === drawing).films.map(({ busy }) => busy));
  return Object.fromEntries(
    entries.filter(({ name }) => name !== drawing).map((entry) => [entry.name, summary(entry, frames, idle)]),
  );
};

const digits = (value, count) => (value === undefined ? '' : value.toFixed(count));

const print = (clip, results, before) => {
  console.log(`\n${clip}, ${options.size}, ${frames} pictures, ${rate} a second, ${bitrate / 1e6} Mbit/s\n`);
  console.log('| | frames/s | ours : it | kept | kB | PSNR, dB | SSIM | page ms |');
  console.log('|---|---:|---:|---:|---:|---:|---:|---:|');
  for (const [name, result] of Object.entries(results)) {
    if (result.error) {
      console.log(`| ${name} | ${result.error} |`);
      continue;
    }
    const was = before?.[name]?.framesPerSecond;
    const ratio = results[ours]?.framesPerSecond / result.framesPerSecond;
    const cells = [
      name,
      digits(result.framesPerSecond, 1) + (was ? ` (${was.toFixed(1)})` : ''),
      Number.isFinite(ratio) ? ratio.toFixed(2) : '',
      result.problem ? `0: ${result.problem}` : result.kept,
      ...[(result.bytes / 1000).toFixed(0), digits(result.psnr, 2), digits(result.ssim, 4), digits(result.pageMs, 1)],
    ];
    console.log(`| ${cells.join(' | ')} |`);
  }
};

/** What is asked of ours. */
const verdict = (results) => {
  const [own, rival, codecs] = [ours, 'webm-wasm', 'mediabunny, VP8'].map((name) => results[name]);
  const line = (what, value, wanted) =>
    console.log(
      `${value >= wanted ? 'reached' : 'MISSED '}  ${what}: ${value.toFixed(3)}, asked: ${wanted.toFixed(3)}`,
    );
  console.log();
  if (rival?.framesPerSecond) line('frames/s : webm-wasm', own.framesPerSecond / rival.framesPerSecond, 3.5);
  if (codecs?.framesPerSecond) line('frames/s : mediabunny', own.framesPerSecond / codecs.framesPerSecond, 2.5);
  if (rival?.psnr) line('PSNR against webm-wasm', own.psnr, rival.psnr);
  if (rival?.ssim) line('SSIM against webm-wasm', own.ssim, rival.ssim);
};

installPeers();
use(chromium);
const site = await startSite({ mounts });
try {
  const saved = options.against ? JSON.parse(await readFile(options.against, 'utf8')).results : {};
  const listed = await withPage(site.open, (page) =>
    page.evaluate(async () => (await import('/bench/page/entrants.mjs')).names),
  );
  const wanted = options.entrants?.split(';');
  const names = listed.filter((name) => !wanted || wanted.includes(name) || name === ours || name === drawing);
  const results = {};
  for (const clip of options.clips.split(',')) {
    results[clip] = await runClip(site, clip, names);
    print(clip, results[clip], saved[clip]);
    if (results[clip][ours].framesPerSecond) verdict(results[clip]);
  }
  if (options.json) {
    const { json: _json, against: _against, ...settings } = options;
    const machine = { cpu: cpus()[0].model, node: process.version };
    await writeFile(options.json, `${JSON.stringify({ settings, machine, results }, null, 2)}\n`);
  }
} finally {
  await chromium.close();
  await site.close();
}
