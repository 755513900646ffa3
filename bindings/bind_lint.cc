// CoreLint of web/src/core-module.ts: kinora::WebmLinter over a file of JavaScript's.
#include <emscripten/bind.h>
#include <emscripten/val.h>

#include <cstdio>
#include <memory>
#include <string>

#include "bound_source.h"
#include "errors.h"
#include "webm/lint.h"

namespace kinora::bindings {
namespace {

using emscripten::val;

class BoundLint {
 public:
  explicit BoundLint(double size) : source_(size) {}

  Status Open() {
    KINORA_RETURN_IF_ERROR(source_.Open());
    linter_.emplace(source_.source());
    return {};
  }

  int Run() { return BoundSource::StepOf(linter_->Run()); }
  double Position() const { return source_.Position(); }
  val Window() const { return source_.Window(); }
  void Supply() { source_.Supply(); }
  double Progress() const { return linter_->progress(); }

  val Findings() const {
    val findings = val::array();
    for (const LintFinding& finding : linter_->findings()) {
      char rule[8];
      std::snprintf(rule, sizeof rule, "W%02d", finding.rule % 100);
      val object = val::object();
      object.set("rule", val(std::string(rule)));
      object.set("position", val(static_cast<double>(finding.position)));
      object.set("message", val(std::string(finding.message)));
      findings.call<void>("push", object);
    }
    return findings;
  }

 private:
  BoundSource source_;
  std::optional<WebmLinter> linter_;
};

std::unique_ptr<BoundLint> CreateLint(double size) {
  auto lint = std::make_unique<BoundLint>(size);
  if (!Succeeded(lint->Open())) return nullptr;
  return lint;
}

}  // namespace

EMSCRIPTEN_BINDINGS(kinora_lint) {
  emscripten::class_<BoundLint>("CoreLint")
      .function("run", &BoundLint::Run)
      .function("position", &BoundLint::Position)
      .function("window", &BoundLint::Window)
      .function("supply", &BoundLint::Supply)
      .function("progress", &BoundLint::Progress)
      .function("findings", &BoundLint::Findings);
  emscripten::function("createLint", &CreateLint);
}

}  // namespace kinora::bindings
