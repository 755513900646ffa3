// Colours as CSS writes them (CSS Color Module Level 4, sRGB alone).
#pragma once

#include "base/result.h"
#include "filters/css_scanner.h"

namespace kinora {

// Reads a colour as 0xRRGGBBAA: #rgb, #rgba, #rrggbb, #rrggbbaa, the named colours, `transparent`, `currentcolor`
// (black: there is no text here), rgb() and hsl() in the old and the new spelling, with alpha or without.
// Fails with kFilterSyntax.
Result<double> ParseColor(CssScanner& scanner);

// Whether a colour may begin with the next token.
bool StartsColor(CssScanner& scanner);

}  // namespace kinora
