// Chains to begin with.

export const looks: Readonly<Record<string, string>> = {
  'Old film': 'sepia(0.7) contrast(1.15) grain(0.07, 2) vignette(0.6)',
  Night: 'exposure(-0.8) temperature(-0.5) bloom(0.45, 1.2, 14px)',
  Miniature: 'saturate(1.5) tilt-shift(9px, 0.5, 0.15, 0.25)',
  Television: 'rgb-split(5px, 0, -5px) scanlines(0.45, 3px) glitch(0.2)',
  Duotone: 'gradient-map(#1b1464 #f9d423) contrast(1.2)',
  Drawing: 'grayscale() median(1px) edges(scharr, 1.4) invert()',
};
