// Files of the system as sources and sinks, for the command-line tools.
#pragma once

#include <cstdio>
#include <memory>
#include <string>

#include "base/result.h"
#include "sink/callback_sink.h"
#include "source/window_source.h"

namespace kinora {

class InputFile {
 public:
  // Fails with kSourceFailed naming the path, or kOutOfMemory.
  static Result<InputFile> Open(const std::string& path);
  ByteSource& source() { return *source_; }

 private:
  struct Close {
    void operator()(std::FILE* file) const { std::fclose(file); }
  };
  std::unique_ptr<std::FILE, Close> file_;
  std::unique_ptr<WindowSource> source_;
};

class OutputFile {
 public:
  // Creates the file, or empties it. Fails with kSinkFailed naming the path.
  static Result<OutputFile> Create(const std::string& path);
  ByteSink& sink() { return *sink_; }
  // Flushes and closes. Fails with kSinkFailed where the system could not write it all.
  Status Close();

 private:
  std::FILE* file_ = nullptr;  // closed by Close, or with the process
  std::unique_ptr<CallbackSink> sink_;
};

}  // namespace kinora
