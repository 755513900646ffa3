// The filters that OpenCV.js has, each as one of ours: OpenCV's own functions over matrices that are kept.

const address = '/bench/node_modules/@techstark/opencv-js/dist/opencv.js';

/** OpenCV's module; never awaited itself, since it has a `then` that gives itself. */
const load = () =>
  new Promise((resolve, reject) => {
    const script = Object.assign(document.createElement('script'), { src: address });
    script.onerror = () => reject(new Error(`${address} cannot be loaded`));
    script.onload = () => {
      const { cv } = globalThis;
      const ready = () => resolve({ cv });
      if (cv.Mat) ready();
      else cv.onRuntimeInitialized = ready;
    };
    document.head.append(script);
  });

/** @returns `run(filter)` is a function that filters the image once, or null where OpenCV has no such filter */
export const openCv = async ({ data, width, height }) => {
  const { cv } = await load();
  const source = new cv.Mat(height, width, cv.CV_8UC4);
  source.data.set(data);
  const target = new cv.Mat();
  const again = new cv.Mat();
  const third = new cv.Mat();
  const matrixOf = (rows, columns, values) => cv.matFromArray(rows, columns, cv.CV_32F, values);
  const tableOf = (of) =>
    cv.matFromArray(
      1,
      256,
      cv.CV_8UC1,
      Array.from({ length: 256 }, (_, level) => of(level)),
    );

  const blur = (deviation) => () =>
    cv.GaussianBlur(source, target, new cv.Size(0, 0), deviation, deviation, cv.BORDER_REPLICATE);
  const table = (of) => {
    const levels = tableOf(of);
    return () => cv.LUT(source, levels, target);
  };
  const matrix = (rows) => {
    const values = matrixOf(4, 4, rows);
    return () => cv.transform(source, target, values);
  };
  const morphology = (what, radius) => {
    const window = cv.getStructuringElement(cv.MORPH_RECT, new cv.Size(2 * radius + 1, 2 * radius + 1));
    return () => cv[what](source, target, window, new cv.Point(-1, -1), 1, cv.BORDER_REPLICATE, new cv.Scalar());
  };
  /** The length of both derivatives, as `derive(target, dx, dy)` gives them. */
  const gradient = (derive) => () => {
    derive(again, 1, 0);
    derive(third, 0, 1);
    cv.magnitude(again, third, again);
    again.convertTo(target, cv.CV_8U);
  };
  const filters = {
    'sepia(60%)': matrix([0.636, 0.461, 0.113, 0, 0.209, 0.812, 0.101, 0, 0.163, 0.32, 0.479, 0, 0, 0, 0, 1]),
    'gamma(1.4)': table((level) => Math.round(255 * (level / 255) ** (1 / 1.4))),
    'posterize()': table((level) => Math.round(Math.floor((level / 256) * 4) * 85)),
    'threshold()': () => {
      cv.cvtColor(source, again, cv.COLOR_RGBA2GRAY);
      cv.threshold(again, target, 127, 255, cv.THRESH_BINARY);
      cv.cvtColor(target, again, cv.COLOR_GRAY2RGBA);
    },
    ...Object.fromEntries([1, 4, 12, 50].map((deviation) => [`blur(${deviation}px)`, blur(deviation)])),
    'median()': () => cv.medianBlur(source, target, 3),
    'median(3px)': () => cv.medianBlur(source, target, 7),
    'erode(3px)': morphology('erode', 3),
    'dilate(10px)': morphology('dilate', 10),
    'edges()': gradient((to, dx, dy) => cv.Sobel(source, to, cv.CV_32F, dx, dy, 3, 0.25, 0, cv.BORDER_REPLICATE)),
    'edges(scharr)': gradient((to, dx, dy) => cv.Scharr(source, to, cv.CV_32F, dx, dy, 0.0625, 0, cv.BORDER_REPLICATE)),
    'edges(laplace)': () => cv.Laplacian(source, target, cv.CV_8U, 3, 1, 0, cv.BORDER_REPLICATE),
    'convolve(0 -1 0 -1 5 -1 0 -1 0)': (() => {
      const kernel = matrixOf(3, 3, [0, -1, 0, -1, 5, -1, 0, -1, 0]);
      return () => cv.filter2D(source, target, cv.CV_8U, kernel, new cv.Point(-1, -1), 0, cv.BORDER_REPLICATE);
    })(),
    // It takes three channels; the disc has ceil(2 * 2) pixels at each side.
    'bilateral(2px)': () => {
      cv.cvtColor(source, again, cv.COLOR_RGBA2RGB);
      cv.bilateralFilter(again, third, 9, 25.5, 2, cv.BORDER_REPLICATE);
      cv.cvtColor(third, target, cv.COLOR_RGB2RGBA);
    },
    'sharpen()': () => {
      cv.GaussianBlur(source, again, new cv.Size(0, 0), 2, 2, cv.BORDER_REPLICATE);
      cv.addWeighted(source, 1.5, again, -0.5, 0, target);
    },
    // Lanczos with three lobes looks at 144 pixels for each of these: OpenCV has none for shrinking.
    'scale(0.5, method: area)': () => cv.resize(source, again, new cv.Size(width / 2, height / 2), 0, 0, cv.INTER_AREA),
    'scale(1.5)': () => cv.resize(source, again, new cv.Size(width * 1.5, height * 1.5), 0, 0, cv.INTER_LANCZOS4),
    'rotate(90deg)': () => cv.rotate(source, again, cv.ROTATE_90_CLOCKWISE),
  };
  const describe = (error) => (typeof error === 'number' ? cv.exceptionFromPtr(error).msg : String(error));
  return {
    run(filter) {
      const once = filters[filter];
      if (!once) return null;
      return () => {
        try {
          once();
        } catch (error) {
          throw new Error(`OpenCV, ${filter}: ${describe(error)}`);
        }
      };
    },
  };
};
