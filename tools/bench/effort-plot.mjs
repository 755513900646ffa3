// The plot of effort.mjs: one panel a codec and clip, frames a second (logarithmic) against PSNR.

const panel = { width: 460, height: 300, left: 50, right: 20, top: 30, bottom: 40 };
const colors = { realtime: '#1f6feb', good: '#b35900', screen: '#8250df' };

const scale = (from, to, start, end) => (value) => start + ((value - from) / (to - from)) * (end - start);

function drawPanel(results, offsetX, offsetY) {
  const speeds = results.map(({ framesASecond }) => Math.log(framesASecond));
  const qualities = results.map(({ psnr }) => psnr);
  const x = scale(Math.min(...speeds) - 0.1, Math.max(...speeds) + 0.3, panel.left, panel.width - panel.right);
  const y = scale(Math.min(...qualities) - 0.2, Math.max(...qualities) + 0.2, panel.height - panel.bottom, panel.top);
  const at = (one) => ({ x: x(Math.log(one.framesASecond)), y: y(one.psnr) });
  const parts = [
    `<text x="${panel.left}" y="18" font-weight="bold">${results[0].codec.toUpperCase()}, ${results[0].clip}</text>`,
    `<path d="M${panel.left} ${panel.top}V${panel.height - panel.bottom}H${panel.width - panel.right}" fill="none" stroke="#888"/>`,
    `<text x="${panel.width / 2}" y="${panel.height - 6}">frames a second</text>`,
    `<text transform="translate(12 ${panel.height / 2}) rotate(-90)">PSNR, dB</text>`,
  ];
  for (const speed of [2, 5, 10, 20, 50, 100, 200, 500]) {
    const place = x(Math.log(speed));
    if (place < panel.left || place > panel.width - panel.right) continue;
    parts.push(
      `<text x="${place.toFixed(1)}" y="${panel.height - panel.bottom + 14}" text-anchor="middle">${speed}</text>`,
    );
  }
  for (let decibels = Math.ceil(Math.min(...qualities)); decibels <= Math.max(...qualities); ++decibels) {
    parts.push(`<text x="${panel.left - 4}" y="${y(decibels).toFixed(1)}" text-anchor="end">${decibels}</text>`);
  }
  const front = results.filter((one) => one.front).toSorted((a, b) => a.framesASecond - b.framesASecond);
  const line = front.map((one) => `${at(one).x.toFixed(1)},${at(one).y.toFixed(1)}`).join(' ');
  parts.push(`<polyline points="${line}" fill="none" stroke="#bbb"/>`);
  for (const one of results) {
    const [quality, speed, screen] = one.setting.split('-');
    const { x: left, y: top } = at(one);
    const color = screen ? colors.screen : colors[quality];
    const label = `${speed}${screen ? ' screen' : ''}${one.effort ? ` ${one.effort}` : ''}`;
    parts.push(
      `<circle cx="${left.toFixed(1)}" cy="${top.toFixed(1)}" r="${one.effort ? 5 : 3}" fill="${color}"/>`,
      `<text x="${(left + 6).toFixed(1)}" y="${(top - 4).toFixed(1)}" fill="${color}">${label}</text>`,
    );
  }
  return `<g transform="translate(${offsetX} ${offsetY})">\n${parts.join('\n')}\n</g>`;
}

/** `results` as effort.mjs prints them. Returns an SVG document: codecs are rows, clips are columns. */
export function plotFronts(results) {
  const codecs = [...new Set(results.map(({ codec }) => codec))];
  const clips = [...new Set(results.map(({ clip }) => clip))];
  const panels = codecs.flatMap((codec, row) =>
    clips.map((clip, column) =>
      drawPanel(
        results.filter((one) => one.codec === codec && one.clip === clip),
        column * panel.width,
        row * panel.height,
      ),
    ),
  );
  const [width, height] = [clips.length * panel.width, codecs.length * panel.height];
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" ` +
    `font-family="sans-serif" font-size="11">\n<rect width="${width}" height="${height}" fill="white"/>\n` +
    `${panels.join('\n')}\n</svg>\n`
  );
}
