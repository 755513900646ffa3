#include "filters/css_parser.h"
#include "filters/presets.h"
#include "filters/reference/filters.h"

namespace kinora::reference {

void Preset(const Arguments& arguments, ExactPicture& picture, const FrameContext& context) {
  const ExactPicture before = picture;
  Execute(*ParseChain(PresetChain(arguments.Keyword("name"))), picture, context);
  const double amount = arguments.Number("amount");
  for (size_t i = 0; i < picture.values.size(); ++i) {
    picture.values[i] = before.values[i] + amount * (picture.values[i] - before.values[i]);
  }
}

}  // namespace kinora::reference
