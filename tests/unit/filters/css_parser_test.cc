// Chains as text: what is the same written otherwise, and where what cannot be read is refused.
#include "filters/css_parser.h"

#include <string>
#include <vector>

#include "catch_amalgamated.hpp"
#include "kernels/filters/examples.h"

namespace kinora {
namespace {

struct Broken {
  std::string text;
  int column;
  std::string message;
};

}  // namespace

TEST_CASE("nothing and none are chains without filters") {
  for (const char* text : {"", "none", "  NONE ", "/* nothing */", "none/**/"}) {
    INFO(text);
    const Result<Chain> chain = ParseChain(text);
    REQUIRE(chain);
    CHECK(chain->calls.empty());
    CHECK(Print(*chain) == "none");
  }
}

TEST_CASE("case, comments, units, defaults and names make no difference") {
  const std::vector<std::vector<std::string>> same = {
      {"sepia(60%)", "SEPIA( 0.6 )", "sepia(/* more */60%)", "sepia(amount: 0.6)", "sepia(+6e-1)"},
      {"sepia()", "sepia(1)", "sepia(100%)"},
      {"hue-rotate(90deg)", "hue-rotate(100grad)", "hue-rotate(0.25turn)"},
      {"hue-rotate()", "hue-rotate(0)", "hue-rotate(0rad)"},
      {"blur(96px)", "blur(1in)", "blur(2.54cm)", "blur(25.4mm)", "blur(72pt)", "blur(6pc)", "blur(101.6q)"},
      {"blur()", "blur(0)", "blur(0px)"},
      {"drop-shadow(1px 2px 3px red)", "drop-shadow(#f00 1px 2px 3px)", "drop-shadow(rgb(255 0 0) 1px 2px 3px)"},
      {"vignette(0.4, 0.8)", "vignette(radius: 0.8, amount: 0.4)", "VIGNETTE(0.4, radius: 0.8)"},
  };
  for (const std::vector<std::string>& texts : same) {
    const Result<Chain> first = ParseChain(texts[0]);
    REQUIRE(first);
    for (const std::string& text : texts) {
      INFO(text);
      const Result<Chain> chain = ParseChain(text);
      INFO((chain ? "" : chain.error().message));
      REQUIRE(chain);
      CHECK(*chain == *first);
    }
  }
}

TEST_CASE("what is printed is read as the same chain") {
  for (const FilterEntry& entry : Catalogue()) {
    for (const std::string& example : testing::Examples(entry)) {
      INFO(example);
      const Result<Chain> chain = ParseChain(example);
      REQUIRE(chain);
      const std::string text = Print(*chain);
      INFO(text);
      const Result<Chain> again = ParseChain(text);
      REQUIRE(again);
      CHECK(*again == *chain);
      CHECK(Print(*again) == text);
    }
  }
}

TEST_CASE("a unit changes a number no more than it must") {
  for (int percent = 0; percent <= 100; ++percent) {
    const std::string text = std::to_string(percent);
    const Result<Chain> chain = ParseChain("sepia(" + text + "%)");
    REQUIRE(chain);
    INFO(Print(*chain));
    CHECK(*chain == *ParseChain("sepia(" + text + "e-2)"));
  }
  CHECK(Print(*ParseChain("sepia(70%)")) == Print(*ParseChain("sepia(0.7)")));
  CHECK(Print(*ParseChain("blur(254mm)")) == "blur(960px)");
  CHECK(Print(*ParseChain("hue-rotate(70grad)")) == "hue-rotate(63deg)");
}

TEST_CASE("text that cannot be read is refused with the column and the reason") {
  const Broken texts[] = {
      {.text = "sepai(60%)", .column = 1, .message = "did you mean 'sepia'?"},
      {.text = "blur(4px) vignete()", .column = 11, .message = "did you mean 'vignette'?"},
      {.text = "sepia", .column = 6, .message = "'('"},
      {.text = "sepia(60%", .column = 10, .message = "')'"},
      {.text = "blur(4)", .column = 6, .message = "unit"},
      {.text = "none sepia()", .column = 6, .message = "expected nothing behind 'none'"},
      {.text = "sepia() none", .column = 9, .message = "none"},
      // Columns are counted as JavaScript does, whose strings have two units for a character of four bytes.
      {.text = "lut3d(\"\u00e9\u20ac\U0001F600\") sepa()", .column = 15, .message = "did you mean 'sepia'?"},
      {.text = "\u20ac\u20ac\u20ac\u20ac\u20ac\u20ac\u20ac\u20ac\u20ac",
       .column = 1,
       .message = "found '\u20ac\u20ac\u20ac\u20ac\u20ac\u20ac\u20ac\u20ac\u20ac'"},
  };
  for (const Broken& broken : texts) {
    INFO(broken.text);
    const Result<Chain> chain = ParseChain(broken.text);
    REQUIRE(!chain);
    CHECK(chain.error().code == ErrorCode::kFilterSyntax);
    CHECK(chain.error().value == broken.column);
    CHECK_THAT(chain.error().message, Catch::Matchers::ContainsSubstring(broken.message));
  }
}

TEST_CASE("numbers out of range name the parameter") {
  for (const char* text : {"blur(-1px)", "blur(1e999px)", "sepia(-1)", "brightness(-20%)"}) {
    INFO(text);
    const Result<Chain> chain = ParseChain(text);
    REQUIRE(!chain);
    CHECK(chain.error().code == ErrorCode::kInvalidArgument);
    const std::string name = std::string(text).substr(0, std::string(text).find('('));
    CHECK(chain.error().field.starts_with(name + "."));
  }
}

TEST_CASE("a chain has at most 256 functions") {
  std::string text;
  for (size_t i = 0; i < kMaxCalls; ++i) text += "invert()";
  const Result<Chain> most = ParseChain(text);
  REQUIRE(most);
  CHECK(most->calls.size() == kMaxCalls);
  const Result<Chain> more = ParseChain(text + "invert()");
  REQUIRE(!more);
  CHECK(more.error().value == static_cast<double>(text.size() + 1));
  CHECK_THAT(more.error().message, Catch::Matchers::ContainsSubstring("more than 256 functions"));
}

}  // namespace kinora
