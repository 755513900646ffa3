#include "file_access.h"

#include <cerrno>

namespace kinora {
namespace {

std::unexpected<Error> SystemError(ErrorCode code, const std::string& path, const char* what) {
  return Fail(code, path, errno, path + " could not be " + what);
}

}  // namespace

Result<InputFile> InputFile::Open(const std::string& path) {
  InputFile input;
  input.file_.reset(std::fopen(path.c_str(), "rb"));
  std::FILE* const file = input.file_.get();
  if (!file || fseeko(file, 0, SEEK_END) != 0) return SystemError(ErrorCode::kSourceFailed, path, "opened");
  const auto size = static_cast<uint64_t>(ftello(file));
  auto source = WindowSource::Create(size, [file](uint64_t position, std::span<uint8_t> target) {
    const bool read = fseeko(file, static_cast<off_t>(position), SEEK_SET) == 0 &&
                      std::fread(target.data(), 1, target.size(), file) == target.size();
    return read ? WindowSource::Fetched::kNow : WindowSource::Fetched::kFailed;
  });
  if (!source) return std::unexpected(std::move(source).error());
  input.source_ = std::make_unique<WindowSource>(*std::move(source));
  return input;
}

Result<OutputFile> OutputFile::Create(const std::string& path) {
  OutputFile output;
  std::FILE* const file = std::fopen(path.c_str(), "wb");
  if (!file) return SystemError(ErrorCode::kSinkFailed, path, "created");
  output.file_ = file;
  output.sink_ = std::make_unique<CallbackSink>(
      [file](uint64_t position, std::span<const uint8_t> bytes) {
        return fseeko(file, static_cast<off_t>(position), SEEK_SET) == 0 &&
               std::fwrite(bytes.data(), 1, bytes.size(), file) == bytes.size();
      },
      /*seekable=*/true);
  return output;
}

Status OutputFile::Close() {
  KINORA_RETURN_IF_ERROR(sink_->Flush());
  if (std::fclose(file_) != 0) return SystemError(ErrorCode::kSinkFailed, "output", "written");
  return {};
}

}  // namespace kinora
