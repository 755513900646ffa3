// The animation: a reel of cards, like the one inside a Kinora, turning before slow waves of light.

import { type Size, type Source, drawnSource, newCanvas } from './source.js';

const cards = 54;
const waves = 4;
const sparks = 70;

/** A fraction between 0 and 1 that looks random and is always the same for `index`. */
const scatter = (index: number, salt: number): number => {
  const value = Math.sin(index * 127.1 + salt * 311.7) * 43758.5453;
  return value - Math.floor(value);
};

const turn = Math.PI * 2;

class Reel {
  readonly #context: CanvasRenderingContext2D;
  readonly #width: number;
  readonly #height: number;
  readonly #night: CanvasGradient;

  constructor(context: CanvasRenderingContext2D) {
    this.#context = context;
    this.#width = context.canvas.width;
    this.#height = context.canvas.height;
    this.#night = context.createLinearGradient(0, 0, 0, this.#height);
    this.#night.addColorStop(0, '#0b1026');
    this.#night.addColorStop(0.55, '#1c1f45');
    this.#night.addColorStop(1, '#3a2350');
  }

  /** Draws the picture of a moment. `seconds` may be any number: the same moment is always the same picture. */
  draw(seconds: number): void {
    this.#context.globalAlpha = 1;
    this.#context.fillStyle = this.#night;
    this.#context.fillRect(0, 0, this.#width, this.#height);
    this.#drawSparks(seconds);
    for (let wave = 0; wave < waves; wave++) this.#drawWave(wave, seconds);
    this.#drawReel(seconds);
    this.#drawClock(seconds);
  }

  #drawSparks(seconds: number): void {
    const context = this.#context;
    context.fillStyle = '#fff4d6';
    for (let spark = 0; spark < sparks; spark++) {
      const depth = 0.3 + 0.7 * scatter(spark, 1);
      const drift = scatter(spark, 2) + seconds * 0.012 * depth;
      const x = (drift - Math.floor(drift)) * this.#width;
      const y = scatter(spark, 3) * this.#height * 0.75;
      context.globalAlpha = depth * (0.55 + 0.45 * Math.sin(seconds * 2 + spark * 1.7));
      const size = 1.5 + 2.5 * depth;
      context.fillRect(x, y, size, size);
    }
  }

  #drawWave(wave: number, seconds: number): void {
    const context = this.#context;
    const [width, height] = [this.#width, this.#height];
    context.globalAlpha = 0.34;
    context.fillStyle = `hsl(${(205 + wave * 38 + seconds * 7) % 360} 75% ${46 + wave * 5}%)`;
    context.beginPath();
    context.moveTo(0, height);
    for (let x = 0; x <= width; x += 20) {
      const phase = (x / width) * turn;
      const swell = Math.sin(phase * (1 + wave * 0.35) + seconds * (0.5 + wave * 0.16));
      const ripple = Math.sin(phase * 2.7 - seconds * 0.8 + wave * 2);
      context.lineTo(x, height * (0.68 + wave * 0.075) + swell * height * 0.07 + ripple * height * 0.02);
    }
    context.lineTo(width, height);
    context.fill();
  }

  #drawReel(seconds: number): void {
    const context = this.#context;
    const radius = this.#height * 0.34;
    context.save();
    context.translate(this.#width / 2, this.#height * 0.47);
    for (let card = 0; card < cards; card++) {
      const angle = (card / cards) * turn + seconds * 0.45;
      // One card after the other bends at the top, as under the Kinora's finger.
      const bend = Math.max(0, Math.cos(angle + Math.PI / 2)) ** 24;
      const flutter = 1 + 0.05 * Math.sin(card * 0.9 + seconds * 3);
      context.save();
      context.rotate(angle + bend * 0.22);
      context.globalAlpha = 0.82;
      context.fillStyle = `hsl(${((card / cards) * 360 + seconds * 24) % 360} 82% ${60 + bend * 22}%)`;
      context.beginPath();
      context.moveTo(radius * 0.28, -3);
      context.lineTo(radius * flutter, -radius * 0.055);
      context.lineTo(radius * flutter, radius * 0.03);
      context.lineTo(radius * 0.28, 3);
      context.fill();
      context.restore();
    }
    context.globalAlpha = 1;
    context.fillStyle = '#f7f1e1';
    context.beginPath();
    context.arc(0, 0, radius * 0.24, 0, turn);
    context.fill();
    context.fillStyle = '#1c1f45';
    context.beginPath();
    context.arc(0, 0, radius * 0.07, 0, turn);
    context.fill();
    context.restore();
  }

  #drawClock(seconds: number): void {
    const context = this.#context;
    context.globalAlpha = 0.9;
    context.fillStyle = '#f7f1e1';
    context.font = `600 ${Math.round(this.#height / 21)}px system-ui, sans-serif`;
    context.textAlign = 'right';
    context.fillText(`${seconds.toFixed(2)} s`, this.#width * 0.975, this.#height * 0.955);
  }
}

/** @throws Error where there is no 2D canvas */
export const reelSource = (size: Size): Source => {
  const canvas = newCanvas(size);
  const context = canvas.getContext('2d', { alpha: false });
  if (!context) throw new Error('this browser has no 2D canvas');
  const reel = new Reel(context);
  return drawnSource('A turning reel of coloured cards', canvas, (seconds) => reel.draw(seconds));
};
