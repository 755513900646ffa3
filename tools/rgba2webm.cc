// rgba2webm: raw RGBA frames from standard input to a WebM file, through the same core as the browser's recorder.
//
//   rgba2webm --size 320x240 [--codec vp8|vp9] [--frame-rate 30] [--bitrate 1000000] [--effort realtime|balanced|best]
//             [--rate-control constant|variable] [--key-frame-interval 5] [--color bt601|bt709] [--live] OUT.webm
//
// A frame is width * height * 4 bytes, rows from the top, without padding. Frame i is shown from round(i * 1e6 / rate)
// microseconds to the start of the next. Exit status: 0, 1 when something failed (said on standard error), 2 for a
// command line that cannot be understood.
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <optional>
#include <string>
#include <vector>

#include "recorder/recorder.h"
#include "sink/callback_sink.h"

namespace kinora {
namespace {

struct Options {
  RecorderConfig recorder;
  std::string output;
};

int Usage(const std::string& complaint) {
  std::fprintf(stderr,
               "rgba2webm: %s\n"
               "usage: rgba2webm --size WIDTHxHEIGHT [--codec vp8|vp9] [--frame-rate 30] [--bitrate 1000000]\n"
               "                 [--effort realtime|balanced|best] [--rate-control constant|variable]\n"
               "                 [--key-frame-interval 5] [--color bt601|bt709] [--live] OUT.webm < FRAMES.rgba\n",
               complaint.c_str());
  return 2;
}

// The whole of `text` as a number; what range it must have is the core's to say.
std::optional<double> ParseNumber(const char* text) {
  char* end = nullptr;
  const double number = std::strtod(text, &end);
  if (end == text || *end != '\0') return std::nullopt;
  return number;
}

bool ParseSize(const char* text, EncoderConfig& config) {
  int used = 0;
  return std::sscanf(text, "%6dx%6d%n", &config.width, &config.height, &used) == 2 && text[used] == '\0';
}

template <typename T>
struct Choice {
  const char* name;
  T value;
};

template <typename T, size_t kCount>
bool Choose(const Choice<T> (&choices)[kCount], const char* text, T& value) {
  for (const Choice<T>& choice : choices) {
    if (std::strcmp(choice.name, text) == 0) {
      value = choice.value;
      return true;
    }
  }
  return false;
}

constexpr Choice<Codec> kCodecs[] = {{"vp8", Codec::kVp8}, {"vp9", Codec::kVp9}};
constexpr Choice<Effort> kEfforts[] = {
    {"realtime", Effort::kRealtime}, {"balanced", Effort::kBalanced}, {"best", Effort::kBest}};
constexpr Choice<RateControl> kRateControls[] = {{"constant", RateControl::kConstantBitrate},
                                                 {"variable", RateControl::kVariableBitrate}};
constexpr Choice<ColorSpace> kColorSpaces[] = {{"bt601", ColorSpace::kBt601}, {"bt709", ColorSpace::kBt709}};

// Sets what `name` stands for; false where the name or the value cannot be understood.
bool SetOption(const std::string& name, const char* value, RecorderConfig& config) {
  EncoderConfig& encoder = config.encoder;
  if (name == "--size") return ParseSize(value, encoder);
  if (name == "--codec") return Choose(kCodecs, value, encoder.codec);
  if (name == "--effort") return Choose(kEfforts, value, encoder.effort);
  if (name == "--rate-control") return Choose(kRateControls, value, encoder.rate_control);
  if (name == "--color") return Choose(kColorSpaces, value, encoder.color_space);
  double* number = name == "--frame-rate"           ? &encoder.frame_rate
                   : name == "--bitrate"            ? &encoder.bitrate
                   : name == "--key-frame-interval" ? &encoder.key_frame_interval
                                                    : nullptr;
  const std::optional<double> parsed = ParseNumber(value);
  if (!number || !parsed) return false;
  *number = *parsed;
  return true;
}

int Complain(const Error& error) {
  std::fprintf(stderr, "rgba2webm: %s: %s\n", Name(error.code), error.message.c_str());
  return 1;
}

int Record(const Options& options) {
  std::ofstream file(options.output, std::ios::binary | std::ios::trunc);
  if (!file) {
    std::fprintf(stderr, "rgba2webm: cannot write %s\n", options.output.c_str());
    return 1;
  }
  CallbackSink sink(
      [&file](uint64_t position, std::span<const uint8_t> bytes) {
        file.seekp(static_cast<std::streamoff>(position));
        file.write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
        return file.good();
      },
      options.recorder.layout == WebmLayout::kFile);

  Result<Recorder> recorder = Recorder::Create(options.recorder, sink);
  if (!recorder) return Complain(recorder.error());

  const std::span<uint8_t> slot = recorder->frame_slot();
  const double rate = options.recorder.encoder.frame_rate;
  const auto start_of = [rate](int64_t frame) { return std::llround(static_cast<double>(frame) * 1e6 / rate); };
  // Whatever stops the loop, the frames before it become a finished file.
  int64_t frame = 0;
  int exit_status = 0;
  for (;; ++frame) {
    const size_t size = std::fread(slot.data(), 1, slot.size(), stdin);
    if (size == 0) break;
    if (size < slot.size()) {
      std::fprintf(stderr, "rgba2webm: frame %lld has %zu bytes, must have %zu\n", static_cast<long long>(frame), size,
                   slot.size());
      exit_status = 1;
      break;
    }
    const int64_t start = start_of(frame);
    const auto encoded = recorder->AddSlot(PixelFormat::kRgba, start, start_of(frame + 1) - start, false);
    if (!encoded) {
      exit_status = Complain(encoded.error());
      break;
    }
  }
  if (const Status status = recorder->Finish(start_of(frame)); !status) exit_status = Complain(status.error());
  file.close();
  if (!file) {
    std::fprintf(stderr, "rgba2webm: cannot write %s to its end\n", options.output.c_str());
    return 1;
  }
  return exit_status;
}

int Run(const std::vector<const char*>& arguments) {
  Options options;
  options.recorder.constant_frame_rate = true;
  options.recorder.encoder.bitrate = 1'000'000;
  for (size_t i = 0; i < arguments.size(); ++i) {
    const std::string argument = arguments[i];
    if (argument == "--live") {
      options.recorder.layout = WebmLayout::kLive;
    } else if (argument.starts_with("--")) {
      if (i + 1 == arguments.size()) return Usage(argument + " needs a value");
      const char* value = arguments[++i];
      if (!SetOption(argument, value, options.recorder)) return Usage("cannot understand " + argument + " " + value);
    } else if (options.output.empty()) {
      options.output = argument;
    } else {
      return Usage("one output file, got " + options.output + " and " + argument);
    }
  }
  if (options.output.empty()) return Usage("no output file");
  return Record(options);
}

}  // namespace
}  // namespace kinora

int main(int count, char** arguments) { return kinora::Run({arguments + 1, arguments + count}); }
