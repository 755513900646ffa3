// WebAssembly that does not come, that is something else, or that the page's policy forbids.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { withPage } from '../engine.mjs';
import { assertFixedFilm } from '../films.mjs';
import { withSite } from '../site.mjs';
import { call, filmFixed } from './in-page.mjs';

/** A site where answers to `path` are altered. */
const altered = (path, change) => ({ alter: (asked) => (asked === path ? change : undefined) });
const withHeader = (name, value) => ({ alter: () => ({ headers: { [name]: value } }) });

/** Fails to start in a page of a site with these options. Every worker is gone afterwards. */
const failToStart = (siteOptions, options, expected) =>
  withSite(siteOptions, ({ open }) =>
    withPage(open, (page) => call(page, 'failing', 'failToStart', options), { expected }),
  );

const assertFailure = ({ error, events, state, stopping }, code, message, value) => {
  assert.equal(error?.type !== undefined && error.name, 'RecorderError', JSON.stringify(error));
  assert.equal(error.code, code);
  assert.match(error.message, message);
  if (value !== undefined) assert.equal(error.value, value);
  assert.deepEqual({ events, state, stopping }, { events: [], state: 'inactive', stopping: 'InvalidStateError' });
};

/** As each engine says it of a script. */
const notFound = /Failed to load resource: .* 404|was blocked because of a disallowed MIME type/;

for (const worker of [undefined, false]) {
  const where = worker === false ? 'in the page' : 'in the worker';

  test(`${where}: a missing kinora.wasm is wasm-fetch with the status`, async () => {
    const result = await failToStart(altered('/dist/kinora.wasm', { status: 404 }), { worker }, notFound);
    assertFailure(result, 'wasm-fetch', /\/dist\/kinora\.wasm: HTTP status 404/, 404);
    assert.equal(result.error.field, 'wasm');
  });

  test(`${where}: a missing kinora-vp9.mjs is wasm-fetch`, async () => {
    const options = { worker, codec: 'vp9' };
    const result = await failToStart(altered('/dist/kinora-vp9.mjs', { status: 404 }), options, notFound);
    assertFailure(result, 'wasm-fetch', /kinora-vp9\.mjs could not be loaded/);
    assert.equal(result.error.field, 'kinora-vp9.mjs');
  });

  test(`${where}: a file that is not WebAssembly is wasm-compile, whatever its type`, async () => {
    for (const type of ['application/wasm', 'text/javascript']) {
      const site = altered('/page/painters.mjs', { headers: { 'content-type': type } });
      // The page's own code needs that file as JavaScript, so the recording is made without it.
      const result = await withSite(site, ({ open }) =>
        withPage(open, (page) =>
          page.evaluate(async (chosen) => {
            const { CanvasRecorder } = await import('/dist/index.js');
            const recorder = new CanvasRecorder(new OffscreenCanvas(8, 8), {
              worker: chosen ?? undefined,
              // Else the browser's own recorder would be taken.
              backend: 'wasm',
              wasm: '/page/painters.mjs',
            });
            try {
              await recorder.start();
              return null;
            } catch ({ name, code, field, message }) {
              return { name, code, field, message, state: recorder.state };
            }
          }, worker ?? null),
        ),
      );
      assert.equal(result?.name, 'RecorderError');
      assert.equal(result.code, 'wasm-compile');
      assert.equal(result.field, 'wasm');
      assert.match(result.message, /painters\.mjs.* could not be compiled/);
      assert.equal(result.state, 'inactive');
    }
  });

  test(`${where}: a wrong MIME type does not matter`, () =>
    withSite(altered('/dist/kinora.wasm', { headers: { 'content-type': 'text/plain' } }), async (wrong) => {
      const { bytes } = await filmFixed({ worker, frames: 3 }, { where: wrong });
      assertFixedFilm(bytes, 3);
    }));

  test(`${where}: a policy without wasm-unsafe-eval is wasm-compile`, async () => {
    const site = withHeader('content-security-policy', "script-src 'self'");
    const result = await failToStart(site, { worker }, /Content[- ]Security[- ]Policy/);
    // Some engines compile it, and refuse to start it.
    assertFailure(result, 'wasm-compile', /wasm could not be (compiled|instantiated): .*(Content Security Policy|CSP)/);
    assert.equal(result.error.field, 'wasm');
  });

  test(`${where}: the strictest policy with wasm-unsafe-eval is enough`, () =>
    withSite(
      withHeader(
        'content-security-policy',
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; connect-src 'self'; img-src data:",
      ),
      async (strict) => {
        const { bytes } = await filmFixed({ worker, frames: 3 }, { where: strict });
        assertFixedFilm(bytes, 3);
      },
    ));
}

test('after a failure the same recorder can start once the file is there', () => {
  let missing = true;
  const alter = (path) => (missing && path === '/dist/kinora.wasm' ? { status: 404 } : undefined);
  const receive = () => {
    missing = false;
    return '0';
  };
  return withSite({ alter, receive }, ({ open }) =>
    withPage(
      open,
      async (page) => {
        const states = await page.evaluate(async () => {
          const { CanvasRecorder } = await import('/dist/index.js');
          const recorder = new CanvasRecorder(new OffscreenCanvas(8, 8), { clock: 'fixed' });
          const first = await recorder.start().then(
            () => 'started',
            ({ code }) => code,
          );
          await fetch('/mended', { method: 'POST' });
          await recorder.start();
          await recorder.captureFrame();
          const blob = await recorder.stop();
          return [first, blob.size > 100];
        });
        assert.deepEqual(states, ['wasm-fetch', true]);
      },
      { expected: notFound },
    ),
  );
});
