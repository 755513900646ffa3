// Filter chains as text.
#pragma once

#include <string_view>

#include "base/result.h"
#include "filters/chain.h"

namespace kinora {

// Reads `none`, nothing, or functions with white space between them: CSS's own as Filter Effects Module Level 1 has
// them (section 6), and the catalogue's others as `name(value, name: value)`. Names in any case, comments as in CSS.
//
// Fails with kFilterSyntax, whose value is the column (from 1, in UTF-16 units as JavaScript counts) and whose message
// says what stands there, what was expected, and the nearest name; or with kInvalidArgument for a number out of its
// range, naming the parameter as in "blur.radius". Never reads outside of `text`, whose bytes may be anything.
Result<Chain> ParseChain(std::string_view text);

}  // namespace kinora
