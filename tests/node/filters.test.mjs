// Chains of filters as values: made by methods and by texts, printed, compared, and what stands between two.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as kinora from '../../dist/index.js';
import { Filter, FilterSyntaxError, chain, parseFilter } from '../../dist/filters.js';
import { bundled } from './bundled.mjs';

const { catalogue } = await bundled('filters/catalogue.ts');
const print = (text) => String(parseFilter(text));

/** The error that `act` throws: of exactly this class. */
const thrown = (act, type) => {
  try {
    act();
  } catch (error) {
    assert.equal(error.constructor, type, String(error));
    return error;
  }
  assert.fail('nothing was thrown');
};

test('both entries give the same', () => {
  for (const name of ['Filter', 'FilterSyntaxError', 'chain', 'parseFilter']) {
    assert.equal(kinora[name], { Filter, FilterSyntaxError, chain, parseFilter }[name]);
  }
});

test('a chain and a text are the same filter', () => {
  const image = { width: 2, height: 1, data: Uint8Array.of(255, 0, 0, 255, 0, 0, 0, 128) };
  const pairs = [
    [chain(), 'none'],
    [chain(), ''],
    [chain().sepia(0.6).blur(4), 'sepia(60%) blur(4px)'],
    [chain().sepia().invert(), 'sepia() invert()'],
    [chain().sepia(7), 'sepia(1)'],
    [chain().hueRotate(-0), 'hue-rotate(0)'],
    [chain().hueRotate(0), 'hue-rotate(-0)'],
    [chain().hueRotate(90), 'hue-rotate(0.25turn)'],
    [chain().blur(4, { edge: 'wrap' }), 'blur(4px, wrap)'],
    [chain().blur({ edge: 'mirror' }), 'blur(edge: mirror)'],
    [chain().blur(undefined, 'mirror'), 'blur(0, mirror)'],
    [chain().blur({ radius: undefined }), 'blur()'],
    [chain().dropShadow(1, 2, 3, 'rgb(1 2 3 / 50%)'), 'drop-shadow(1px 2px 3px #01020380)'],
    [chain().vignette({ amount: 0.4 }), 'vignette(0.4)'],
    [chain().levels({ inBlack: 0.1, outWhite: 0.9 }), 'levels(0.1, out-white: 90%)'],
    [chain().tint('Gold', { mode: 'soft-light' }), 'tint(#ffd700, mode: soft-light)'],
    [chain().curves([0, 0, 0.5, 0.4, 1, 1]), 'curves(0 0 0.5 0.4 1 1)'],
    [
      chain().curves({
        red: [
          [0, 0.1],
          [1, 0.9],
        ],
      }),
      'curves(red: 0 .1 1 .9)',
    ],
    [chain().curves(Float64Array.of(0, 0.25, 1, 1)), 'curves(0 0.25 1 1)'],
    [
      chain().convolve(
        [
          [0, -1, 0],
          [-1, 5, -1],
          [0, -1, 0],
        ],
        2,
      ),
      'convolve(0 -1 0 -1 5 -1 0 -1 0, 2)',
    ],
    [
      chain().colorMatrix([0, 1, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 1, 0]),
      'color-matrix(0 1 0 0 0 1 0 0 0 0 0 0 1 0 0 0 0 0 1 0)',
    ],
    [chain().gradientMap(['#123', 'white']), 'gradient-map(#112233 white)'],
    [chain().gradientMap(['red', ['lime', 0.2], ['blue'], 'tan'], 0.5), 'gradient-map(red lime 20% blue tan, 50%)'],
    [chain().grain(0.2, 3, 'rgb', 42), 'grain(20%, 3, rgb, 42)'],
    [chain().rgbSplit(1, 2, 3, 4), 'rgb-split(1px, 2, 3, 4)'],
    [chain().lut3d('TITLE "a\\b"\n1 2 3\n'), String.raw`lut3d("TITLE \"a\\b\"\a 1 2 3\a ")`],
    [chain().overlay(image, -5, { opacity: 0.5 }), 'overlay("2x1:/wAA/wAAAIA=", -5px, opacity: 50%)'],
    [chain().overlay({ image, x: 3 }), "overlay('2x1:/wAA/wAAAIA=', 3)"],
    [chain().overlay('2x1:/wAA/wAAAIA='), 'overlay("2x1:/wAA/wAAAIA=")'],
  ];
  for (const [filter, text] of pairs) {
    const parsed = parseFilter(text);
    assert.deepEqual(filter.calls, parsed.calls, text);
    assert.ok(filter.equals(parsed) && parsed.equals(filter), text);
    assert.equal(String(filter), String(parsed));
    assert.ok(parseFilter(String(filter)).equals(filter), String(filter));
  }
});

test('a unit changes a number no more than it must', () => {
  for (let percent = 0; percent <= 100; percent++) {
    assert.equal(print(`sepia(${percent}%)`), print(`sepia(${percent}e-2)`));
  }
  assert.equal(print('sepia(70%)'), 'sepia(0.7)');
  assert.equal(print('blur(254mm)'), 'blur(960px)');
  assert.equal(print('hue-rotate(70grad)'), 'hue-rotate(63deg)');
});

test('every filter of the catalogue has a method, and its parameters can be named', () => {
  for (const { name, parameters } of catalogue) {
    const camelCase = name.replace(/-(.)/g, (_, letter) => letter.toUpperCase());
    const call = chain()[camelCase]().calls[0];
    assert.equal(call.name, name);
    assert.equal(call.values.length, parameters.length);
    // drop-shadow's lengths have no defaults in CSS.
    if (name !== 'drop-shadow') assert.deepEqual(parseFilter(`${name}()`).calls, [call]);
    assert.equal(print(String(chain()[camelCase]())), String(chain()[camelCase]()));
    parameters.forEach((parameter, index) => {
      const key = parameter.name.replace(/-(.)/g, (_, letter) => letter.toUpperCase());
      assert.deepEqual(chain()[camelCase]({ [key]: undefined }).calls, [call]);
      if (parameter.type === 'keyword') {
        const last = parameter.keywords.at(-1);
        assert.equal(chain()[camelCase]({ [key]: last }).calls[0].values[index], last);
      }
    });
  }
});

test('a picture of many pixels becomes its text', () => {
  const data = Uint8ClampedArray.from({ length: 200 * 150 * 4 }, (_, index) => (index * 7) % 256);
  const [{ values }] = chain().overlay({ width: 200, height: 150, data }).calls;
  assert.equal(values[0], `200x150:${Buffer.from(data).toString('base64')}`);
});

test('nothing that was made changes', () => {
  const first = chain();
  const second = first.sepia(0.5);
  const third = second.blur(2);
  const fourth = second.invert();
  assert.deepEqual([first, second, third, fourth].map(String), [
    'none',
    'sepia(0.5)',
    'sepia(0.5) blur(2px)',
    'sepia(0.5) invert()',
  ]);
  third.calls[0].values[0] = 1;
  third.calls.pop();
  const points = [0, 0, 1, 1];
  const curves = chain().curves(points);
  points[1] = 1;
  curves.calls[0].values[0][1] = 1;
  assert.equal(String(third), 'sepia(0.5) blur(2px)');
  assert.equal(String(curves), 'curves()');
  assert.equal(JSON.stringify({ filter: third }), '{"filter":"sepia(0.5) blur(2px)"}');
});

test('it knows when it is nothing, and when it is the same', () => {
  assert.equal(chain().isIdentity, true);
  assert.equal(parseFilter(' none ').isIdentity, true);
  assert.equal(chain().blur(0).isIdentity, false);
  assert.ok(parseFilter('blur(96px)').equals(parseFilter('BLUR( 1in )')));
  assert.ok(!chain().sepia(0.5).equals(chain().sepia(0.25)));
  assert.ok(!chain().sepia().equals(chain().sepia().sepia()));
  assert.ok(!chain().lut3d('a').equals(chain().lut3d('A')));
});

test('a broken text says where, what, and what was meant', () => {
  const cases = [
    ['sepa(1)', 1, "'sepa'", "a filter's name", 'sepia'],
    ['blur(2px)  vinette(1)', 12, "'vinette'", "a filter's name", 'vignette'],
    ['whatsoever()', 1, "'whatsoever'", "a filter's name", ''],
    ['sepia(60% blur(4px)', 11, "'blur'", "',' or ')'", ''],
    ['sepia(', 7, 'the end', 'a number or a percentage', ''],
    ['blur(4)', 6, 'no unit', 'a length in px', ''],
    ['blur(4em)', 6, "the unit 'em'", 'a length in px', ''],
    ['vignette(amonut: 0.4)', 10, "'amonut'", 'amount, radius, softness, color', 'amount'],
    ['blur(2px, edge: wrapped)', 17, "'wrapped'", 'duplicate, transparent, wrap, mirror', ''],
    ['tint(reddish)', 6, "'reddish'", 'a colour', ''],
    ['tint(#12345)', 6, "'#12345'", '3, 4, 6 or 8 hexadecimal digits', ''],
    ['lut3d("abc)', 7, "'\"abc'", 'a string that ends with "', ''],
    ['sepia(1, amount: 1)', 10, "'amount'", 'another parameter', ''],
    ['none sepia()', 6, "'sepia'", "nothing behind 'none'", ''],
    ['sepia() '.repeat(257), 2049, "'sepia'", 'at most 256 functions', ''],
    ['lut3d("äöü") sepa()', 14, "'sepa'", "a filter's name", 'sepia'],
  ];
  for (const [text, column, found, expected, nearest] of cases) {
    const error = thrown(() => parseFilter(text), FilterSyntaxError);
    assert.deepEqual({ ...error }, { name: 'FilterSyntaxError', column, found, expected, nearest }, text);
    assert.ok(error instanceof SyntaxError);
    assert.ok(error.message.startsWith(`filter, column ${column}: `), error.message);
  }
  const { message } = thrown(() => parseFilter('sepa(1)'), FilterSyntaxError);
  assert.equal(message, "filter, column 1: unknown filter 'sepa' (did you mean 'sepia'?)");
});

test('a number out of its range is named, with its limits and its place', () => {
  const cases = [
    ['sepia() blur(-2px)', 'blur.radius must be from 0 to 10000 (column 14), got -2'],
    ['brightness(-1%)', 'brightness.amount must be at least 0 (column 12), got -0.01'],
    ['brightness(1e999)', 'brightness.amount must be at most 3.4e+38 (column 12), got Infinity'],
    ['posterize(2.5)', 'posterize.levels must be a whole number from 2 to 64 (column 11), got 2.5'],
    ['gamma(1, red: 0)', 'gamma.red must be from 0.1 to 10 (column 15), got 0'],
    ['curves(0 0 1 1.5)', 'curves.rgb must be from 0 to 1 (column 14), got 1.5'],
    ['grain(seed: 4294967296)', 'grain.seed must be a whole number from 0 to 4294967295 (column 13), got 4294967296'],
  ];
  for (const [text, message] of cases) assert.equal(thrown(() => parseFilter(text), RangeError).message, message);
  for (const value of [undefined, null, 5, {}, chain(), ['sepia()']]) {
    assert.match(thrown(() => parseFilter(value), TypeError).message, /^css must be a string, got /);
  }
});

test('methods refuse what does not fit, by name', () => {
  const bytes = (length) => new Uint8Array(length);
  const cases = [
    [() => chain().blur(-1), RangeError, 'blur.radius must be from 0 to 10000, got -1'],
    [() => chain().blur(NaN), RangeError, 'blur.radius must be from 0 to 10000, got NaN'],
    [() => chain().brightness(Infinity), RangeError, 'brightness.amount must be at most 3.4e+38, got Infinity'],
    [() => chain().sepia(-0.1), RangeError, 'sepia.amount must be from 0 to 1, got -0.1'],
    [() => chain().posterize(4.5), RangeError, 'posterize.levels must be a whole number from 2 to 64, got 4.5'],
    [() => chain().convolve([1, 2, 3]), RangeError, 'convolve.kernel must have from 9 to 49 elements, got 3'],
    [() => chain().colorMatrix([]), RangeError, 'color-matrix.matrix must have 20 elements, got 0'],
    [() => chain().gradientMap(['red']), RangeError, 'gradient-map.stops must have from 2 to 32 elements, got 1'],
    [() => chain().gradientMap([['red', 2], 'tan']), RangeError, 'gradient-map.stops must be from 0 to 1, got 2'],
    [() => chain().blur('4px'), TypeError, "blur.radius must be a number, got '4px'"],
    [() => chain().blur(null), TypeError, 'blur.radius must be a number, got null'],
    [() => chain().blur(4n), TypeError, 'blur.radius must be a number, got 4'],
    [() => chain().blur(new Number(4)), TypeError, 'blur.radius must be a number, got 4'],
    [() => chain().blur(Promise.resolve(4)), TypeError, 'blur.radius must be a number, got [object Promise]'],
    [
      () => chain().blur(4, new Map([['edge', 'wrap']])),
      TypeError,
      /^blur\.edge must be one of .*, got \[object Map\]$/,
    ],
    [() => chain().sepia(chain()), TypeError, 'sepia.amount must be a number, got none'],
    [() => chain().sepia(parseFilter('sepia(0.5)')), TypeError, 'sepia.amount must be a number, got sepia(0.5)'],
    [
      () => chain().blur(1, 'nowhere'),
      TypeError,
      "blur.edge must be one of duplicate, transparent, wrap, mirror, got 'nowhere'",
    ],
    [() => chain().blur(1, 'wrap', 2), TypeError, 'blur() takes at most 2 arguments, got 3'],
    [() => chain().blur(1, { radius: 2 }), TypeError, "blur() got 'radius' twice"],
    [
      () => chain().vignette({ amonut: 1 }),
      TypeError,
      "vignette() has no option 'amonut', expected amount, radius, softness, color",
    ],
    [
      () => chain().levels({ 'in-black': 0.1 }),
      TypeError,
      "levels() has no option 'in-black', expected inBlack, inWhite, gamma, outBlack, outWhite",
    ],
    [() => chain().tint('reddish'), TypeError, "tint.color must be a CSS colour, got 'reddish'"],
    [() => chain().tint('red red'), TypeError, "tint.color must be a CSS colour, got 'red red'"],
    [() => chain().tint(0xff0000), TypeError, 'tint.color must be a CSS colour, got 16711680'],
    [() => chain().curves('0 0 1 1'), TypeError, "curves.rgb must be an array of numbers, got '0 0 1 1'"],
    [() => chain().curves([0, 0, 1, '1']), TypeError, 'curves.rgb must be an array of numbers, got 0,0,1,1'],
    [
      () => chain().gradientMap(['red', 5]),
      TypeError,
      'gradient-map.stops must be an array of CSS colours or of pairs [colour, place], got red,5',
    ],
    [() => chain().lut3d(5), TypeError, 'lut3d.cube must be a string, got 5'],
    [
      () => chain().overlay({ width: 1, height: 1, data: [0, 0, 0, 0] }),
      TypeError,
      'overlay.image.data must be a Uint8ClampedArray or a Uint8Array, got [object Array]',
    ],
    [
      () => chain().overlay({ width: 1, height: 1, data: bytes(3) }),
      RangeError,
      'overlay.image.data must have width * height * 4 = 4 bytes, got 3',
    ],
    [
      () => chain().overlay({ width: 0, height: 1, data: bytes(0) }),
      RangeError,
      'overlay.image.width must be a whole number from 1 to 16383, got 0',
    ],
    [
      () => chain().overlay({ width: 1, height: '1', data: bytes(4) }),
      TypeError,
      'overlay.image.height must be a number, got 1',
    ],
    [() => chain().equals('none'), TypeError, 'other must be a Filter, got none'],
    [() => chain().interpolate(null, 0.5), TypeError, 'to must be a Filter, got null'],
    [() => chain().interpolate(chain(), '1'), TypeError, 't must be a number, got 1'],
    [() => chain().interpolate(chain(), NaN), RangeError, 't must be a finite number, got NaN'],
  ];
  for (const [act, type, message] of cases) {
    const said = thrown(act, type).message;
    if (message instanceof RegExp) assert.match(said, message);
    else assert.equal(said, message);
  }
  // Of any class, if it has the names.
  class Radius {
    get radius() {
      return 4;
    }
  }
  assert.equal(String(chain().blur(new Radius())), 'blur(4px)');
  let long = chain();
  for (let count = 0; count < 256; count++) long = long.sepia();
  assert.equal(thrown(() => long.sepia(), RangeError).message, 'a chain must have at most 256 filters, got 257');
  assert.ok(parseFilter(String(long)).equals(long));
});

test('texts that are huge or hostile are read or refused at once', () => {
  const million = 1_000_000;
  assert.equal(print(' '.repeat(million)), 'none');
  assert.equal(print(`sepia(${'/**/'.repeat(million)}1)`), 'sepia()');
  assert.equal(print(`sepia(0.${'0'.repeat(million)}1)`), 'sepia(0)');
  assert.equal([...parseFilter(`lut3d("${'\\41 '.repeat(million)}")`).calls[0].values[0]].length, million);
  const cases = ['(', '/*', '"', '#', 'a', '-', '1', '\\', 'sepia(', 'rgb(', 'none ', 'tint(#', 'tint(a', '\0', '😀'];
  for (const piece of cases) {
    const text = piece.repeat(million / 10);
    thrown(() => parseFilter(text), FilterSyntaxError);
  }
});

const between = (from, to, t) => String(parseFilter(from).interpolate(parseFilter(to), t));

test('between two chains of the same filters each parameter goes its own way', () => {
  const cases = [
    ['blur(2px)', 'blur(6px)', 0.5, 'blur(4px)'],
    ['sepia(0) blur(0)', 'sepia(1) blur(8px)', 0.25, 'sepia(0.25) blur(2px)'],
    ['hue-rotate(-90deg)', 'hue-rotate(270deg)', 0.75, 'hue-rotate(180deg)'],
    ['blur(0, wrap)', 'blur(8px, mirror)', 0.49, 'blur(3.92px, wrap)'],
    ['blur(0, wrap)', 'blur(8px, mirror)', 0.5, 'blur(4px, mirror)'],
    ['lut3d("a", 0)', 'lut3d("b", 1)', 0.25, 'lut3d("a", 0.25)'],
    ['lut3d("a", 0)', 'lut3d("b", 1)', 0.75, 'lut3d("b", 0.75)'],
    ['posterize(2)', 'posterize(7)', 0.5, 'posterize(5)'],
    ['tint(#000000, 1)', 'tint(#ffffff, 1)', 0.2, 'tint(#333333, 1)'],
    // Premultiplied: the transparent end gives no colour.
    ['tint(#ff0000, 1)', 'tint(#0000ff00, 1)', 0.5, 'tint(#ff000080, 1)'],
    ['tint(#ff000080, 1)', 'tint(#0000ff, 1)', 0.5, 'tint(#5500aac0, 1)'],
    ['tint(transparent, 1)', 'tint(#ffffff00, 1)', 0.5, 'tint(#00000000, 1)'],
    ['curves(0 0 1 1)', 'curves(0.5 0 1 0.5)', 0.5, 'curves(0.25 0 1 0.75)'],
    ['curves(0 0 1 1)', 'curves(0 0 0.5 0.1 1 1)', 0.4, 'curves()'],
    ['curves(0 0 1 1)', 'curves(0 0 0.5 0.1 1 1)', 0.6, 'curves(0 0 0.5 0.1 1 1)'],
    ['gradient-map(black white)', 'gradient-map(red 50% white)', 0.5, 'gradient-map(#800000 0.25 #ffffff 1)'],
    ['gradient-map(black white)', 'gradient-map(black white 50%)', 0.5, 'gradient-map(#000000 0 #ffffff 0.75)'],
    ['rotate(0)', 'rotate(90deg)', 0.4, 'rotate(0deg)'],
    ['rotate(0)', 'rotate(180deg)', 0.6, 'rotate(180deg)'],
    ['crop(0, 0, 9px, 9px)', 'crop(5px, 0, 9px, 9px)', 0.5, 'crop(3px, width: 9px, height: 9px)'],
    ['crop(0, 0, 100px, 9px)', 'crop(1px, 0, 99px, 9px)', 0.5, 'crop(1px, width: 99px, height: 9px)'],
    // A 0 with a meaning of its own is no number that another one comes from.
    ['crop(1px, 1px)', 'crop(3px, 3px, 20px, 30px)', 0.4, 'crop(2px, 2px)'],
    ['crop(1px, 1px)', 'crop(3px, 3px, 20px, 30px)', 0.5, 'crop(2px, 2px, 20px, 30px)'],
    ['scale(2)', 'scale(1, 0.5)', 0.25, 'scale(1.75)'],
    ['scale(2)', 'scale(1, 0.5)', 0.75, 'scale(1.25, 0.5)'],
    ['convolve(1 1 1 1 1 1 1 1 1)', 'convolve(1 1 1 1 1 1 1 1 1, 9)', 0.1, 'convolve(1 1 1 1 1 1 1 1 1)'],
    ['drop-shadow(0 0 0 #000)', 'drop-shadow(8px 4px 2px #fff)', 0.5, 'drop-shadow(4px 2px 1px #808080)'],
  ];
  for (const [from, to, t, expected] of cases) assert.equal(between(from, to, t), expected, `${from} ${to} ${t}`);
});

test('beyond the ends numbers go on, as far as they may', () => {
  assert.equal(between('blur(2px)', 'blur(4px)', 1.5), 'blur(5px)');
  assert.equal(between('blur(2px)', 'blur(4px)', -2), 'blur()');
  assert.equal(between('opacity(0)', 'opacity(1)', 9), 'opacity()');
  assert.equal(between('posterize(4)', 'posterize(60)', 9), 'posterize(64)');
  assert.equal(between('tint(#404040)', 'tint(#808080)', 2), 'tint(#c0c0c0)');
  assert.equal(between('levels(0.1, 0.2)', 'levels(0.5, 0.9)', -1), 'levels(0.1, 0.2)');
  assert.equal(between('hue-rotate(90deg)', 'hue-rotate(180deg)', 1e307), 'hue-rotate(1000000deg)');
  assert.equal(between('blur(90px)', 'blur(180px)', -Number.MAX_VALUE), 'blur()');
  assert.equal(between('tint(#404040)', 'tint(#808080)', Number.MAX_VALUE), 'tint(#ffffff)');
  assert.equal(between('curves(0.2 0 0.3 1)', 'curves(0.7 0 0.8 1)', 2), 'curves(0.7 0 0.8 1)');
});

test("CSS's own filters come from nothing and go to nothing", () => {
  const cases = [
    ['none', 'blur(8px)', 0.25, 'blur(2px)'],
    ['blur(8px, wrap)', 'none', 0.25, 'blur(6px, wrap)'],
    ['none', 'sepia(1) brightness(3) contrast(0)', 0.5, 'sepia(0.5) brightness(2) contrast(0.5)'],
    [
      'none',
      'saturate(0) opacity(0) invert(1) grayscale(1)',
      0.5,
      'saturate(0.5) opacity(0.5) invert(0.5) grayscale(0.5)',
    ],
    ['none', 'hue-rotate(60deg)', 0.5, 'hue-rotate(30deg)'],
    ['none', 'drop-shadow(8px 4px 2px red)', 0.5, 'drop-shadow(4px 2px 1px #ff000080)'],
    ['sepia(1)', 'sepia(0.5) blur(4px)', 0.5, 'sepia(0.75) blur(2px)'],
    ['none', 'none', 0.5, 'none'],
    // All others, and lists that do not match, change half-way.
    ['none', 'vignette(1)', 0.49, 'none'],
    ['none', 'vignette(1)', 0.5, 'vignette(1)'],
    ['none', 'blur(4px) vignette(1)', 0.4, 'none'],
    ['sepia(1) blur(4px)', 'blur(4px) sepia(1)', 0.4, 'sepia() blur(4px)'],
    ['sepia(1) blur(4px)', 'blur(4px) sepia(1)', 0.6, 'blur(4px) sepia()'],
  ];
  for (const [from, to, t, expected] of cases) assert.equal(between(from, to, t), expected, `${from} ${to} ${t}`);
});

test('at its ends an interpolation is its ends, and it is never out of range', () => {
  const texts = catalogue.filter(({ name }) => name !== 'drop-shadow').map(({ name }) => `${name}()`);
  for (const { name, parameters } of catalogue) {
    const numeric = parameters.filter(({ type }) => ['number', 'amount', 'length', 'angle'].includes(type));
    for (const end of ['least', 'most']) {
      const values = numeric.map((parameter) => [parameter.name, Math.min(parameter[end], 1e6)]);
      const unit = (key) => ({ length: 'px', angle: 'deg' })[parameters.find((each) => each.name === key).type] ?? '';
      texts.push(`${name}(${values.map(([key, value]) => `${key}: ${value}${unit(key)}`).join(', ')})`);
    }
  }
  for (const from of texts) {
    for (const to of texts.filter((text) => text.split('(')[0] === from.split('(')[0])) {
      const [a, b] = [parseFilter(from), parseFilter(to)];
      assert.equal(a.interpolate(b, 0), a);
      assert.equal(a.interpolate(b, 1), b);
      for (const t of [0.1, 1 / 3, 0.5, 0.999, -1, 2]) {
        const middle = a.interpolate(b, t);
        assert.ok(parseFilter(String(middle)).equals(middle), String(middle));
      }
      assert.ok(a.interpolate(a, 0.3).equals(a), from);
    }
  }
});
