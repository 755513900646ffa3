// Programs that browsers need beside them.
import { spawn } from 'node:child_process';
import { once } from 'node:events';

/** What makes Mesa draw in software, in place of a graphics card. */
export const softwareGraphics = { LIBGL_ALWAYS_SOFTWARE: '1' };

/** Starts a program that ends with this process at the latest. */
export const start = (program, args, options) => {
  const child = spawn(program, args, options);
  process.on('exit', () => child.kill('SIGKILL'));
  return child;
};

/** Ends a program that `start` started. */
export const end = async (child) => {
  const exited = once(child, 'exit');
  child.kill();
  await exited;
};

/** Starts a screen in memory. @returns its name for the variable DISPLAY, and `close` */
export const startScreen = async () => {
  const screen = start('Xvfb', ['-displayfd', '1', '-screen', '0', '1280x1024x24', '-nolisten', 'tcp'], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  // It says its number when it is ready.
  const [number] = await Promise.race([
    once(screen.stdout, 'data'),
    once(screen, 'error').then(([error]) => Promise.reject(error)),
  ]);
  return { display: `:${String(number).trim()}`, close: () => end(screen) };
};
