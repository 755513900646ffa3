// CoreRepair of web/src/core-module.ts: kinora::Remuxer from a file of JavaScript's to a function.
#include <emscripten/bind.h>
#include <emscripten/val.h>

#include <memory>
#include <utility>

#include "bound_source.h"
#include "errors.h"
#include "sink/callback_sink.h"
#include "webm/remux.h"

namespace kinora::bindings {
namespace {

using emscripten::typed_memory_view;
using emscripten::val;

class BoundRepair {
 public:
  BoundRepair(double size, val receiver)
      : source_(size),
        sink_(
            [receiver = std::move(receiver)](uint64_t, std::span<const uint8_t> bytes) {
              receiver(typed_memory_view(bytes.size(), bytes.data()));
              return true;
            },
            /*seekable=*/false) {}

  Status Open() {
    KINORA_RETURN_IF_ERROR(source_.Open());
    remuxer_.emplace(source_.source(), sink_);
    return {};
  }

  int Run() { return BoundSource::StepOf(remuxer_->Run()); }
  double Position() const { return source_.Position(); }
  val Window() const { return source_.Window(); }
  void Supply() { source_.Supply(); }
  double Progress() const { return remuxer_->progress(); }

  val Report() const {
    const RepairReport& report = remuxer_->report();
    val notes = val::array();
    for (size_t i = 0; i < report.entries.size(); ++i) {
      const auto note = static_cast<RepairNote>(i);
      const RepairReport::Entry& entry = report.at(note);
      if (entry.count == 0) continue;
      val object = val::object();
      object.set("code", val(Name(note)));
      object.set("mended", val(IsMended(note)));
      object.set("count", val(static_cast<double>(entry.count)));
      object.set("position", val(static_cast<double>(entry.position)));
      notes.call<void>("push", object);
    }
    val result = val::object();
    result.set("notes", notes);
    result.set("frames", val(static_cast<double>(report.frames)));
    result.set("duration", val(report.duration_ms));
    return result;
  }

 private:
  BoundSource source_;
  CallbackSink sink_;
  std::optional<Remuxer> remuxer_;
};

std::unique_ptr<BoundRepair> CreateRepair(double size, const val& receiver) {
  auto repair = std::make_unique<BoundRepair>(size, receiver);
  if (!Succeeded(repair->Open())) return nullptr;
  return repair;
}

}  // namespace

EMSCRIPTEN_BINDINGS(kinora_repair) {
  emscripten::class_<BoundRepair>("CoreRepair")
      .function("run", &BoundRepair::Run)
      .function("position", &BoundRepair::Position)
      .function("window", &BoundRepair::Window)
      .function("supply", &BoundRepair::Supply)
      .function("progress", &BoundRepair::Progress)
      .function("report", &BoundRepair::Report);
  emscripten::function("createRepair", &CreateRepair);
}

}  // namespace kinora::bindings
