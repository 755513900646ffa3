// WebP where the browser cannot write it: libwebp as WebAssembly, out of @jsquash/webp. Loaded only when it is needed.

import createEncoder from '@jsquash/webp/codec/enc/webp_enc.js';

/** 0 to 1. What browsers take when none is given. */
const usualQuality = 0.8;

/** libwebp's own defaults (WebPConfig in its encode.h): the encoder asks for every member. */
const settings = {
  ...{ target_size: 0, target_PSNR: 0, method: 4, sns_strength: 50, filter_strength: 60, filter_sharpness: 0 },
  ...{ filter_type: 1, partitions: 0, segments: 4, pass: 1, show_compressed: 0, preprocessing: 0, autofilter: 0 },
  ...{ partition_limit: 0, alpha_compression: 1, alpha_filtering: 1, alpha_quality: 100, lossless: 0, exact: 0 },
  ...{ image_hint: 0, emulate_jpeg_size: 0, thread_level: 0, low_memory: 0, near_lossless: 100 },
  ...{ use_delta_palette: 0, use_sharp_yuv: 0 },
};

let encoder: ReturnType<typeof createEncoder> | null = null;

/**
 * Lossy; transparency is kept. `quality`: 0 to 1.
 * @throws whatever made the encoder fail to load
 */
export const encodeWebp = async (image: ImageData, quality = usualQuality): Promise<Blob> => {
  encoder ??= createEncoder({ noInitialRun: true });
  encoder.catch(() => (encoder = null));
  const { data, width, height } = image;
  const bytes = (await encoder).encode(data, width, height, { ...settings, quality: quality * 100 });
  if (!bytes) throw new Error(`libwebp could not encode the picture of ${width} x ${height}`);
  return new Blob([bytes as Uint8Array<ArrayBuffer>], { type: 'image/webp' });
};
