// The two readers of filters' texts on what is made: from the catalogue, and by chance.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bundled } from './bundled.mjs';
import { compare } from './two-readers.mjs';

const { catalogue } = await bundled('filters/catalogue.ts');

const unitOf = { length: 'px', angle: 'deg' };

/** Arguments of all kinds for one parameter, good and bad. */
const argumentsFor = ({ type, initial, least, most, keywords = [], fewest = 0, greatest = 0 }) => {
  const many = (count, item) => Array.from({ length: count }, () => item).join(' ');
  switch (type) {
    case 'keyword':
      return [...keywords, keywords[0].toUpperCase(), `${keywords[0]}x`, '1', '"a"', ''];
    case 'color':
      return ['red', '#12345678', 'hsl(10 20% 30%)', 'reddish', '1', '""', ''];
    case 'text':
      return ['"a"', "''", 'a', '1', ''];
    case 'numbers':
      return [
        initial,
        many(fewest - 1, least),
        many(fewest, most),
        many(greatest, 0),
        many(greatest + 1, 0),
        most + 1,
        'red',
      ];
    case 'stops':
      return [initial, many(fewest - 1, 'red'), many(greatest, 'blue'), many(greatest + 1, 'tan'), '1', ''];
    default: {
      const numbers = [initial, least, most, least - 1, most + 1, most * 2, (least + most) / 3, 0, -1, 1, 1.5, '1e400'];
      const { [type]: unit = '' } = unitOf;
      return [...numbers.map((number) => `${number}${unit}`), '2', '50%', '1px', '1deg', '1turn', '2in', 'red', ''];
    }
  }
};

test('every parameter of every filter takes and refuses the same', () => {
  const texts = [];
  for (const { name, parameters } of catalogue) {
    texts.push(
      `${name}()`,
      `${name.toUpperCase()}( )`,
      name,
      `${name}x()`,
      `${name.slice(1)}()`,
      `${name}(nothing: 1)`,
    );
    parameters.forEach((parameter, index) => {
      for (const argument of argumentsFor(parameter)) {
        texts.push(`${name}(${parameter.name}: ${argument})`);
        if (index === 0) texts.push(`${name}(${argument})`);
      }
    });
  }
  const read = compare(texts);
  assert.ok(texts.length > 2000, `${texts.length} texts`);
  assert.ok(read > 600 && texts.length - read > 600, `${read} of ${texts.length} were read`);
});

/** Numbers from 0 to limit - 1, the same on every run (mulberry32). */
const randomFrom = (seed) => {
  let state = seed;
  return (limit) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % limit;
  };
};

test('5,000 made-up chains, half of them damaged, are read the same way', () => {
  const random = randomFrom(20_26);
  const pick = (list) => list[random(list.length)];
  const space = () => pick(['', '', '', ' ', '  ', '\n', '\t', '/**/', ' /* a ) */ ']);
  const digits = (count) => Array.from({ length: count }, () => random(10)).join('');
  const number = ({ least, most }) => {
    const inside = Math.max(least, -1e4) + (random(1001) / 1000) * (Math.min(most, 1e4) - Math.max(least, -1e4));
    return pick([
      () => String(Math.round(inside)),
      () => inside.toFixed(random(8)),
      () => inside.toExponential(random(12)),
      () => String(inside),
      () => `.${digits(1 + random(18))}`,
      () =>
        `${pick(['+', '-', ''])}${digits(1 + random(3))}.${digits(1 + random(20))}e${pick(['', '+', '-'])}${random(12)}`,
    ])();
  };
  const color = () =>
    pick([
      () => pick(['red', 'Gold', 'papayawhip', 'transparent']),
      () =>
        `#${pick(
          [3, 4, 6, 8].map((length) =>
            random(2 ** 31)
              .toString(16)
              .padStart(length, '0')
              .slice(0, length),
          ),
        )}`,
      () => `rgb(${random(300)}${space()},${space()}${random(256)},${random(101)}%)`,
      () =>
        `hsl(${random(720) - 360}${pick(['', 'deg', 'grad', 'rad', 'turn'])} ${random(101)}% ${random(101)}% / .${random(1000)})`,
    ])();
  const value = (parameter) => {
    const { type, keywords, fewest = 0, greatest = 0 } = parameter;
    const some = (make) => Array.from({ length: fewest + random(Math.min(greatest - fewest, 6) + 1) }, make).join(' ');
    if (type === 'keyword') return pick(keywords);
    if (type === 'color') return color();
    if (type === 'text') return JSON.stringify(digits(random(5)));
    if (type === 'numbers') return some(() => number(parameter));
    if (type === 'stops') return some(() => color() + pick(['', '', ` ${random(101)}%`, ` .${random(1000)}`]));
    const suffix = { amount: ['', '%'], length: ['px', 'px', '', 'mm', 'pt'], angle: ['deg', 'rad', 'turn', 'grad'] };
    return number(parameter) + pick(suffix[type] ?? ['']);
  };
  const call = () => {
    const { name, parameters } = pick(catalogue);
    if (name === 'drop-shadow' && random(2))
      return `drop-shadow(1px ${random(9)}px${space()} ${pick(['2pt', ''])} ${color()})`;
    const count = random(parameters.length + 1);
    const first = random(count + 1);
    const texts = parameters.slice(0, count).map((parameter, index) => {
      const named = index >= first ? `${parameter.name}${space()}:` : '';
      return space() + named + space() + value(parameter) + space();
    });
    return `${name}(${texts.join(',')})`;
  };
  const damage = (text) => {
    const at = random(text.length + 1);
    const piece = pick([
      '(',
      ')',
      ',',
      ':',
      '#',
      '"',
      "'",
      '\\',
      '/*',
      '*/',
      '-',
      '+',
      '.',
      'e',
      '%',
      'px',
      ' ',
      '1',
      'x',
      '\n',
    ]);
    return pick([
      () => text.slice(0, at) + text.slice(at + 1 + random(3)),
      () => text.slice(0, at) + piece + text.slice(at),
      () => text.slice(0, at) + piece + text.slice(at + 1),
      () => text.slice(0, at),
      () => text.slice(at),
    ])();
  };
  const texts = Array.from({ length: 5000 }, (_, index) => {
    const text = Array.from({ length: 1 + random(3) }, call).join(space());
    return index % 2 ? text : damage(text);
  });
  const read = compare(texts);
  assert.ok(read > 1000 && read < 4000, `${read} were read`);
});
