// One libvpx encoder that is fed pictures from outside, for tools/bench/encode.mjs: as a WebAssembly module whose
// functions are called, and as a native program that reads commands.
//
// The native program reads from standard input, all numbers little-endian 32-bit: first a header (codec 8 or 9, width,
// height, bitrate in bits a second, deadline 0 for realtime or 1 for good quality, cpu-used, screen content: 0, or
// libvpx's value of VP8E_SET_SCREEN_CONTENT_MODE or VP9E_SET_TUNE_CONTENT), then pictures, each width * height * 3 / 2
// bytes of I420 with even dimensions. It answers each picture with a line "MICROSECONDS BYTES HASH": processor time of
// the encoding alone, the packet's size, and a hash over all packets up to now. With a file's name as its argument it
// also writes the packets there, as IVF.
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <ctime>

#include "codec/vpx_interface.h"
#include "codec/vpx_settings.h"
#include "vpx/vp8cx.h"

namespace kinora {
namespace {

struct Encoder {
  vpx_codec_ctx_t context = {};
  vpx_image_t image = {};
  vpx_enc_deadline_t deadline = VPX_DL_REALTIME;
  int64_t next_frame = 0;
  uint64_t hash = 0;
};

Encoder encoder;

constexpr int kFrameRate = 30;

bool SetContent(Codec codec, int screen_content) {
  if (screen_content == 0) return true;
  return (codec == Codec::kVp8
              ? vpx_codec_control(&encoder.context, VP8E_SET_SCREEN_CONTENT_MODE, static_cast<unsigned>(screen_content))
              : vpx_codec_control(&encoder.context, VP9E_SET_TUNE_CONTENT, screen_content)) == VPX_CODEC_OK;
}

// The package's own settings, but for the speed and the kind of content.
bool Open(int codec, int width, int height, int bitrate, bool good_quality, int cpu_used, int screen_content) {
  EncoderConfig config;
  config.codec = codec == 9 ? Codec::kVp9 : Codec::kVp8;
  config.width = width;
  config.height = height;
  config.bitrate = bitrate;
  config.frame_rate = kFrameRate;
  config.effort = good_quality ? Effort::kBalanced : Effort::kRealtime;
  if (encoder.context.iface) vpx_codec_destroy(&encoder.context);
  vpx_img_free(&encoder.image);
  encoder = {.deadline = PaceOf(config.codec, config.effort, 0).deadline, .hash = 0xcbf29ce484222325};
  vpx_codec_iface_t* interface = VpxInterface(config.codec);
  const Result<vpx_codec_enc_cfg_t> settings = VpxConfig(config, interface);
  return settings && vpx_codec_enc_init(&encoder.context, interface, &*settings, 0) == VPX_CODEC_OK &&
         ApplyVpxControls(config, &encoder.context) && ApplyVpxSpeed(cpu_used, &encoder.context) &&
         SetContent(config.codec, screen_content) &&
         vpx_img_alloc(&encoder.image, VPX_IMG_FMT_I420, static_cast<unsigned>(width), static_cast<unsigned>(height),
                       1);
}

// IVF, by the comment in libvpx's ivfenc.c: little-endian numbers.
void WriteNumber(std::FILE* file, uint64_t value, int bytes) {
  for (int i = 0; i < bytes; ++i) std::fputc(static_cast<int>(value >> (8 * i) & 0xFF), file);
}

[[maybe_unused]] void WriteIvfHeader(std::FILE* file, int codec, int width, int height) {
  std::fputs("DKIF", file);
  WriteNumber(file, 0, 2);   // version
  WriteNumber(file, 32, 2);  // bytes of this header
  std::fputs(codec == 9 ? "VP90" : "VP80", file);
  WriteNumber(file, static_cast<uint64_t>(width), 2);
  WriteNumber(file, static_cast<uint64_t>(height), 2);
  WriteNumber(file, kFrameRate, 4);  // ticks in ...
  WriteNumber(file, 1, 4);           // ... so many seconds
  WriteNumber(file, 0, 8);           // the number of frames, which nobody needs, and four bytes unused
}

void WriteIvfFrame(std::FILE* file, int64_t tick, const uint8_t* bytes, size_t size) {
  WriteNumber(file, size, 4);
  WriteNumber(file, static_cast<uint64_t>(tick), 8);
  std::fwrite(bytes, size, 1, file);
}

// Encodes what the image holds; the packet's bytes, or -1. `file` may be null.
int Encode(std::FILE* file) {
  constexpr int64_t kDuration = kVpxTimebase / kFrameRate;
  const int64_t time = encoder.next_frame++ * kDuration;
  if (vpx_codec_encode(&encoder.context, &encoder.image, time, kDuration, 0, encoder.deadline)) return -1;
  int size = 0;
  vpx_codec_iter_t iterator = nullptr;
  while (const vpx_codec_cx_pkt_t* packet = vpx_codec_get_cx_data(&encoder.context, &iterator)) {
    if (packet->kind != VPX_CODEC_CX_FRAME_PKT) continue;
    const uint8_t* bytes = static_cast<const uint8_t*>(packet->data.frame.buf);
    for (size_t i = 0; i < packet->data.frame.sz; ++i) encoder.hash = (encoder.hash ^ bytes[i]) * 0x100000001b3;
    size += static_cast<int>(packet->data.frame.sz);
    if (file) WriteIvfFrame(file, encoder.next_frame - 1, bytes, packet->data.frame.sz);
  }
  return size;
}

}  // namespace
}  // namespace kinora

#ifdef __wasm__

extern "C" {

__attribute__((export_name("bench_open"))) int bench_open(int codec, int width, int height, int bitrate,
                                                          int good_quality, int cpu_used, int screen_content) {
  return kinora::Open(codec, width, height, bitrate, good_quality != 0, cpu_used, screen_content);
}

__attribute__((export_name("bench_plane"))) uint8_t* bench_plane(int plane) {
  return kinora::encoder.image.planes[plane];
}

__attribute__((export_name("bench_encode"))) int bench_encode() { return kinora::Encode(nullptr); }

__attribute__((export_name("bench_hash"))) void* bench_hash() { return &kinora::encoder.hash; }
}

#else

namespace {

bool ReadPlane(uint8_t* plane, int stride, int width, int height) {
  for (int y = 0; y < height; ++y) {
    if (std::fread(plane + y * stride, 1, static_cast<size_t>(width), stdin) != static_cast<size_t>(width)) {
      return false;
    }
  }
  return true;
}

int64_t ProcessorMicroseconds() {
  timespec time = {};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
  return time.tv_sec * 1'000'000 + time.tv_nsec / 1000;
}

}  // namespace

int main(int argc, char** argv) {
  using kinora::encoder;
  int32_t header[7];
  if (std::fread(header, sizeof(header), 1, stdin) != 1 ||
      !kinora::Open(header[0], header[1], header[2], header[3], header[4] != 0, header[5], header[6])) {
    std::fprintf(stderr, "libvpx_encoder: cannot open the encoder\n");
    return EXIT_FAILURE;
  }
  const int width = header[1];
  const int height = header[2];
  std::FILE* file = argc > 1 ? std::fopen(argv[1], "wb") : nullptr;
  if (file) kinora::WriteIvfHeader(file, header[0], width, height);
  const vpx_image_t& image = encoder.image;
  while (ReadPlane(image.planes[0], image.stride[0], width, height) &&
         ReadPlane(image.planes[1], image.stride[1], width / 2, height / 2) &&
         ReadPlane(image.planes[2], image.stride[2], width / 2, height / 2)) {
    const int64_t start = ProcessorMicroseconds();
    const int size = kinora::Encode(file);
    const int64_t microseconds = ProcessorMicroseconds() - start;
    if (size < 0) return EXIT_FAILURE;
    std::printf("%lld %d %016llx\n", static_cast<long long>(microseconds), size,
                static_cast<unsigned long long>(encoder.hash));
    std::fflush(stdout);
  }
  if (file) std::fclose(file);
  return EXIT_SUCCESS;
}

#endif
