#include "codec/video_encoder.h"

#include <algorithm>
#include <climits>
#include <cmath>
#include <new>
#include <optional>

#include "codec/encoder_limits.h"
#include "codec/vpx_error.h"
#include "codec/vpx_interface.h"
#include "codec/vpx_settings.h"

namespace kinora {
namespace {

const char* CodecName(Codec codec) { return codec == Codec::kVp9 ? "vp9" : "vp8"; }

Status ValidatePlane(const char* field, const uint8_t* data, ptrdiff_t stride, int width) {
  if (!data) return Fail(ErrorCode::kInvalidArgument, field, 0, std::string(field) + ": the plane is missing");
  if (stride < width || stride > INT_MAX) {
    return OutOfRange(std::string("stride_") + field, static_cast<double>(stride),
                      "from the plane's width, " + std::to_string(width) + ", to " + std::to_string(INT_MAX));
  }
  return {};
}

Status ValidateFrame(const I420View& frame, const EncoderConfig& config) {
  if (frame.width != config.width) {
    return OutOfRange("width", frame.width, "the encoder's, " + std::to_string(config.width));
  }
  if (frame.height != config.height) {
    return OutOfRange("height", frame.height, "the encoder's, " + std::to_string(config.height));
  }
  const int chroma_width = (frame.width + 1) / 2;
  KINORA_RETURN_IF_ERROR(ValidatePlane("y", frame.y, frame.stride_y, frame.width));
  KINORA_RETURN_IF_ERROR(ValidatePlane("u", frame.u, frame.stride_u, chroma_width));
  KINORA_RETURN_IF_ERROR(ValidatePlane("v", frame.v, frame.stride_v, chroma_width));
  if (frame.stride_u != frame.stride_v) {
    return OutOfRange("stride_v", static_cast<double>(frame.stride_v),
                      "the same as stride_u, " + std::to_string(frame.stride_u));
  }
  return {};
}

// libvpx's description of the planes, which stay where they are. (vpx_img_wrap would want them in one block.)
vpx_image_t WrapFrame(const I420View& frame) {
  vpx_image_t image = {};
  image.fmt = VPX_IMG_FMT_I420;
  image.bit_depth = 8;
  image.bps = 12;
  image.w = image.d_w = static_cast<unsigned int>(frame.width);
  image.h = image.d_h = static_cast<unsigned int>(frame.height);
  image.x_chroma_shift = 1;
  image.y_chroma_shift = 1;
  image.planes[VPX_PLANE_Y] = frame.y;
  image.planes[VPX_PLANE_U] = frame.u;
  image.planes[VPX_PLANE_V] = frame.v;
  image.stride[VPX_PLANE_Y] = static_cast<int>(frame.stride_y);
  image.stride[VPX_PLANE_U] = static_cast<int>(frame.stride_u);
  image.stride[VPX_PLANE_V] = static_cast<int>(frame.stride_v);
  return image;
}

}  // namespace

struct VideoEncoder::State {
  State() = default;
  State(const State&) = delete;
  State& operator=(const State&) = delete;
  ~State() { Close(); }

  Status Open();
  void Close() {
    if (initialised) vpx_codec_destroy(&context);
    initialised = false;
  }
  Status CheckTimes(int64_t timestamp_us, int64_t duration_us) const;
  Result<Packet> TakePacket();

  EncoderConfig config;
  vpx_codec_enc_cfg_t vpx_config = {};
  vpx_codec_ctx_t context = {};
  VpxPace pace = {};
  vpx_enc_deadline_t last_deadline = 0;  // of the last frame
  bool initialised = false;

  bool has_frame = false;
  int64_t last_timestamp_us = 0;
  int64_t last_key_frame_us = 0;
  int64_t key_frame_interval_us = 0;
  int64_t vpx_time = 0;         // libvpx's clock, which runs with ours but for long frames (kVpxLongestFrame)
  std::optional<Error> broken;  // after an error inside libvpx its references may be half-written
};

Status VideoEncoder::State::Open() {
  if (const vpx_codec_err_t error = vpx_codec_enc_init(&context, VpxInterface(config.codec), &vpx_config, 0)) {
    return VpxFailure("vpx_codec_enc_init", error, &context);  // it has cleaned up after itself
  }
  initialised = true;
  KINORA_RETURN_IF_ERROR(ApplyVpxControls(config, &context));
  return ApplyVpxSpeed(pace.speed, &context);
}

Status VideoEncoder::State::CheckTimes(int64_t timestamp_us, int64_t duration_us) const {
  if (timestamp_us < 0 || timestamp_us > kMaxTimestampUs) {
    return OutOfRange("timestamp", static_cast<double>(timestamp_us),
                      "from 0 to " + std::to_string(kMaxTimestampUs) + " microseconds");
  }
  if (has_frame && timestamp_us <= last_timestamp_us) {
    return OutOfRange("timestamp", static_cast<double>(timestamp_us),
                      "above the last one, " + std::to_string(last_timestamp_us) + " microseconds");
  }
  if (duration_us < 1 || duration_us > kMaxTimestampUs) {
    return OutOfRange("duration", static_cast<double>(duration_us),
                      "from 1 to " + std::to_string(kMaxTimestampUs) + " microseconds");
  }
  return {};
}

// The one visible packet that the settings promise for each frame.
Result<Packet> VideoEncoder::State::TakePacket() {
  Packet packet;
  int packets = 0;
  vpx_codec_iter_t iterator = nullptr;
  while (const vpx_codec_cx_pkt_t* vpx_packet = vpx_codec_get_cx_data(&context, &iterator)) {
    if (vpx_packet->kind != VPX_CODEC_CX_FRAME_PKT) continue;
    ++packets;
    const auto& frame = vpx_packet->data.frame;
    packet.data = {static_cast<const uint8_t*>(frame.buf), frame.sz};
    packet.key_frame = (frame.flags & VPX_FRAME_IS_KEY) != 0;
  }
  if (packets != 1 || packet.data.empty()) {
    return Fail(ErrorCode::kEncoderFailed, "vpx_codec_get_cx_data", packets,
                "vpx_codec_get_cx_data: libvpx must give 1 packet for a frame, got " + std::to_string(packets));
  }
  return packet;
}

VideoEncoder::VideoEncoder(std::unique_ptr<State> state) : state_(std::move(state)) {}
VideoEncoder::VideoEncoder(VideoEncoder&&) noexcept = default;
VideoEncoder& VideoEncoder::operator=(VideoEncoder&&) noexcept = default;
VideoEncoder::~VideoEncoder() = default;

Result<VideoEncoder> VideoEncoder::Create(const EncoderConfig& config) {
  KINORA_RETURN_IF_ERROR(Validate(config));
  vpx_codec_iface_t* interface = VpxInterface(config.codec);
  if (!interface) {
    return Fail(ErrorCode::kNotSupported, "codec", static_cast<double>(config.codec),
                std::string("codec: this build does not hold ") + CodecName(config.codec));
  }
  std::unique_ptr<State> state(new (std::nothrow) State);
  if (!state) {
    return Fail(ErrorCode::kOutOfMemory, "encoder", sizeof(State), "encoder: could not allocate its state");
  }
  state->config = config;
  state->pace = PaceOf(config.codec, config.effort, 0);
  state->key_frame_interval_us = std::llround(config.key_frame_interval * 1e6);

  const Result<vpx_codec_enc_cfg_t> vpx_config = VpxConfig(config, interface);
  if (!vpx_config) return std::unexpected(vpx_config.error());
  state->vpx_config = *vpx_config;
  KINORA_RETURN_IF_ERROR(state->Open());
  return VideoEncoder(std::move(state));
}

Result<Packet> VideoEncoder::Encode(const I420View& frame, int64_t timestamp_us, int64_t duration_us,
                                    bool force_key_frame) {
  State& state = *state_;
  if (state.broken) return std::unexpected(*state.broken);
  KINORA_RETURN_IF_ERROR(ValidateFrame(frame, state.config));
  KINORA_RETURN_IF_ERROR(state.CheckTimes(timestamp_us, duration_us));

  const bool key_frame =
      !state.has_frame || force_key_frame || timestamp_us - state.last_key_frame_us >= state.key_frame_interval_us;
  int64_t vpx_time = state.vpx_time;
  if (state.has_frame) vpx_time += std::min(timestamp_us - state.last_timestamp_us, kVpxLongestFrame);
  const auto vpx_duration = static_cast<unsigned long>(std::min(duration_us, kVpxLongestFrame));

  // VP9 makes a key frame when it goes from good quality to realtime or back, but with tokens of other modes than it
  // writes (after a frame at the slowest pace): it fails, or never ends. So the key frame is a new encoder's.
  if (state.config.codec == Codec::kVp9 && state.has_frame && state.pace.deadline != state.last_deadline) {
    state.Close();
    if (const Status opened = state.Open(); !opened) {
      state.broken = opened.error();
      return std::unexpected(opened.error());
    }
  }
  state.last_deadline = state.pace.deadline;

  const vpx_image_t image = WrapFrame(frame);
  Result<Packet> packet;
  if (const vpx_codec_err_t error = vpx_codec_encode(&state.context, &image, vpx_time, vpx_duration,
                                                     key_frame ? VPX_EFLAG_FORCE_KF : 0, state.pace.deadline)) {
    packet = VpxFailure("vpx_codec_encode", error, &state.context);
  } else {
    packet = state.TakePacket();
  }
  if (!packet) {
    state.broken = packet.error();
    return packet;
  }

  packet->timestamp_us = timestamp_us;
  packet->duration_us = duration_us;
  state.has_frame = true;
  state.last_timestamp_us = timestamp_us;
  state.vpx_time = vpx_time;
  if (packet->key_frame) state.last_key_frame_us = timestamp_us;
  return packet;
}

Status VideoEncoder::SetBitrate(double bitrate) {
  State& state = *state_;
  KINORA_RETURN_IF_ERROR(ValidateBitrate(bitrate));
  if (state.broken) return std::unexpected(*state.broken);
  vpx_codec_enc_cfg_t changed = state.vpx_config;
  changed.rc_target_bitrate = VpxBitrate(bitrate);
  if (const vpx_codec_err_t error = vpx_codec_enc_config_set(&state.context, &changed)) {
    return VpxFailure("vpx_codec_enc_config_set", error, &state.context);
  }
  state.vpx_config = changed;
  state.config.bitrate = bitrate;
  return {};
}

Result<int> VideoEncoder::ReduceEffort(int steps) {
  State& state = *state_;
  if (state.broken) return std::unexpected(*state.broken);
  const auto [codec, effort] = std::pair(state.config.codec, state.config.effort);
  const int taken = std::clamp(steps, 0, MaxEffortReduction(codec, effort));
  const VpxPace pace = PaceOf(codec, effort, taken);
  KINORA_RETURN_IF_ERROR(ApplyVpxSpeed(pace.speed, &state.context));
  state.pace = pace;
  return taken;
}

const EncoderConfig& VideoEncoder::config() const { return state_->config; }

}  // namespace kinora
