// The two readers of filters' texts on what people write, right and wrong.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { compare, own } from './two-readers.mjs';

const lines = (text) =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');

test('what CSS has is read the same way', () => {
  const texts = lines(`
    none
    NONE
    none /* nothing */
    brightness()
    brightness(1)
    brightness(0)
    brightness(50%)
    brightness(1e2%)
    brightness(-0)
    brightness(+.5)
    brightness(.5e-3)
    brightness(1E+2)
    brightness(3.4e38)
    brightness(0.1000000000000000055511151231257827)
    contrast(130%)
    contrast(1.0000000000000002)
    contrast(100000)
    contrast(123456)
    contrast(1200000)
    contrast(1e21)
    contrast(1e22)
    contrast(1152921504606846976)
    contrast(9007199254740993)
    contrast(98765432109876543210)
    contrast(0.001)
    contrast(0.0001)
    contrast(0.00012)
    contrast(0.0001234)
    contrast(0.00001234)
    contrast(1e-7)
    contrast(1.5e-7)
    contrast(5e-324)
    contrast(1e-400)
    saturate(6)
    grayscale(200%)
    sepia(1e400)
    invert(1.5)
    opacity(0%)
    hue-rotate(0)
    hue-rotate(-0)
    hue-rotate(90deg)
    hue-rotate(0.25turn)
    hue-rotate(100grad)
    hue-rotate(1rad)
    hue-rotate(3.14159265358979rad)
    hue-rotate(-1000000deg)
    blur(0)
    blur(4px)
    blur(4PX)
    blur(1in)
    blur(1cm)
    blur(1mm)
    blur(1q)
    blur(10pt)
    blur(2pc)
    blur(10000px)
    blur(3px, wrap)
    blur(3px, edge: mirror)
    blur(edge: transparent, radius: 2px)
    drop-shadow(1px 2px)
    drop-shadow(1px 2px 3px)
    drop-shadow(red 1px 2px)
    drop-shadow(1px 2px 3px rgb(1, 2, 3))
    drop-shadow(1px 2px 3px rgba(1 2 3 / 0.5))
    drop-shadow(-1px -2px 0 currentcolor)
    drop-shadow(1px 2px transparent)
    drop-shadow(x: 1px, color: #abc)
    SePiA(60%)BLUR(4px)
    sepia( 60% ) /* a */ /**/ blur( /* b */ 4px )
    sepia (1)
    /* only this
    sepia(1) /* to the end
  `);
  assert.equal(compare(['', ' ', '\t\n\r\f', 'sepia(\n60%\n)\r\fblur(4px\t)', ...texts]), texts.length + 4);
});

test('colours are read the same way', () => {
  const colors = lines(`
    #123
    #1234
    #123456
    #12345678
    #ABCDEF
    #fffffffe
    black
    White
    REBECCAPURPLE
    lightgoldenrodyellow
    transparent
    currentColor
    rgb(1 2 3)
    rgb(1, 2, 3)
    rgb(1, 2, 3, 50%)
    rgb(10% 20% 30% / 40%)
    rgb(10% 20 300)
    rgb(-5 127.5 127.49)
    rgb(1e400 -1e400 0.5)
    rgba(255,255,255,.5)
    hsl(0 100% 50%)
    hsl(120deg 100% 50%)
    hsl(0.5turn, 50%, 25%, 0.3)
    hsl(100grad 20% 80% / 1)
    hsl(2rad 33% 66%)
    hsl(-30 40% 60%)
    hsla(1e300 40% 60%)
    hsl(1e400 40% 60%)
    hsl(400 140% -60%)
    hsl(77 40 60)
  `);
  const header = readFileSync(new URL('../../src/filters/css_color_names.h', import.meta.url), 'utf8');
  const names = Array.from(header.matchAll(/\{"(\w+)"/g), ([, name]) => name);
  assert.equal(names.length, 148);
  const texts = [...colors, ...names].map((color) => `tint(${color}, 0.25)`);
  assert.equal(compare(texts), texts.length);
  const broken = lines(`
    #
    #12
    #12345
    #1234567
    #123456789
    #ggg
    #ff_
    re
    reds
    constructor
    f0f8ff
    rgb
    rgb(
    rgb()
    rgb(1)
    rgb(1 2)
    rgb(1, 2)
    rgb(1, 2 3)
    rgb(1 2, 3)
    rgb(1 2 3 4)
    rgb(1 2 3, 4)
    rgb(1, 2, 3 / 4)
    rgb(1 2 3 / )
    rgb(1 2 3 / 4 5)
    rgb(1px 2 3)
    rgb(red)
    hsl(10% 20% 30%)
    hsl(10px 20% 30%)
    hsl(red 1 2)
    hsl(1 2px 3)
    hwb(1 2 3)
    12
    "red"
    red red
    constructor(1)
  `);
  assert.equal(compare(broken.map((color) => `tint(${color})`)), 0);
});

test('what is wrong is said in the same words', () => {
  const texts = lines(`
    sepa(1)
    sepiaa()
    bluer(1px)
    vinette()
    drop_shadow(1px 1px)
    constructor()
    toString()
    __proto__()
    a()
    xyzzyxyzzyxyzzyxyzzyxyzzyxyzzyxy()
    xyzzyxyzzyxyzzyxyzzyxyzzyxyzzyxyzzyxyzzyxyzzyxyzzyxyzzyxyzzy()
    gray-scale()
    hue-rotat(1deg)
    none none
    none sepia()
    sepia() none
    url(#a)
    1
    (
    )
    ,
    -
    --
    -5
    *
    /
    /*/
    sepia
    sepia(
    sepia(1
    sepia(1,
    sepia(1,)
    sepia(,1)
    sepia)
    sepia((1))
    sepia(1 2)
    sepia(1, 2)
    sepia(1px)
    sepia(1em2)
    sepia(red)
    sepia(-1)
    sepia(-1%)
    sepia(-1e400)
    sepia(NaN)
    sepia(Infinity)
    sepia(amount 1)
    sepia(amount:)
    sepia(amount: 1, amount: 1)
    sepia(1, amount: 1)
    sepia(amounts: 1)
    sepia(x: 1)
    sepia(averylongnameofaparameterthatnobodywouldeverwriteinfull: 1)
    sepia(1averylongnameofaunitthatnobodywouldeverwriteinfulllength)
    sepia(averylongnameofaparameterthatnobodywouldeverwriteinfull)
    sepia(1),blur(1px)
    sepia(1);
    sepia(1) 5
    sepia[1]
    brightness(-1)
    brightness(1e39)
    brightness(1e400)
    blur(1)
    blur(4em)
    blur(50%)
    blur(-1px)
    blur(-0.5px)
    blur(10001px)
    blur(1e400px)
    blur(1px 2px)
    blur(.5.5px)
    blur(1px, nowhere)
    blur(1px, )
    blur(1px, 2)
    blur(1px, edge: )
    blur(edge: wrap, 2px)
    hue-rotate(90)
    hue-rotate(1e7deg)
    hue-rotate(90px)
    drop-shadow()
    drop-shadow(1px)
    drop-shadow(1px, 2px)
    drop-shadow(1px 2px 3px 4px)
    drop-shadow(1px 2px -3px)
    drop-shadow(red 1px 2px red)
    drop-shadow(1px 2px redd)
    drop-shadow(1px red 2px)
    drop-shadow(1 2)
    drop-shadow(red)
    drop-shadow(inset 1px 2px)
    posterize(2.5)
    posterize(1)
    posterize(65)
    posterize(-2)
    posterize(4px)
    grain(0.1, 1.5)
    grain(seed: 4294967296)
    grain(seed: 0.1)
    guided(1px, 0)
    guided(1px, 0.0000099999)
    bilateral(1px, 0.003)
    exposure(5.000000000000001)
    exposure(-5.1)
    exposure(1234567890.12345678)
    exposure(0.1e17)
    exposure(1e15)
    exposure(1e-9px)
    temperature(-1.00000000001)
    convolve(1 2 3)
    convolve(1 2 3 4 5 6 7 8 9px)
    convolve()
    color-matrix(1 2 3)
    color-matrix(1 0 0 0 0 0 1 0 0 0 0 0 1 0 0 0 0 0 1 0 5)
    color-matrix(1 0 0 0 0 0 1 0 0 0 0 0 1 0 0 0 0 0 1 1001)
    color-matrix(50% 0 0 0 0 0 1 0 0 0 0 0 1 0 0 0 0 0 1 0)
    curves(0 0 1)
    curves(0 0 1 2)
    curves(red: )
    gradient-map(red)
    gradient-map(red, blue)
    gradient-map(red 50%)
    gradient-map(red -1% blue)
    gradient-map(red 101% blue)
    gradient-map(red 1px blue)
    gradient-map(50% red blue)
    gradient-map(stops: red blue amount: 1)
    lut3d(a)
    lut3d("a)
    lut3d('a")
    lut3d("a\\")
    lut3d("a" "b")
    preset(noire)
    preset(5)
    preset("noir")
    preset()x
    tint(mode: multply)
  `);
  // Columns and what is shown count as strings do.
  texts.push(
    'lut3d("é€😀") sepa(1)',
    'lut3d("é€😀") blur(-1px)',
    `sepia(${'é'.repeat(40)}`,
    `${'€'.repeat(9)} (`,
    '😀',
  );
  texts.push('lut3d("a\nb")', "lut3d('a\n')", 'lut3d("a\\', 'sepia() '.repeat(256) + 'blur', 'a'.repeat(500));
  texts.push(
    `sepia(${'1'.repeat(600)}`,
    'sepia('.repeat(10_000),
    `tint(#${'a'.repeat(90)})`,
    `tint(${'a'.repeat(90)})`,
  );
  const read = compare(texts);
  // Those that only look broken.
  assert.equal(read, texts.filter((text) => own(text).startsWith('ok')).length);
  assert.ok(read < 8, `${read} were read`);
});

test('texts, points and stops are read the same way', () => {
  const texts = lines(String.raw`
    lut3d("")
    lut3d('a')
    lut3d("it's")
    lut3d('say "x"')
    lut3d("\"")
    lut3d('\'')
    lut3d("\\")
    lut3d("\41")
    lut3d("\41 B")
    lut3d("\41  B")
    lut3d("\000041B")
    lut3d("\a b\d\c\g")
    lut3d("\0")
    lut3d("\d800\dfff\110000\ffffff")
    lut3d("\1F600\e9\20ac")
    lut3d("ä€😀")
    lut3d("/* not a comment */")
    lut3d(/* a comment */ "a", 50%)
    overlay("1x1:AAAA/w==", -5px, 7, opacity: .5)
    curves(0 0 1 1)
    curves(0 0 .5 .4 1 1)
    curves(0 0 1 1, 0 0 1 0.5)
    curves(blue: 0 1 1 0)
    convolve(1 1 1 1 1 1 1 1 1)
    convolve(0 0 0 0 1 0 0 0 0, bias: 0.5, alpha: preserve)
    color-matrix(1 0 0 0 0 0 1 0 0 0 0 0 1 0 0 0 0 0 1 0)
    color-matrix(-0 .5 1e-3 1000 -1000 0 1 0 0 0 0 0 1 0 0 0 0 0 1 0)
    gradient-map(black white)
    gradient-map(red blue)
    gradient-map(red 50% blue)
    gradient-map(red blue 50%)
    gradient-map(red blue lime)
    gradient-map(red blue lime gold navy tan teal)
    gradient-map(red 10% blue lime 90% gold)
    gradient-map(red 90% blue lime 10%)
    gradient-map(red 90% blue lime tan 10% gold)
    gradient-map(red 0.3333 #12345678 hsl(20 30% 40%) 1, 0.5)
    gamma(1, red: 1.4, blue: .7)
    crop(1, 2, 3px, 4px)
    rotate(-90deg)
    scale(0.5)
    scale(50%, 2, bilinear)
    scale(0.5, method: area)
    chroma-key(rgb(0 177 64))
  `);
  texts.push('lut3d("a\\\nb")', 'lut3d("a\rb\tc\fd")', 'sepia() '.repeat(256));
  assert.equal(compare(texts), texts.length);
});
