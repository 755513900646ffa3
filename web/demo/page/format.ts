// Numbers as people read them.

/** `ms` as minutes and seconds: 1:05.3. */
export const clockTime = (ms: number): string => {
  const tenths = Math.floor(ms / 100);
  const seconds = Math.floor(tenths / 10);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}.${tenths % 10}`;
};

export const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`;
export const milliseconds = (ms: number): string => `${ms.toFixed(1)} ms`;
export const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(2)} MB`;
/** `bytes` in the unit that suits them. */
export const size = (bytes: number): string => {
  if (bytes < 1e3) return `${bytes} ${bytes === 1 ? 'byte' : 'bytes'}`;
  return bytes < 1e6 ? `${(bytes / 1e3).toFixed(0)} kB` : megabytes(bytes);
};

/** 1 frame, 2 frames. */
export const frameCount = (frames: number): string => `${frames} ${frames === 1 ? 'frame' : 'frames'}`;

/** in-black as inBlack. */
export const camelCase = (name: string): string => name.replace(/-./g, (match) => match.slice(1).toUpperCase());

/** in-black as 'in black'. */
export const words = (name: string): string => name.replaceAll('-', ' ');
