// What the code in README.md and docs/recipes takes for given: tests/browser/page/snippet.mjs has it.
export {};

type Kinora = typeof import('kinora');

declare global {
  const canvas: HTMLCanvasElement;
  const previewCanvas: HTMLCanvasElement;
  const video: HTMLVideoElement;
  const imageData: ImageData;
  /** 640 x 360, RGBA. */
  const images: Uint8Array[];
  /** A recording of whatever origin. */
  const file: Blob;
  /** What a page draws; `seconds` into its animation. */
  const draw: (canvas: HTMLCanvasElement, seconds: number) => void;
  /** What an old application has of its frames. */
  const pictures: HTMLCanvasElement[];
  const drawScene: (frame: number) => void;
  /** Something happens on the canvas for so many milliseconds. */
  const audioContext: AudioContext;
  const playFor: (milliseconds: number) => Promise<void>;
  const showSaveFilePicker: (options: { suggestedName: string }) => Promise<FileSystemFileHandle>;
  const socket: WebSocket;
  const p5: {
    setup: () => void | Promise<void>;
    draw: () => void;
    keyPressed: () => void | Promise<void>;
    createCanvas(width: number, height: number): { elt: HTMLCanvasElement };
    background(gray: number): void;
    circle(x: number, y: number, diameter: number): void;
    readonly frameCount: number;
  };
  // Later blocks of a page do not import again what an earlier one has imported.
  const CanvasRecorder: Kinora['CanvasRecorder'];
}
